import { programEnvironment } from '../program-environment.ts';
import { findProgram } from '../program-places.ts';
import { type CiSystem, type Environment, type IdTokens, pullRequestRef, type Redactor } from './system.ts';

/** In seconds, as Buildkite's default. A token is used at once. */
const TOKEN_LIFETIME = '300';

/** What `buildkite-agent` reads of its environment to ask for a token, or to mask texts. */
const READ_BY_AGENT = [
  'BUILDKITE_JOB_ID',
  'BUILDKITE_AGENT_ACCESS_TOKEN',
  'BUILDKITE_AGENT_ENDPOINT',
  'BUILDKITE_NO_HTTP2',
  'BUILDKITE_OIDC_TOKEN_CLAIMS',
  'BUILDKITE_OIDC_TOKEN_SUBJECT_CLAIM',
  'BUILDKITE_AGENT_JOB_API_SOCKET',
  'BUILDKITE_AGENT_JOB_API_TOKEN',
];

/** Buildkite. */
export const buildkite: CiSystem = {
  detect: (environment) => Boolean(environment.BUILDKITE),
  facts: (environment) => ({
    ref:
      pullRequestRef(environment.BUILDKITE_PULL_REQUEST) ||
      environment.BUILDKITE_TAG ||
      environment.BUILDKITE_BRANCH,
    sha: environment.BUILDKITE_COMMIT,
    runId: environment.BUILDKITE_BUILD_NUMBER,
    job: environment.BUILDKITE_STEP_KEY || environment.BUILDKITE_LABEL || environment.BUILDKITE_JOB_ID,
  }),
  number: (environment) => ({
    counter: ['buildkite', environment.BUILDKITE_ORGANIZATION_SLUG, environment.BUILDKITE_PIPELINE_SLUG],
    run: environment.BUILDKITE_BUILD_NUMBER,
    attempt: environment.BUILDKITE_RETRY_COUNT,
  }),
  idTokens: askAgent,
  redactor,
};

/** The agent appends its own folder to the PATH, so a program of the job could come before it. */
function findAgent(environment: Environment): string | undefined {
  return findProgram('buildkite-agent', environment, environment.BUILDKITE_BIN_PATH);
}

/**
 * Undefined if the job does not have the agent's socket, as in most containers. If only the program is missing, calling
 * it fails. Source: https://buildkite.com/docs/agent/v3/cli-redactor
 */
function redactor(environment: Environment): Redactor | undefined {
  if (!environment.BUILDKITE_AGENT_JOB_API_SOCKET) return undefined;
  return {
    command: [findAgent(environment) ?? 'buildkite-agent', 'redactor', 'add', '--format', 'json'],
    environment: programEnvironment(environment, READ_BY_AGENT),
  };
}

/** Source: https://buildkite.com/docs/agent/v3/cli-oidc */
function askAgent(environment: Environment): IdTokens | undefined {
  const { BUILDKITE_AGENT_ACCESS_TOKEN: secret = '' } = environment;
  const path = findAgent(environment);
  if (path === undefined || secret === '') return undefined;
  return {
    idTokenProgram: {
      path,
      argumentsFor: (audience) => [
        ...['oidc', 'request-token', '--audience', audience],
        ...['--lifetime', TOKEN_LIFETIME],
      ],
      environment: { ...programEnvironment(environment, READ_BY_AGENT), ...withoutRedaction(environment) },
      secrets: [secret],
    },
  };
}

/**
 * An agent (3.104 and newer) that cannot have the token masked in the job's log, as in a container without its socket,
 * gives none. This program never prints the token.
 */
function withoutRedaction({ BUILDKITE_AGENT_JOB_API_SOCKET }: Environment): Record<string, string> {
  return BUILDKITE_AGENT_JOB_API_SOCKET
    ? {}
    : { BUILDKITE_AGENT_OIDC_REQUEST_TOKEN_SKIP_TOKEN_REDACTION: 'true' };
}
