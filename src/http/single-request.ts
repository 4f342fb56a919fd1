import type { Agent, IncomingMessage } from 'node:http';
import { type ConnectionContext, readProxies, trustBundle } from './connection-context.ts';
import type { HttpAnswer, HttpRequest } from './messages.ts';

/*
 * For STS, which is asked once in a process's life: Node's own client. undici, on which S3 and IAM are asked (`connection.ts`),
 * would make the bundle of each action's start larger by half, and be loaded for nothing else.
 */

export interface SingleRequestOptions {
  readonly context: ConnectionContext;
  readonly signal: AbortSignal;
  /** Bytes after which the rest of the answer is left unread. */
  readonly mostBytes: number;
}

/**
 * Sends one request over a connection of its own and reads the answer, whatever its status. The environment's proxies are
 * used on Node ≥ 24.5; an older one goes direct.
 *
 * @throws InputError when the environment names a proxy that is no URL
 * @throws the connection's error, or the signal's
 */
export async function sendSingleRequest(
  url: URL,
  request: HttpRequest,
  { context, signal, mostBytes }: SingleRequestOptions,
): Promise<HttpAnswer> {
  const agent = createAgent(url, context);
  try {
    return await transfer(url, request, agent, { signal, mostBytes });
  } finally {
    agent.destroy();
  }
}

// Not imported: an import of node:http loads all that it re-exports, undici included, for 30 ms. Https alone takes 6 ms.
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
  { signal, mostBytes }: Omit<SingleRequestOptions, 'context'>,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = moduleFor(url).request({
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

/** Node's sockets take an IPv6 address without the brackets that it has in a URL. */
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
