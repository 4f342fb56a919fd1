import type { SecureContext } from 'node:tls';
import { InputError } from '../failure.ts';

/** What a connection needs to know of the machine. */
export interface ConnectionContext {
  /** Certificates (PEM) that are trusted in addition to the usual ones. */
  readonly caBundle?: string | undefined;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * The TLS option that makes connections trust the bundle and the usual certificates. All connections share it: reading the
 * usual certificates takes 8 ms, which Node would do again for each connection.
 */
export function trustBundle(caBundle: string | undefined): { secureContext?: SecureContext } {
  if (caBundle === undefined) return {};
  const tls = process.getBuiltinModule('node:tls');
  return { secureContext: tls.createSecureContext({ ca: [...rootCertificates(tls), caBundle] }) };
}

function rootCertificates(tls: typeof import('node:tls')): readonly string[] {
  // Includes NODE_EXTRA_CA_CERTS and the system store. Node before 22.15 has only its own list.
  return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}

/**
 * Reduces an environment to its proxy variables, so that nothing else of it is kept.
 *
 * @throws InputError when one is not the URL of an HTTP or HTTPS proxy
 */
export function readProxies(
  environment: ConnectionContext['environment'],
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

/** The message does not repeat the value, which may contain a password. */
function readProxy(name: string, value: string): string {
  // Like curl, Go and Python, treat a bare host as an HTTP proxy.
  const url = value.includes('://') ? value : `http://${value}`;
  if (!/^https?:/i.test(url)) {
    throw new InputError(name, 'must be an http:// or https:// proxy; SOCKS is not supported.');
  }
  if (URL.canParse(url)) return url;
  throw new InputError(
    name,
    'is not a URL: percent-encode special characters in its password, such as %23 for #.',
  );
}
