import { type IncomingAnswer, Interruption } from '../http/connection.ts';
import { pause } from '../http/timing.ts';
import { printable } from '../printable.ts';
import { StoreFailure } from './failure.ts';
import type { RetryingClient } from './retrying-client.ts';
import type { GetOptions, OpenObject } from './store-types.ts';

/** How many connections in a row may break without delivering a byte. */
const MOST_BREAKS = 8;
/** Milliseconds before the next connection, times the number of breaks in a row. */
const WAIT_MS = 100;

interface Range {
  readonly start: number;
  /** The last byte. Undefined for the rest of the object. */
  readonly end: number | undefined;
}

/** Opens an object. If the connection breaks, the missing bytes of the same version are requested. */
export async function readObject(
  client: RetryingClient,
  key: string,
  { range, ifMatch, size: whole, signal }: GetOptions,
): Promise<OpenObject> {
  const asked = { start: range?.[0] ?? 0, end: range?.[1] };
  const expected = asked.end === undefined ? whole : asked.end - asked.start + 1;
  const open = (wanted: Range, etag: string | undefined) =>
    client.open({ method: 'GET', key, headers: headersFor(wanted, etag) }, { expected, signal });
  const first = await open(asked, ifMatch);
  const size = Number(first.headers['content-length']);
  const etag = (first.headers.etag ?? '').replace(/^"(.*)"$/, '$1');
  if (!Number.isSafeInteger(size) || etag === '' || !fits(first, asked)) {
    await leave(first);
    throw notAnObject(key, first.status);
  }
  const total = first.status === 206 ? contentRange(first)?.total : size;
  return {
    size,
    total,
    etag,
    body: readOn(key, first, { ...asked, size }, (wanted) => open(wanted, etag), signal),
  };
}

function headersFor({ start, end }: Range, etag: string | undefined): Record<string, string> {
  const whole = start === 0 && end === undefined;
  return {
    ...(whole ? {} : { range: `bytes=${start}-${end ?? ''}` }),
    // RGW requires it without quotes, and other servers accept that.
    ...(etag === undefined ? {} : { 'if-match': etag }),
  };
}

/**
 * Whether the answer is the requested range, or its beginning. A server without range support sends the whole object.
 */
function fits(answer: IncomingAnswer, { start, end = Number.MAX_SAFE_INTEGER }: Range): boolean {
  if (answer.status !== 206) return start === 0;
  const range = contentRange(answer);
  const length = Number(answer.headers['content-length']);
  return range?.start === start && range.end <= end && range.end - start + 1 === length;
}

function contentRange({ headers }: IncomingAnswer) {
  const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  if (found === null) return undefined;
  const [start = 0, end = 0, total] = found.slice(1).map(Number);
  return { start, end, total: total === undefined || Number.isNaN(total) ? undefined : total };
}

async function* readOn(
  key: string,
  first: IncomingAnswer,
  { start, end, size }: Range & { readonly size: number },
  open: (wanted: Range) => Promise<IncomingAnswer>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const last = start + size - 1;
  let got = 0;
  let breaks = 0;
  for (let answer = first; ; answer = await open({ start: start + got, end: end && last })) {
    if (!fits(answer, { start: start + got, end: last })) {
      await leave(answer);
      throw notAnObject(key, answer.status);
    }
    try {
      for await (const chunk of answer.body) {
        got += chunk.length;
        breaks = 0;
        yield chunk;
      }
      if (got === size) return;
      throw new Interruption(false, false);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      if (got === size) return;
      breaks += 1;
      if (breaks > MOST_BREAKS || got > size) throw broken(key, got, size, error);
      await pause(WAIT_MS * breaks, signal);
    }
  }
}

async function leave({ body }: IncomingAnswer): Promise<void> {
  for await (const _ of body) break;
}

function notAnObject(key: string, status: number): StoreFailure {
  return new StoreFailure({
    kind: 'server',
    tried: `GET '${printable(key)}'`,
    httpStatus: status,
    cameBack: `${status} with an answer that is not an S3 response, or that ignores the range`,
    remedy: 'Check that endpoint is the S3 endpoint itself, and not a web page or a portal.',
  });
}

function broken(key: string, got: number, size: number, cause: Interruption): StoreFailure {
  return new StoreFailure({
    kind: cause.hung ? 'timeout' : 'network',
    tried: `GET '${printable(key)}'`,
    cameBack: `the connection broke repeatedly, after ${got} of ${size} bytes`,
    remedy: 'Check the network and the load balancers between here and the storage.',
  });
}
