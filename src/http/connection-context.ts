import { InputError } from '../failure.ts';

/** What a connection takes from the machine that it starts from. */
export interface ConnectionContext {
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly caBundle?: string | undefined;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
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
 * @throws InputError when one is not the URL of an http or https proxy
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

/** Its value is not repeated: a password may be in it. */
function readProxy(name: string, value: string): string {
  // curl, Go and Python take a host alone for one of http.
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
