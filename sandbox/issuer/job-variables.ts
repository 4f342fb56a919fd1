import type { TokenIssuer } from './token-issuer.ts';

/**
 * What the CI system puts into a job's environment, for the job to get identity tokens with. On GitHub a job asks for them
 * at an address; on GitLab one is there from the start. Secrets are among them.
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
