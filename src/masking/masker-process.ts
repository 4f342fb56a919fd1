import { MaskingStream } from './index.ts';

/** What the keeper tells a masker. */
export type MaskerOrder = { readonly learn: readonly string[] } | { readonly finish: true };

/** What a masker answers: how many secrets it has learned in all, and that the first output has come. */
export type MaskerReport = { readonly learned: number } | { readonly flowing: true };

/** Milliseconds without output after which a masker that is to finish does. */
const QUIET_MS = 100;
/** Times that it waits for that: a process in the background may never be quiet. */
const MOST_LOOKS = 50;
const IGNORED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/**
 * Runs this process as a masker: standard input to standard output, the secrets that come through the channel to its
 * parent masked. Nothing is read before the first of them. It goes on without its parent, until the input ends.
 *
 * @returns the exit code, once everything has been written
 */
export async function runMasker(process: NodeJS.Process): Promise<number> {
  // The job may signal all processes of its name; the output has to go on.
  for (const signal of IGNORED) process.on(signal, () => undefined);
  const masking = new MaskingStream();
  let learned = 0;
  const finish = watchForQuiet(process.stdin, () => endInput(process.stdin, masking));
  const ready = new Promise<void>((resolve) => {
    process.on('message', (order: MaskerOrder) => {
      if ('finish' in order) return finish();
      for (const secret of order.learn) masking.learn(secret);
      learned += order.learn.length;
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
  // The keeper may be gone: the output goes on.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function pass(process: NodeJS.Process, masking: MaskingStream): Promise<void> {
  return new Promise((resolve) => {
    // When nobody reads any more the job is still not to fail for it: its output goes nowhere.
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
    // A write that took long may have kept us from reading: only a turn of the loop tells what is there.
    const judge = () => (seen === before || looks >= MOST_LOOKS ? then() : look(looks + 1));
    setTimeout(() => setImmediate(judge), QUIET_MS);
  };
  return () => look(1);
}
