import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { InputError } from '../failure.ts';

/** What a connection takes from its surroundings. */
export interface ConnectionSurroundings {
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly caBundle?: string | undefined;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read (Node ≥ 24.5; an older one goes direct). */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Node's own agent, which trusts the bundle and goes through the environment's proxies. Who makes it destroys it.
 * Only that of the endpoint's protocol is made: https alone takes 6 ms to load, and the root certificates as long.
 *
 * @param keepAlive whether the next request may use the connection of the one before
 * @throws InputError when the environment names a proxy that is no URL
 */
export function createAgent(
  { protocol }: Pick<URL, 'protocol'>,
  surroundings: ConnectionSurroundings,
  keepAlive: boolean,
): HttpAgent {
  return protocol === 'https:'
    ? createHttpsAgent(surroundings, keepAlive)
    : createHttpAgent(surroundings, keepAlive);
}

// Not imported: an import of node:http loads all that it re-exports, undici included, for 30 ms.

function createHttpAgent({ environment }: ConnectionSurroundings, keepAlive: boolean): HttpAgent {
  const { Agent } = process.getBuiltinModule('node:http');
  const proxyEnv = readProxies(environment);
  return new Agent({ keepAlive, ...(proxyEnv === undefined ? {} : { proxyEnv }) });
}

function createHttpsAgent({ caBundle, environment }: ConnectionSurroundings, keepAlive: boolean): HttpsAgent {
  const { Agent } = process.getBuiltinModule('node:https');
  const proxyEnv = readProxies(environment);
  return new Agent({
    keepAlive,
    ...(proxyEnv === undefined ? {} : { proxyEnv }),
    ...trustBundle(caBundle),
  });
}

/** What TLS trusts: the bundle beside the usual certificates. */
export function trustBundle(caBundle: string | undefined): { ca?: string[] } {
  return caBundle === undefined ? {} : { ca: [...rootCertificates(), caBundle] };
}

function rootCertificates(): readonly string[] {
  const tls = process.getBuiltinModule('node:tls');
  // With what NODE_EXTRA_CA_CERTS and the system's store add; Node before 22.15 has but its own.
  return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}

/**
 * Only what a connection may use of an environment, so that nothing else of it is kept: the proxies' variables.
 *
 * @throws InputError when one names a proxy that is no URL
 */
export function readProxies(
  environment: ConnectionSurroundings['environment'],
): Record<string, string> | undefined {
  if (environment === undefined) return undefined;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const given = names.flatMap((name) => {
    const value = environment[name];
    if (value === undefined || value === '') return [];
    return [[name, /^no_/i.test(name) ? value : readProxy(name, value)] as const];
  });
  return Object.fromEntries(given);
}

/** Its value is not repeated: a password may be in it. */
function readProxy(name: string, value: string): string {
  // curl, Go and Python take a host alone for one of http.
  const url = value.includes('://') ? value : `http://${value}`;
  if (!/^https?:/i.test(url)) {
    throw new InputError(
      name,
      'is no proxy of http or https, and others cannot be used: name such a one, or unset it.',
    );
  }
  if (URL.canParse(url)) return url;
  throw new InputError(
    name,
    'is not a URL: write special characters of its password in percent form, such as %23 for #.',
  );
}
