import type { TLSSocket } from 'node:tls';
import type { ConnectionContext } from '../http/connection-context.ts';
import { explainConnection } from '../http/connection-failure.ts';
import { isSuccess } from '../http/messages.ts';
import { sendSingleRequest } from '../http/single-request.ts';
import { printable } from '../printable.ts';
import { ProvisionFailure } from './failure.ts';
import type { Identity } from './identity.ts';

/** What an RGW needs to know of an issuer, and what its keys need of an RGW. */
export interface Issuer {
  /** SHA-1 of the authorities in its TLS chain, each of 40 hex digits. */
  readonly thumbprints: readonly string[];
  /** Whether its first key comes with a certificate (`x5c`), without which an RGW before 19.2.4 cannot read keys. */
  readonly hasCertificates: boolean;
}

/** Milliseconds for each of the two documents. */
const DOCUMENT_MS = 15_000;
/** Bytes of a document that are read. */
const LARGEST_DOCUMENT = 256 * 1024;
/** As many thumbprints as a provider may have. */
const MOST_THUMBPRINTS = 5;

/**
 * GitHub's, so that an administrator's machine need not reach it. An RGW reads the thumbprints of keys with certificates
 * alone, which GitHub's are not.
 *
 * Source: https://github.blog/changelog/2023-06-27-github-actions-update-on-oidc-integration-with-aws/
 */
const KNOWN: Readonly<Record<string, Issuer>> = {
  'https://token.actions.githubusercontent.com': {
    thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1', '1c58a3a8518e8759bf075b76b750d4f2df264fcd'],
    hasCertificates: false,
  },
};

/**
 * Asks an issuer for its documents, as the RGW does for each exchange.
 *
 * @throws ProvisionFailure when it cannot be reached, or is another one than its URL says
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
      `The issuer at ${issuer} calls itself ${describe(own)}, and its tokens do too. Give that as --issuer, every character of it.`,
    );
  }
  const { content } = await fetchDocument(demandUrl(issuer, keysUrl), context);
  const keys = Array.isArray(content.keys) ? (content.keys as Readonly<Record<string, unknown>>[]) : [];
  return { thumbprints: discovery.thumbprints, hasCertificates: keys[0]?.x5c !== undefined };
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
  readonly thumbprints: readonly string[];
}

async function fetchDocument(address: string, context: ConnectionContext): Promise<FetchedDocument> {
  const url = new URL(address);
  let thumbprints: readonly string[] = [];
  const options = {
    context,
    signal: AbortSignal.timeout(DOCUMENT_MS),
    mostBytes: LARGEST_DOCUMENT,
    onConnected: (socket: object) => {
      thumbprints = thumbprintsOf(socket as TLSSocket);
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
  if (content !== undefined) return { content, thumbprints };
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

/** Of all authorities of the chain: which one counts depends on whether the server sends its root. */
function thumbprintsOf(socket: TLSSocket): string[] {
  const chain: string[] = [];
  let certificate = socket.getPeerCertificate(true);
  for (;;) {
    const thumbprint = certificate.fingerprint.replaceAll(':', '').toLowerCase();
    if (chain.includes(thumbprint)) break;
    chain.push(thumbprint);
    if (certificate.issuerCertificate === undefined) break;
    certificate = certificate.issuerCertificate;
  }
  const authorities = chain.length > 1 ? chain.slice(1) : chain;
  return authorities.slice(-MOST_THUMBPRINTS);
}
