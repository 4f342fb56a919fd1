import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ConnectionContext } from '../http/connection-context.ts';
import { explainConnection } from '../http/connection-failure.ts';
import { isSuccess } from '../http/messages.ts';
import { sendSingleRequest } from '../http/single-request.ts';
import { printable } from '../printable.ts';
import { ProvisionFailure } from './failure.ts';
import type { Identity } from './identity.ts';

/** What an RGW must know about an issuer. */
export interface Issuer {
  /**
   * SHA-1 of the authorities in its TLS chain, each with 40 hex digits. An RGW requires one, and compares it with nothing.
   */
  readonly authorities: readonly string[];
  /**
   * SHA-1 of its keys' certificates (`x5c`). An RGW before 19.2.4 cannot read keys without certificates. A newer one
   * accepts keys with certificates only if the provider names these (seen on 20.2.4).
   */
  readonly keys: readonly string[];
}

/** The time limit for each of the two documents, in milliseconds. */
const DOCUMENT_MS = 15_000;
/** How much of a document is read, in bytes. */
const LARGEST_DOCUMENT = 256 * 1024;

/**
 * Built in, so that the administrator's machine need not reach GitHub.
 *
 * Source: https://github.blog/changelog/2023-06-27-github-actions-update-on-oidc-integration-with-aws/
 */
const KNOWN: Readonly<Record<string, Issuer>> = {
  'https://token.actions.githubusercontent.com': {
    authorities: ['6938fd4d98bab03faadb97b34396831e3780aea1', '1c58a3a8518e8759bf075b76b750d4f2df264fcd'],
    keys: [],
  },
};

/**
 * Fetches an issuer's documents, as an RGW does for each exchange.
 *
 * @throws ProvisionFailure if it cannot be reached, or identifies itself by another URL
 */
export async function inspectIssuer(
  { issuer }: Pick<Identity, 'issuer'>,
  context: ConnectionContext,
): Promise<Issuer> {
  const known = KNOWN[issuer];
  if (known !== undefined) return known;
  const discovery = await fetchDocument(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    context,
  );
  const { issuer: own, jwks_uri: keysUrl } = discovery.content;
  if (own !== issuer) {
    throw new ProvisionFailure(
      `The issuer at ${issuer} calls itself ${describe(own)}, and its tokens do too. Give exactly that as --issuer.`,
    );
  }
  const { content } = await fetchDocument(demandUrl(issuer, keysUrl), context);
  return { authorities: discovery.authorities, keys: certificatesOf(content.keys) };
}

/** An RGW before 19.2.4 uses only the first key. If it has no certificate, those of the others do not help. */
function certificatesOf(keys: unknown): string[] {
  if (!Array.isArray(keys)) return [];
  const first = keys.map((key: { x5c?: unknown } | null) =>
    Array.isArray(key?.x5c) ? key.x5c[0] : undefined,
  );
  if (typeof first[0] !== 'string') return [];
  return first.flatMap((text) => (typeof text === 'string' ? [sha1(Buffer.from(text, 'base64'))] : []));
}

function sha1(certificate: Buffer): string {
  return createHash('sha1').update(certificate).digest('hex');
}

function describe(value: unknown): string {
  return typeof value === 'string' ? `'${printable(value)}'` : 'nothing';
}

function demandUrl(issuer: string, value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value) && value.startsWith('https://')) return value;
  throw new ProvisionFailure(
    `The issuer at ${issuer} names no https:// URL of its keys (jwks_uri): ${describe(value)}. Check --issuer.`,
  );
}

interface FetchedDocument {
  readonly content: Readonly<Record<string, unknown>>;
  readonly authorities: readonly string[];
}

async function fetchDocument(address: string, context: ConnectionContext): Promise<FetchedDocument> {
  const url = new URL(address);
  let authorities: readonly string[] = [];
  const options = {
    context,
    signal: AbortSignal.timeout(DOCUMENT_MS),
    mostBytes: LARGEST_DOCUMENT,
    onConnected: (socket: object) => {
      authorities = authoritiesOf(socket as TLSSocket);
    },
  };
  const headers = { host: url.host, accept: 'application/json', 'user-agent': 'otter-sts-credentials' };
  const request = { method: 'GET', path: `${url.pathname}${url.search}`, headers } as const;
  const answer = await sendSingleRequest(url, request, options).catch((error: unknown) => {
    const { cameBack } = explainConnection(url.origin, error);
    throw new ProvisionFailure(
      `Reading ${address} failed: ${cameBack}. Check --issuer, and the proxy (HTTPS_PROXY) and --ca-bundle of this machine. If only the RGW can reach it, give --thumbprint.`,
    );
  });
  const content = isSuccess(answer) ? parseObject(answer.body) : undefined;
  if (content !== undefined) return { content, authorities };
  const cameBack = isSuccess(answer) ? 'something other than a JSON document' : `status ${answer.status}`;
  throw new ProvisionFailure(`Reading ${address} was answered with ${cameBack}. Check --issuer.`);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** All authorities of the chain, because which one counts depends on whether the server sends its root. */
function authoritiesOf(socket: TLSSocket): string[] {
  const chain: string[] = [];
  let certificate = socket.getPeerCertificate(true);
  for (;;) {
    const thumbprint = certificate.fingerprint.replaceAll(':', '').toLowerCase();
    if (chain.includes(thumbprint)) break;
    chain.push(thumbprint);
    if (certificate.issuerCertificate === undefined) break;
    certificate = certificate.issuerCertificate;
  }
  return chain.length > 1 ? chain.slice(1) : chain;
}
