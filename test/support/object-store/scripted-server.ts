/** A server that sends exactly the bytes that a test decides, and records the requests as received. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

interface SeenRequest {
  /** The first line, as received. */
  readonly line: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received before the reply: all of it, or none with `atHead`. */
  readonly body: Buffer;
  /** The number of its connection, from 0. */
  readonly connection: number;
}

/** Answers one request, after `count` earlier ones. */
export type Script = (request: SeenRequest, socket: Socket, count: number) => void | Promise<void>;

export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  readonly requests: SeenRequest[];
  /** How many connections are open now, and how many there were in total. */
  open(): number;
  connections(): number;
  close(): Promise<void>;
}

/**
 * @param options.atHead runs the script as soon as the headers have arrived, and leaves the body to it
 */
export async function startScriptedServer(
  script: Script,
  { atHead = false, host = '127.0.0.1' }: { atHead?: boolean; host?: string } = {},
): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections;
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let parsed = parse(received, atHead); parsed !== undefined; parsed = parse(received, atHead)) {
        received = received.subarray(parsed.bytes);
        requests.push({ ...parsed.request, connection });
        if (atHead) {
          socket.off('data', onData).pause().unshift(received);
          received = Buffer.alloc(0);
        }
        void script({ ...parsed.request, connection }, socket, requests.length - 1);
      }
    };
    socket.on('data', onData);
  });
  await once(server.listen(0, host), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    requests,
    open: () => sockets.size,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

type Parsed = { readonly bytes: number; readonly request: Omit<SeenRequest, 'connection'> };

function parse(received: Buffer, atHead: boolean): Parsed | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...rest] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    rest.map((header) => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
    }),
  );
  const length = atHead ? 0 : Number(headers['content-length'] ?? 0);
  const bytes = end + 4 + length;
  if (received.length < bytes) return undefined;
  return { bytes, request: { line, headers, body: received.subarray(end + 4, bytes) } };
}

const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 403: 'Forbidden', 503: 'Service Unavailable' };

/** A complete answer. */
export function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'content-length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}\r\n${lines.join('')}\r\n${body}`;
}

/** An error as S3 writes it. */
export function errorAnswer(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message></Message></Error>`;
  return answer(status, body, { 'content-type': 'application/xml', ...headers });
}

/** The answer to a successful PUT. */
export const TAKEN = answer(200, '', { etag: '"d41d8cd98f00b204e9800998ecf8427e"' });
