import type { Agent, IncomingMessage } from 'node:http';
import { type ConnectionContext, readProxies, trustBundle } from './connection-context.ts';
import type { HttpAnswer, HttpRequest } from './messages.ts';

/*
 * STS is called once per process, through Node's own client. Undici, which `connection.ts` uses for S3 and IAM, would make
 * the bundle of each action half as large again, for this call alone.
 */

export interface SingleRequestOptions {
  readonly context: ConnectionContext;
  readonly signal: AbortSignal;
  /** How many bytes of the answer are read at most. */
  readonly mostBytes: number;
  /** Receives the connection on which the answer comes. */
  readonly onConnected?: ((socket: object) => void) | undefined;
}

/**
 * Sends one request over its own connection and reads the answer, whatever its status. Proxies of the environment are used
 * on Node ≥ 24.5. Older versions connect directly.
 *
 * @throws InputError when a proxy variable of the environment is not a URL
 * @throws the connection's error, or the signal's
 */
export async function sendSingleRequest(
  url: URL,
  request: HttpRequest,
  { context, ...options }: SingleRequestOptions,
): Promise<HttpAnswer> {
  const agent = createAgent(url, context);
  try {
    return await transfer(url, request, agent, options);
  } finally {
    agent.destroy();
  }
}

// Not imported at the top: importing node:http loads everything that it re-exports, undici included, in 30 ms. node:https
// alone takes 6 ms.
function moduleFor({ protocol }: URL) {
  return protocol === 'https:'
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
}

function createAgent(url: URL, { caBundle, environment }: ConnectionContext): Agent {
  const proxyEnv = readProxies(environment);
  return new (moduleFor(url).Agent)({
    keepAlive: false,
    ...(proxyEnv === undefined ? {} : { proxyEnv }),
    ...trustBundle(url.protocol === 'https:' ? caBundle : undefined),
  });
}

function transfer(
  url: URL,
  { body, ...request }: HttpRequest,
  agent: Agent,
  { signal, mostBytes, onConnected }: Omit<SingleRequestOptions, 'context'>,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = moduleFor(url).request({
      host: hostOf(url),
      port: url.port,
      ...request,
      agent,
      signal,
    });
    outgoing.once('response', (response) => {
      onConnected?.(response.socket);
      read(response, mostBytes).then(resolve, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Node's sockets take an IPv6 address without the brackets of a URL. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function read(response: IncomingMessage, mostBytes: number): Promise<HttpAnswer> {
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
