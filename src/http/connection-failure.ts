import type { Explanation } from '../failure.ts';

const TLS_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'INVALID_CA',
]);

/** Explains why there was no answer: DNS, connection, TLS or protocol. */
export function explainConnection(endpoint: string, error: unknown): Explanation {
  const code = systemCode(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return explainTimeout(endpoint, 'no connection in time');
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return badCertificateTime(code);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongCertificateName(endpoint, code);
  if (TLS_CODES.has(code)) return untrusted(code);
  if (/^(EPROTO|ERR_SSL_|HPE_)/.test(code)) return wrongProtocol(endpoint, code);
  return noNetwork(endpoint, code);
}

/** Finds the system's error code in an error, its causes and the parts of an aggregate. */
function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown error';
  const { code, cause, errors, name } = error as {
    code?: unknown;
    cause?: unknown;
    errors?: unknown[];
    name?: string;
  };
  const undici = /^UND_ERR_/.test(String(code)) ? nameOfUndici(error) : undefined;
  if (undici !== undefined) return undici;
  if (typeof code === 'string' && /^[A-Z0-9_]{3,64}$/.test(code)) return code;
  if (cause !== undefined) return systemCode(cause);
  if (Array.isArray(errors) && errors.length > 0) return systemCode(errors[0]);
  return name ?? 'unknown error';
}

/** Translates undici's own error codes to the system's. Returns undefined for those without an equivalent. */
function nameOfUndici({ code, message }: { code?: unknown; message?: unknown }): string | undefined {
  if (/Proxy response \(\d+\)|Proxy Authentication Required/.test(String(message))) return 'ERR_PROXY_TUNNEL';
  return /^UND_ERR_(SOCKET|INFO|ABORTED|RES_CONTENT_LENGTH_MISMATCH)$/.test(String(code))
    ? 'ECONNRESET'
    : undefined;
}

/** The answer did not arrive, or not completely, in time. */
export function explainTimeout(endpoint: string, cameBack: string): Explanation {
  return {
    kind: 'timeout',
    cameBack,
    causes: [
      'a firewall drops packets to the server, or the runner needs a proxy (HTTPS_PROXY).',
      'the server is overloaded or hangs.',
    ],
    remedy: `from this runner, ${tryCurl(endpoint)}`,
  };
}

function tryCurl(endpoint: string): string {
  return `try: curl -sS -m 10 ${endpoint}`;
}

function badCertificateTime(code: string): Explanation {
  return {
    kind: 'tls',
    cameBack: `a certificate that is not valid today (${code})`,
    causes: ["the server's certificate was not renewed.", "this machine's clock is wrong."],
    remedy: 'check the clock of this machine (date -u) first; then have the certificate renewed.',
  };
}

function wrongCertificateName(endpoint: string, code: string): Explanation {
  return {
    kind: 'tls',
    cameBack: `a certificate for another name (${code})`,
    causes: [
      `${new URL(endpoint).hostname} is not a name of the certificate: the endpoint is misspelt, or a proxy answered.`,
    ],
    remedy: "set endpoint to a name that is in the server's certificate.",
  };
}

function untrusted(code: string): Explanation {
  return {
    kind: 'tls',
    cameBack: `a certificate that this machine does not trust (${code})`,
    causes: [
      "the server's certificate comes from a private authority, or is self-signed.",
      'a proxy on the way intercepts TLS.',
    ],
    remedy:
      "set OTTER_CA_BUNDLE to a PEM file with the authority's certificate (and AWS_CA_BUNDLE for the S3 clients). Do not disable verification.",
  };
}

function wrongProtocol(endpoint: string, code: string): Explanation {
  const { protocol } = new URL(endpoint);
  const other = protocol === 'https:' ? 'http' : 'https';
  return {
    kind: 'not-sts',
    cameBack: `something that is not ${protocol.slice(0, -1)} (${code})`,
    causes: [`the port speaks ${other}, or is not a web server's.`],
    remedy: `check scheme and port of endpoint; it may have to begin with ${other}://.`,
  };
}

const NETWORK_CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name in endpoint is misspelled, or this runner cannot resolve it.',
  EAI_AGAIN: "this runner's DNS does not answer.",
  ECONNREFUSED:
    'nothing listens at this host and port, or at those of the proxy where one is set: the port is wrong, or the server is down.',
  ECONNRESET: 'the server, or something on the way, cut the connection.',
  EHOSTUNREACH: 'there is no route from this runner to the server.',
  ERR_PROXY_TUNNEL: 'the proxy of HTTPS_PROXY refused: it requires a login, or does not allow this server.',
  ENETUNREACH: 'this runner has no network, or no route to the server.',
};

/** A proxy answered instead of the server. No S3 server sends this status. */
export const PROXY_WANTS_LOGIN = '407 from the proxy: it requires a login';

/** Does not repeat the value of `HTTP_PROXY`, which may contain a password. */
export const REMEDY_OF_PROXY =
  'put user and password in HTTP_PROXY (or HTTPS_PROXY), as http://user:password@host:port with special characters percent-encoded; or add the host of endpoint to NO_PROXY, if this runner reaches it directly.';

/** A proxy refused a request to an http endpoint. For an https endpoint, the connection itself fails. */
export function explainProxyRefusal(): Explanation {
  return {
    kind: 'proxy',
    cameBack: PROXY_WANTS_LOGIN,
    causes: ['HTTP_PROXY names the proxy without user and password, or with wrong ones.'],
    remedy: REMEDY_OF_PROXY,
  };
}

function noNetwork(endpoint: string, code: string): Explanation {
  return {
    kind: 'network',
    cameBack: `no answer from the server (${code})`,
    causes: [NETWORK_CAUSES[code] ?? 'the connection to the server could not be made, or broke.'],
    remedy: `check endpoint, and from this runner ${tryCurl(endpoint)}`,
  };
}
