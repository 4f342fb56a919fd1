/**
 * The claims in the identity tokens of CI systems.
 * Sources: https://docs.github.com/en/actions/reference/security/oidc and
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
import { randomUUID } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export interface GithubJob {
  /** By default `octo/app`. */
  repository?: string;
  /** By default `refs/heads/main`. */
  ref?: string;
  environment?: string;
  /** Whether the subject contains the IDs of owner and repository, as for newer repositories. */
  ids?: boolean;
}

const OWNER_ID = '583231';
const REPOSITORY_ID = '1296269';

/** All but `iss`, `aud` and the times. */
export function githubClaims({
  repository = 'octo/app',
  ref = 'refs/heads/main',
  environment,
  ids = false,
}: GithubJob = {}): Claims {
  const [owner = '', name = ''] = repository.split('/');
  const subject = ids ? `${owner}@${OWNER_ID}/${name}@${REPOSITORY_ID}` : repository;
  return {
    jti: randomUUID(),
    sub: `repo:${subject}:${environment === undefined ? `ref:${ref}` : `environment:${environment}`}`,
    ...(environment === undefined ? {} : { environment }),
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: REPOSITORY_ID,
    repository_owner: owner,
    repository_owner_id: OWNER_ID,
    repository_visibility: 'private',
    run_id: '4711',
    run_attempt: '1',
    actor: 'octocat',
    workflow: 'build',
    event_name: 'push',
    runner_environment: 'github-hosted',
    job_workflow_ref: `${repository}/.github/workflows/build.yml@${ref}`,
  };
}

export interface GitlabJob {
  /** By default `group/app`. */
  project?: string;
  /** By default `main`. */
  ref?: string;
  /** By default `branch`. */
  refType?: 'branch' | 'tag';
  environment?: string;
}

/** All but `iss`, `aud` and the times. */
export function gitlabClaims({
  project = 'group/app',
  ref = 'main',
  refType = 'branch',
  environment,
}: GitlabJob = {}): Claims {
  return {
    jti: randomUUID(),
    sub: `project_path:${project}:ref_type:${refType}:ref:${ref}`,
    ...(environment === undefined ? {} : { environment }),
    namespace_path: project.split('/').slice(0, -1).join('/'),
    project_path: project,
    project_id: '22',
    user_login: 'tanuki',
    user_email: 'tanuki@example.com',
    pipeline_id: '574',
    pipeline_source: 'push',
    job_id: '302',
    ref,
    ref_type: refType,
    ref_path: `refs/${refType === 'tag' ? 'tags' : 'heads'}/${ref}`,
    ref_protected: 'true',
    runner_environment: 'gitlab-hosted',
  };
}

/** Subjects that differ from build to build, and the pattern in a trust policy for those of one branch. */
export const BUILDKITE = {
  subject:
    'organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build',
  trusted: 'organization:acme:pipeline:app:ref:refs/heads/main:commit:*:step:*',
};

const CIRCLECI_PROJECT =
  'org/1c8f3c1e-5b8e-4c43-a6a1-3f0f0c3b7f11/project/7f3a2b7e-90f5-4b0c-8d4d-0d9a4b1c2d3e';
const CIRCLECI_SOURCE = '/vcs-origin/github.com/acme/app/vcs-ref/refs/heads/main';

export const CIRCLECI = {
  subject: `${CIRCLECI_PROJECT}/user/5e2d9f10-7a6b-4c5d-9e8f-1a2b3c4d5e6f${CIRCLECI_SOURCE}`,
  trusted: `${CIRCLECI_PROJECT}/user/????????-????-????-????-????????????${CIRCLECI_SOURCE}`,
  /** Of a branch whose name contains everything that follows the user. */
  spoofed: `${CIRCLECI_PROJECT}/user/5e2d9f10-7a6b-4c5d-9e8f-1a2b3c4d5e6f${CIRCLECI_SOURCE.replace('main', `x${CIRCLECI_SOURCE}`)}`,
};
