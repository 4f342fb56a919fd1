import { isIPv6 } from 'node:net';
import type { Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { type ConnectionContext, readProxies, trustBundle } from './connection-context.ts';

/** Milliseconds in which a connection is to be there, TLS included. */
const CONNECT_MS = 10_000;
/** Milliseconds that an idle connection is kept, unless the server says otherwise. An RGW closes after 65 s. */
const IDLE_MS = 15_000;

/**
 * The connections to one endpoint, kept open between requests, through the environment's proxies.
 *
 * They are undici's: 5,000 files of 8 KiB to a loopback server, 32 at once, took 1.3 s with it and this signer, 1.5 s with
 * node:http, 4.4 s with the SDK's own client; a GiB in parts 2.0 s, and 4.7 s (Node 24). The SDK's client also opens a
 * connection for each body of 2 MiB, and hangs where no answer comes.
 *
 * @throws InputError when the environment names a proxy that is no URL
 */
export function createDispatcher(
  endpoint: URL,
  { caBundle, environment }: ConnectionContext,
  connections: number,
): Dispatcher {
  const tls = { timeout: CONNECT_MS, ...trustBundle(endpoint.protocol === 'https:' ? caBundle : undefined) };
  return new EnvHttpProxyAgent({
    connections,
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    // What counts as hung is judged by the bytes that move, in both directions: see IdleTimeouts.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    // Like Node's own agent: plain http is asked of the proxy itself, which may tunnel to port 443 alone.
    proxyTunnel: false,
    clientFactory: createTunneler,
    ...proxiesFor(endpoint, environment),
  });
}

/** Connections to a proxy. What asks for a tunnel is given to dispatchers by undici's entry, which is not loaded. */
function createTunneler(origin: URL, options: object): Dispatcher {
  return Object.assign(new Pool(origin, options), { connect });
}

/**
 * The variables as undici's agent takes them. What it lacks beside Node's own, and is done here: it reads what it is not given
 * from the environment of the process, sends https through HTTP_PROXY where there is no HTTPS_PROXY, and takes in NO_PROXY
 * neither `*` beside other entries nor a v6 address without brackets.
 */
function proxiesFor({ protocol }: URL, environment: ConnectionContext['environment']) {
  const variables = readProxies(environment) ?? {};
  const read = (name: string) => variables[name.toLowerCase()] ?? variables[name] ?? '';
  return {
    httpProxy: protocol === 'http:' ? read('HTTP_PROXY') : '',
    httpsProxy: protocol === 'https:' ? read('HTTPS_PROXY') : '',
    noProxy: noProxyFor(read('NO_PROXY')),
  };
}

function noProxyFor(list: string): string {
  const entries = list.split(/[\s,]+/);
  if (entries.includes('*')) return '*';
  return entries.map((entry) => (isIPv6(entry) ? `[${entry}]` : entry)).join();
}
