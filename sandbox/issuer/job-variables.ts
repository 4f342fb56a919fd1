import type { TokenIssuer } from './token-issuer.ts';

/**
 * The variables from which a job gets its identity tokens. On GitHub, the job requests them at an address. On GitLab, one
 * token is in the environment from the start. The variables include secrets.
 */
export function jobVariables(issuer: TokenIssuer, audience: string): Record<string, string> {
  const { url, job, requestToken } = issuer;
  if (job.system === 'gitlab') return { OTTER_ID_TOKEN: issuer.mint(audience) };
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: job.repository,
    GITHUB_REF: job.ref,
    GITHUB_REF_NAME: job.ref.replace(/^refs\/(heads|tags)\//, ''),
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
  };
}
