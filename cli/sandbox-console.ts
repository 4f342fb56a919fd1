/** Calls the console of a running sandbox. */
import type { Command } from 'commander';
import { CommandFailure } from './command-end.ts';
import type { Context } from './request-options.ts';

const DEFAULT_CONSOLE = 'http://127.0.0.1:9001';

/** Milliseconds. The console is on this machine and answers from memory. */
const TIMEOUT = 10_000;

export interface ConsoleOptions {
  console?: string;
  bucket?: string;
}

/** A bucket of a running sandbox, and a function to call its console. */
export interface ConsoleBucket {
  readonly bucket: string;
  /** Sends one request below the bucket's URL. @throws CommandFailure with the console's error */
  readonly ask: <Result>(method: 'GET' | 'POST', path: string, fields?: object) => Promise<Result>;
}

/** Adds the options that select a sandbox and one of its buckets. */
export function addConsoleOptions(command: Command): Command {
  return addConsoleOption(command).option(
    '--bucket <NAME>',
    "The bucket (OTTER_BUCKET; the sandbox's only one).",
  );
}

/** Adds the option that selects the running sandbox. */
export function addConsoleOption(command: Command): Command {
  return command.option(
    '--console <URL>',
    `The console of the running sandbox (OTTER_SANDBOX_CONSOLE; ${DEFAULT_CONSOLE}).`,
  );
}

/** Posts to the console of a running sandbox. @throws CommandFailure with the reason, if it refuses or does not answer */
export function askConsole<Result>(
  options: Pick<ConsoleOptions, 'console'>,
  context: Context,
  path: string,
  fields: object,
): Promise<Result> {
  return send(`${originOf(options, context)}${path}`, 'POST', fields);
}

/** @throws CommandFailure when no sandbox answers, or when the bucket does not exist or is ambiguous */
export async function findConsoleBucket(options: ConsoleOptions, context: Context): Promise<ConsoleBucket> {
  if (options.bucket === '') {
    throw new CommandFailure("--bucket is empty: name one of the sandbox's buckets, or omit it.", 2);
  }
  const origin = originOf(options, context);
  const bucket = options.bucket ?? (context.environment.OTTER_BUCKET || (await onlyBucket(origin)));
  const base = `${origin}/buckets/${encodeURIComponent(bucket)}`;
  return { bucket, ask: (method, path, fields) => send(`${base}${path}`, method, fields) };
}

function originOf({ console: given }: Pick<ConsoleOptions, 'console'>, { environment }: Context): string {
  return readOrigin(given ?? (environment.OTTER_SANDBOX_CONSOLE || DEFAULT_CONSOLE));
}

/** The answer contains keys and uses plain http, so the console must be on this machine. */
function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'http:' && isLocal) return url.origin;
  throw new CommandFailure(`A sandbox's console is at http://127.0.0.1:PORT, not at '${text}'.`, 2);
}

async function onlyBucket(origin: string): Promise<string> {
  const { buckets } = await send<{ buckets: { bucket: string }[] }>(`${origin}/`, 'GET');
  const [first, ...others] = buckets.map(({ bucket }) => bucket);
  if (first !== undefined && others.length === 0) return first;
  throw new CommandFailure(
    `The sandbox has several buckets (${[first, ...others].join(', ')}): name one with --bucket.`,
    2,
  );
}

async function send<Result>(url: string, method: 'GET' | 'POST', fields?: object): Promise<Result> {
  const answer = await fetch(url, {
    method,
    redirect: 'error',
    headers: {
      accept: 'application/json',
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: JSON.stringify(fields ?? {}) } : {}),
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => undefined);
  const { origin } = new URL(url);
  if (answer === undefined) {
    throw new CommandFailure(
      `No sandbox answers at ${origin}: start one with 'otter-sts sandbox', or give its console's URL with --console.`,
      1,
    );
  }
  const body: unknown = await answer.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) {
    throw new CommandFailure(
      `The server at ${origin} is not a sandbox's console: give its URL with --console.`,
      1,
    );
  }
  if (answer.ok) return body as Result;
  const reason = 'error' in body ? String(body.error) : `it answered ${answer.status}`;
  throw new CommandFailure(`The sandbox at ${origin} refused: ${reason}`, 1);
}
