/** An HTTP proxy that decides the fate of each request, in front of the sandbox or an RGW over plain http. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * - `pass`: forwards both ways
 * - `lose`: forwards the request, and resets the connection when the answer arrives
 * - `late`: forwards both ways, but the answer five seconds late
 * - `ignore`: accepts the request, forwards nothing, and resets the connection five seconds later
 * - `refuse`: answers 400 InvalidRequest itself
 */
export type Treatment = 'pass' | 'lose' | 'late' | 'ignore' | 'refuse';

/** The target of a request. */
export interface Asked {
  readonly method: string;
  /** Percent-encoded, including the bucket. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export type Treat = (asked: Asked) => Treatment | Promise<Treatment>;

const LATE_MS = 5_000;
const REFUSAL = '<?xml version="1.0"?><Error><Code>InvalidRequest</Code></Error>';

export class AnswerProxy {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param target `http://HOST:PORT` */
  static async start(target: string, treat: Treat): Promise<AnswerProxy> {
    const server = createServer(
      (incoming, outgoing) => void serve(new URL(target), treat, incoming, outgoing),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new AnswerProxy(server);
  }

  async close(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    this.#server.closeAllConnections();
    await closed;
  }
}

async function serve(target: URL, treat: Treat, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { method = '', url = '' } = incoming;
  const { pathname: path, searchParams: query } = new URL(url, target);
  incoming.on('error', () => undefined);
  const [treatment, body] = await Promise.all([
    treat({ method, path, query }),
    buffer(incoming).catch(() => undefined),
  ]);
  if (body === undefined) return;
  if (treatment === 'refuse') {
    outgoing.writeHead(400, { 'content-type': 'application/xml' }).end(REFUSAL);
    return;
  }
  if (treatment === 'ignore') {
    await sleep(LATE_MS);
    outgoing.destroy();
    return;
  }
  const onward = request(new URL(url, target), { method, headers: incoming.headers });
  onward.on('error', () => outgoing.destroy()).end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const answered = await buffer(answer);
  if (treatment === 'late') await sleep(LATE_MS);
  if (treatment === 'lose') outgoing.destroy();
  else outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(answered);
}
