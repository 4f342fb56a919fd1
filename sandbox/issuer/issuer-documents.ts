import { createHash, timingSafeEqual } from 'node:crypto';
import { header, type WireRequest } from '../wire-request.ts';
import { ISSUER_PATH, type TokenIssuer } from './token-issuer.ts';

/** An answer of the issuer. */
interface IssuerAnswer {
  readonly status: number;
  readonly body: string;
  readonly type: 'application/json';
}

export function isIssuerPath(rawPath: string): boolean {
  return rawPath === ISSUER_PATH || rawPath.startsWith(`${ISSUER_PATH}/`);
}

/** Serves the discovery document and the keys to storages, and tokens to a job as GitHub Actions does. */
export function answerIssuer(request: WireRequest, issuer: TokenIssuer): IssuerAnswer {
  const { method, rawPath } = request;
  const name = method === 'GET' ? rawPath.slice(ISSUER_PATH.length) : '';
  if (name === '/.well-known/openid-configuration') return answer(200, describeIssuer(issuer));
  if (name === '/.well-known/jwks') return answer(200, { keys: issuer.keys });
  if (name !== '/token') return answer(404, { message: 'The issuer has no such document.' });
  if (!showsToken(request, issuer)) return answer(401, { message: 'The request token is wrong.' });
  const [owner] = issuer.job.repository.split('/');
  // GitHub's own default.
  const audience = request.query.get('audience') || `https://github.com/${owner}`;
  return answer(200, { count: 1, value: issuer.mint(audience) });
}

function describeIssuer({ url }: TokenIssuer): object {
  return {
    issuer: url,
    jwks_uri: `${url}/.well-known/jwks`,
    subject_types_supported: ['public'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

function showsToken(request: WireRequest, { requestToken }: TokenIssuer): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const shown = header(request, 'authorization') ?? '';
  return timingSafeEqual(digest(shown), digest(`Bearer ${requestToken}`));
}

function answer(status: number, content: object): IssuerAnswer {
  return { status, body: JSON.stringify(content), type: 'application/json' };
}
