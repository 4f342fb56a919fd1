import { ExchangeFailure, type Explanation } from '../failure.ts';
import { printable } from '../printable.ts';
import { readIdToken } from './id-token.ts';
import type { ProofContext } from './session-source.ts';

/** How to call a program of the CI system that prints an identity token. */
export interface IdTokenCall {
  /** Absolute. */
  readonly path: string;
  readonly args: readonly string[];
  /** The program's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The secrets in it. */
  readonly secrets: readonly string[];
}

/** How much of its output is read, in bytes. A token has 1 to 4 KB. */
const LARGEST_OUTPUT = 64 * 1024;

/**
 * Has a program of the CI system print an identity token for this job. It is killed when the signal is aborted.
 *
 * @param audience as in its arguments
 * @throws ExchangeFailure if there is no token
 */
export async function printIdToken(
  call: IdTokenCall,
  audience: string,
  { signal }: ProofContext,
): Promise<string> {
  const end = await run(call, signal);
  const token = end.output.trim();
  if (end.error === undefined && readIdToken(token) !== undefined) return token;
  const tried = `Having ${printable(call.path)} print the job's identity token (audience '${audience}')`;
  throw new ExchangeFailure({ tried, ...explain(call, end, signal.aborted) });
}

interface End {
  readonly output: string;
  /** What it wrote to standard error. */
  readonly said: string;
  readonly error?: { readonly code?: string | number | null; readonly signal?: string | null };
}

function run({ path, args, environment }: IdTokenCall, signal: AbortSignal): Promise<End> {
  const { execFile } = process.getBuiltinModule('node:child_process');
  const options = {
    env: environment,
    signal,
    killSignal: 'SIGKILL',
    maxBuffer: LARGEST_OUTPUT,
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    const child = execFile(path, [...args], options, (error, output, said) => {
      resolve({ output, said, ...(error && { error }) });
    });
    // The program gets no input, and must not wait for any. One that could not be started has no stream.
    child.stdin?.on('error', () => undefined).end();
  });
}

function explain(call: IdTokenCall, end: End, isLate: boolean): Explanation {
  if (isLate) {
    return {
      kind: 'timeout',
      cameBack: 'it printed nothing in time, and was killed',
      causes: ['the program hangs, or cannot reach its CI system.'],
      remedy: tryYourself(call),
    };
  }
  const { code } = end.error ?? {};
  if (typeof code === 'string' && !isTooLong(code)) {
    return {
      kind: 'invalid-request',
      cameBack: `it cannot be run (${code})`,
      causes: ['the program is not built for this machine.'],
      remedy: 'correct the PATH of the job, or give it an identity token in OTTER_ID_TOKEN.',
    };
  }
  return {
    kind: 'denied',
    cameBack: describeEnd(end, call.secrets),
    causes: [
      'the CI system gives this job no identity token, or none with this audience.',
      'the program is too old to print identity tokens, or another program of this name comes before it on the PATH.',
    ],
    remedy: tryYourself(call),
  };
}

function isTooLong(code: string): boolean {
  return code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
}

function describeEnd({ error, said }: End, secrets: readonly string[]): string {
  if (error === undefined) return 'what it printed is not an identity token';
  const { code, signal } = error;
  if (typeof code === 'string') return `it printed more than ${LARGEST_OUTPUT / 1024} KiB`;
  const how = signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
  const line = lastLine(said, secrets);
  return line === '' ? how : `${how}, and said: ${line}`;
}

/** A longer word could be a token, or a part of one. */
const LONGEST_WORD = 32;

/** The last line that a program wrote to standard error, without what could be a secret. */
function lastLine(said: string, secrets: readonly string[]): string {
  const line = said.trim().split('\n').at(-1) ?? '';
  const shown = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
  const words = shown.split(/\s+/).map((word) => (word.length > LONGEST_WORD ? '…' : word));
  return printable(words.join(' ')).replace(/\.$/, '');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function tryYourself({ path, args }: IdTokenCall): string {
  const words = [path, ...args].map((word) => (/^[\w./:=-]+$/.test(word) ? word : quote(word)));
  return `run it in the job, without showing the token: ${printable(words.join(' '))} >/dev/null`;
}
