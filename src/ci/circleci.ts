import { programEnvironment } from '../program-environment.ts';
import { findProgram } from '../program-places.ts';
import type { CiSystem, Environment, IdTokens } from './system.ts';

/** Tokens that CircleCI makes before the job. The subject of the first says which branch the job is for. */
const TOKEN_VARIABLES = ['CIRCLE_OIDC_TOKEN_V2', 'CIRCLE_OIDC_TOKEN'];

/** CircleCI. */
export const circleci: CiSystem = {
  detect: (environment) => Boolean(environment.CIRCLECI),
  facts: (environment) => ({
    ref: environment.CIRCLE_TAG || environment.CIRCLE_BRANCH,
    sha: environment.CIRCLE_SHA1,
    runId: environment.CIRCLE_WORKFLOW_ID || environment.CIRCLE_BUILD_NUM,
    job: environment.CIRCLE_JOB,
  }),
  // A pipeline's number is in no variable. The project counts its jobs, and a job that is repeated gets a new number.
  number: (environment) => ({
    counter: ['circleci', environment.CIRCLE_PROJECT_USERNAME, environment.CIRCLE_PROJECT_REPONAME],
    run: environment.CIRCLE_BUILD_NUM,
  }),
  idTokens: (environment) => askProgram(environment) ?? takeToken(environment),
};

/** Source: https://circleci.com/docs/oidc-tokens-with-custom-claims/ */
function askProgram(environment: Environment): IdTokens | undefined {
  const path = findProgram('circleci', environment);
  if (path === undefined) return undefined;
  // How it finds its job is not documented.
  const own = Object.keys(environment).filter((name) => /^CIRCLE/.test(name));
  const needed = own.filter((name) => !TOKEN_VARIABLES.includes(name));
  return {
    idTokenProgram: {
      path,
      argumentsFor: (audience) => ['run', 'oidc', 'get', '--claims', JSON.stringify({ aud: audience })],
      environment: programEnvironment(environment, needed),
      secrets: TOKEN_VARIABLES.flatMap((name) => environment[name] || []),
    },
  };
}

/** Source: https://circleci.com/docs/openid-connect-tokens/ */
function takeToken(environment: Environment): IdTokens | undefined {
  const [idToken] = TOKEN_VARIABLES.flatMap((variable) => {
    const token = environment[variable];
    return token ? [{ variable, token }] : [];
  });
  return (
    idToken && {
      idToken,
      notice: `There is no program circleci on the PATH, so the token in ${idToken.variable} is used. Its audience is the ID of the organization, which the role must accept, and it is never replaced by a newer one.`,
    }
  );
}
