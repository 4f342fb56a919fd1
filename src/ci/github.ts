import { type CiSystem, type Environment, nameSession, shortRef } from './system.ts';

/**
 * GitHub Actions, and Forgejo and Gitea, which set the same variables. On pull requests the reference is, for example,
 * `12/merge`. GITHUB_HEAD_REF would be a branch of a fork, which may be called main.
 */
export const github = {
  detect: (environment: Environment) => Boolean(environment.GITHUB_ACTIONS),
  facts: (environment: Environment) => ({
    ref: environment.GITHUB_REF_NAME || shortRef(environment.GITHUB_REF),
    sha: environment.GITHUB_SHA,
    runId: environment.GITHUB_RUN_ID,
    job: environment.GITHUB_JOB,
  }),
  // Each workflow counts its own runs.
  number: (environment: Environment) => ({
    counter: [environment.GITHUB_SERVER_URL, workflowOf(environment)],
    run: environment.GITHUB_RUN_NUMBER,
    attempt: environment.GITHUB_RUN_ATTEMPT,
  }),
  sessionName: (environment: Environment) => {
    const run = `${environment.GITHUB_RUN_ID ?? '0'}-${environment.GITHUB_RUN_ATTEMPT ?? '1'}`;
    const job = (environment.GITHUB_JOB ?? 'job').slice(0, 20);
    return nameSession(environment.GITHUB_REPOSITORY ?? 'github', `${run}-${job}`);
  },
  // Both are there with `permissions: id-token: write` alone, or on Forgejo with `enable-openid-connect: true`.
  idTokens: (environment: Environment) => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
      environment;
    if (!/^https?:/i.test(url) || !URL.canParse(url) || token === '') return undefined;
    return { idTokenRequest: { url, token }, ...noticeOf(environment) };
  },
} satisfies CiSystem;

/** A reference to a workflow ends with the branch. Gitea sets none, and counts the runs of a repository. */
function workflowOf({ GITHUB_WORKFLOW_REF, GITHUB_REPOSITORY, GITHUB_WORKFLOW }: Environment) {
  return (
    GITHUB_WORKFLOW_REF?.replace(/@refs\/.*$/, '') ||
    (GITHUB_REPOSITORY && `${GITHUB_REPOSITORY} ${GITHUB_WORKFLOW}`)
  );
}

const GITHUB = 'https://github.com';

/** An issuer other than github.com is not one that every storage knows. */
function noticeOf({ GITHUB_SERVER_URL: server = GITHUB }: Environment): { notice?: string } {
  if (server === GITHUB) return {};
  return {
    notice: `The identity token is issued by ${server}, not by github.com: the storage needs a provider for that issuer, and must be able to reach it.`,
  };
}
