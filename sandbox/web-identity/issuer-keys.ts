import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { getCACertificates, rootCertificates } from 'node:tls';
import type { TokenIssuer } from '../issuer/token-issuer.ts';
import { IssuerFailure, quoted, Refusal } from './refusal.ts';

/** Milliseconds. */
const TIMEOUT = 10_000;
/** Bytes. Those of GitHub and GitLab have under 10,000. */
const LARGEST_DOCUMENT = 1024 * 1024;

/** Reads the keys that an issuer publishes. @throws Refusal or IssuerFailure */
export type ReadIssuerKeys = (issuer: string) => Promise<readonly unknown[]>;

/**
 * Fetches an issuer's keys for each exchange, as RGW does: the discovery document, then its `jwks_uri`.
 * @param authorities PEM certificates to trust in addition to the usual ones, which include NODE_EXTRA_CA_CERTS.
 * @param own the sandbox's own issuer. Its keys are in this process, so they are not fetched.
 */
export function issuerKeyReader(authorities: string | undefined, own?: TokenIssuer): ReadIssuerKeys {
  const trusted = authorities === undefined ? undefined : [...usualAuthorities(), authorities];
  return async (issuer) => {
    if (issuer === own?.url) return own.keys;
    const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const document = await fetchJson(discovery, trusted).catch((error: Error) => {
      throw new IssuerFailure(`${quoted(discovery)} cannot be read: ${error.message}`);
    });
    const address = document?.jwks_uri;
    if (typeof address !== 'string') throw new Refusal(`${quoted(discovery)} names no jwks_uri`);
    const set = await fetchJson(address, trusted).catch((error: Error) => {
      throw new Refusal(`its issuer's keys at ${quoted(address)} cannot be read: ${error.message}`);
    });
    if (!Array.isArray(set?.keys)) throw new Refusal(`${quoted(address)} has no list of keys`);
    return set.keys;
  };
}

/** Node 20 has no function that lists the certificates in NODE_EXTRA_CA_CERTS. */
function usualAuthorities(): readonly string[] {
  return typeof getCACertificates === 'function' ? getCACertificates('default') : rootCertificates;
}

/** @returns undefined if it is not a JSON object */
async function fetchJson(
  address: string,
  trusted: string[] | undefined,
): Promise<Record<string, unknown> | undefined> {
  const text = await fetchText(address, trusted);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function fetchText(address: string, trusted: string[] | undefined): Promise<string> {
  const url = checkAddress(address);
  const options = { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(TIMEOUT) };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? getHttps(url, { ...options, agent: false, ...(trusted === undefined ? {} : { ca: trusted }) })
        : getHttp(url, { ...options, agent: false });
    request.on('error', reject).on('response', (response) => {
      if ((response.statusCode ?? 500) >= 400) {
        response.destroy();
        reject(new Error(`status ${response.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_DOCUMENT) response.destroy(new Error('it is too large'));
      });
      response.on('error', reject).on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

/** RGW also fetches keys over http. The sandbox does so only on this machine, because others could replace the keys. */
function checkAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return url;
  const isLocal = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'http:' && isLocal) return url;
  throw new Error('it is not an https address');
}
