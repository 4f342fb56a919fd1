import type { Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { type ConnectionSurroundings, readProxies, trustBundle } from '../http/http-agent.ts';

/** Milliseconds in which a connection is to be there, TLS included. */
const CONNECT_MS = 10_000;
/** Milliseconds that an idle connection is kept, unless the server says otherwise. An RGW closes after 65 s. */
const IDLE_MS = 15_000;

/**
 * The connections to one endpoint, kept open between requests.
 *
 * They are undici's: 5,000 files of 8 KiB to a loopback server, 32 at once, took 1.3 s with it and this signer, 1.5 s with
 * node:http, 4.4 s with the SDK's own client; a GiB in parts 2.0 s, and 4.7 s (Node 24). The SDK's client also opens a
 * connection for each body of 2 MiB, and hangs where no answer comes.
 *
 * @throws InputError when the environment names a proxy that is no URL
 */
export function createDispatcher(
  endpoint: URL,
  { caBundle, environment }: ConnectionSurroundings,
  connections: number,
): Dispatcher {
  const tls = { timeout: CONNECT_MS, ...trustBundle(endpoint.protocol === 'https:' ? caBundle : undefined) };
  const common = {
    connections,
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    // What counts as hung is judged by the bytes that move, in both directions: see StallWatch.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const proxy = proxyFor(endpoint, environment);
  if (proxy === undefined) return new Pool(endpoint.origin, { ...common, connect: tls });
  // Like Node's own agent: plain http is asked of the proxy itself, which may tunnel to port 443 alone.
  const proxyTunnel = endpoint.protocol === 'https:';
  const clientFactory = (origin: URL, options: object) => createTunneler(origin, options);
  return new ProxyAgent({
    ...common,
    uri: proxy,
    proxyTunnel,
    requestTls: tls,
    proxyTls: tls,
    clientFactory,
  });
}

/** Connections to a proxy. What asks for a tunnel is given to dispatchers by undici's entry, which is not loaded. */
function createTunneler(origin: URL, options: object): Dispatcher {
  return Object.assign(new Pool(origin, options), { connect });
}

/** The proxy on the way to a server, chosen as Node's own agent chooses. */
function proxyFor(endpoint: URL, environment: ConnectionSurroundings['environment']): string | undefined {
  const variables = readProxies(environment) ?? {};
  const read = (name: string) => variables[name.toLowerCase()] ?? variables[name];
  const proxy = read(endpoint.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (proxy === undefined || isDirect(endpoint, read('NO_PROXY') ?? '')) return undefined;
  return proxy;
}

/** Whether `NO_PROXY` names the server: `*`, a host, a domain with or without a dot or `*.` before it, each with a port or none. */
function isDirect(endpoint: URL, list: string): boolean {
  const host = endpoint.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = endpoint.port || (endpoint.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const { name, ofPort } = splitPort(entry);
      if (ofPort !== undefined && ofPort !== port) return false;
      return (
        name === '*' || host === name.replace(/^\*?\./, '') || host.endsWith(name.replace(/^\*?\.?/, '.'))
      );
    });
}

/** A colon is a port's after a name, a v4 address or brackets; any other belongs to a v6 address. */
function splitPort(entry: string): { name: string; ofPort: string | undefined } {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, ofPort: port };
}
