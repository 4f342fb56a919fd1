import { MaskingStream } from './index.ts';

/** What the keeper tells a masker. */
export type MaskerMessage = { readonly learn: readonly string[] } | { readonly finish: true };

/** What a masker answers: how many secrets it has learned in total, and that the first output has arrived. */
export type MaskerReport = { readonly learned: number } | { readonly flowing: true };

/** How long there must be no output before a masker finishes, in milliseconds. */
const QUIET_MS = 100;
/** How often it waits for that. A background process may never be silent. */
const MOST_LOOKS = 50;
const IGNORED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/**
 * Runs this process as a masker: it copies standard input to standard output, and masks the secrets that arrive through the
 * channel to its parent. It reads nothing before the first secret. It continues without its parent, until the input ends.
 *
 * @returns the exit code, once everything has been written
 */
export async function runMasker(process: NodeJS.Process): Promise<number> {
  // The job may signal all processes with its name, but the output must continue.
  for (const signal of IGNORED) process.on(signal, () => undefined);
  const masking = new MaskingStream();
  let learned = 0;
  const finish = watchForQuiet(process.stdin, () => endInput(process.stdin, masking));
  const ready = new Promise<void>((resolve) => {
    process.on('message', (message: MaskerMessage) => {
      if ('finish' in message) return finish();
      for (const secret of message.learn) masking.learn(secret);
      learned += message.learn.length;
      report(process, { learned });
      resolve();
    });
  });
  process.on('disconnect', () => {
    // Nothing has been written yet, and nobody will say what to mask.
    if (learned === 0) process.exit(1);
  });
  await ready;
  process.stdin.once('data', () => report(process, { flowing: true }));
  await pass(process, masking);
  if (process.connected) process.disconnect();
  return 0;
}

function report(process: NodeJS.Process, message: MaskerReport): void {
  // The keeper may be gone, but the output continues.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function pass(process: NodeJS.Process, masking: MaskingStream): Promise<void> {
  return new Promise((resolve) => {
    // If nobody reads the output, the job must not fail, so the output is discarded.
    process.stdout.on('error', () => masking.unpipe(process.stdout).resume());
    masking.on('end', () => process.stdout.write('', () => resolve()));
    process.stdin.pipe(masking).pipe(process.stdout, { end: false });
  });
}

function endInput(stdin: NodeJS.ReadStream, masking: MaskingStream): void {
  stdin.unpipe(masking);
  stdin.destroy();
  masking.end();
}

/** @returns what starts the waiting: `then` is called once no input has come for a while */
function watchForQuiet(stdin: NodeJS.ReadStream, then: () => void): () => void {
  let seen = 0;
  stdin.on('data', () => {
    seen += 1;
  });
  stdin.pause();
  const look = (looks: number) => {
    const before = seen;
    // A long write may have blocked reading, so only a turn of the event loop shows what has arrived.
    const judge = () => (seen === before || looks >= MOST_LOOKS ? then() : look(looks + 1));
    setTimeout(() => setImmediate(judge), QUIET_MS);
  };
  return () => look(1);
}
