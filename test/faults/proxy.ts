/** A TCP proxy that fails as servers fail, in front of the sandbox or an RGW over plain http. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * - `pass`: forwards both ways
 * - `503`: answers 503 itself
 * - `hang`: accepts the request and never answers
 * - `reset`: resets the connection when the request has arrived
 * - `half`: forwards the request and the first half of the first piece of the answer, and closes
 * - `slow`: forwards both ways, but the answer seven seconds late
 * - `refuse`: no longer listens
 */
export type Fault = 'pass' | '503' | 'hang' | 'reset' | 'half' | 'slow' | 'refuse';

const SLOW_MS = 7_000;

const UNAVAILABLE =
  'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 19\r\nconnection: close\r\n\r\nService Unavailable';

export class FaultProxy {
  readonly port: number;
  /** Requests, or pieces that a client sent at once. */
  requests = 0;
  #fault: Fault = 'pass';
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** @param target `http://HOST:PORT` */
  static async start(target: string): Promise<FaultProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const proxy = new FaultProxy(server);
    server.on('connection', (client) => proxy.#serve(client, Number(port), hostname));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Changes the mode. Requests in flight are cut off, as in a real outage. */
  async set(fault: Fault): Promise<void> {
    this.#fault = fault;
    for (const socket of this.#open) socket.destroy();
    const listens = this.#server.listening;
    if (fault === 'refuse' && listens) await once(this.#server.close(), 'close');
    if (fault !== 'refuse' && !listens) await once(this.#server.listen(this.port, '127.0.0.1'), 'listening');
  }

  async close(): Promise<void> {
    await this.set('refuse');
  }

  #serve(client: Socket, port: number, host: string): void {
    const server = connect(port, host);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.#open.delete(socket);
          // What the server sent before it closed is still on its way.
          if (this.#fault === 'slow' && socket === server) setTimeout(() => client.destroySoon(), SLOW_MS);
          else other.destroy();
        });
    }
    client.on('data', (chunk) => this.#receive(chunk, client, server));
    server.on('data', (chunk) => {
      if (this.#fault === 'half') client.end(chunk.subarray(0, chunk.length / 2));
      else if (this.#fault === 'slow') setTimeout(() => client.write(chunk), SLOW_MS);
      else client.write(chunk);
    });
  }

  #receive(chunk: Buffer, client: Socket, server: Socket): void {
    this.requests += 1;
    if (this.#fault === '503') client.end(UNAVAILABLE);
    else if (this.#fault === 'reset') client.resetAndDestroy();
    else if (this.#fault !== 'hang') server.write(chunk);
  }
}
