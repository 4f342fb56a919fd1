import type { Agent, IncomingMessage } from 'node:http';

/** A request whose every byte is known, so that it could be signed. */
export interface WireRequest {
  readonly method: string;
  /** Encoded, the query included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning, at least `mostBytes` of it when there is that much. */
  readonly body: string;
}

/**
 * Sends a request and reads the answer, whatever its status.
 *
 * @param mostBytes after which the rest of the answer is left unread
 * @throws the connection's error, or the signal's
 */
export function transfer(
  url: URL,
  { body, ...request }: WireRequest,
  { agent, signal, mostBytes }: { agent: Agent; signal: AbortSignal; mostBytes: number },
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = connectionModule(url).request({
      host: hostOf(url),
      port: url.port,
      ...request,
      agent,
      signal,
    });
    outgoing.once('response', (response) => read(response, mostBytes).then(resolve, reject));
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Loaded when it is needed, and not imported: `createAgent` says why. */
function connectionModule({ protocol }: URL) {
  return protocol === 'https:'
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
}

/** Node's sockets take an IPv6 address without the brackets that it has in a URL. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function read(response: IncomingMessage, mostBytes: number): Promise<WireAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
