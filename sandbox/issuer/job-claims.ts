import { randomUUID } from 'node:crypto';
import type { CiJob } from './ci-job.ts';

/** The claims of a CI system about a job. Times are seconds since the epoch. */
export interface JobClaims {
  readonly sub: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly [name: string]: unknown;
}

const SHA = '0123456789abcdef0123456789abcdef01234567';

/**
 * All claims except `iss` and `aud`, with the names and the lifetime that the CI system uses.
 * Sources: https://docs.github.com/en/actions/reference/security/oidc and
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 * @param now milliseconds since the epoch.
 */
export function describeJob(job: CiJob, now: number): JobClaims {
  // Rounded down, so that no verifier takes the token for one from the future.
  const iat = Math.floor(now / 1000);
  return {
    jti: randomUUID(),
    ...(job.system === 'github' ? githubClaims(job, iat) : gitlabClaims(job, iat)),
  };
}

/** A token of GitHub lasts five minutes. The job can request another one at any time. */
function githubClaims({ repository, ref }: CiJob, iat: number): JobClaims {
  const [owner = ''] = repository.split('/');
  const workflow = `${repository}/.github/workflows/build.yml@${ref}`;
  return {
    sub: `repo:${repository}:ref:${ref}`,
    ref,
    ref_type: refType(ref),
    ref_protected: 'false',
    sha: SHA,
    repository,
    repository_id: '1',
    repository_visibility: 'private',
    repository_owner: owner,
    repository_owner_id: '1',
    actor: owner,
    actor_id: '1',
    event_name: 'push',
    head_ref: '',
    base_ref: '',
    workflow: 'build',
    workflow_ref: workflow,
    workflow_sha: SHA,
    job_workflow_ref: workflow,
    job_workflow_sha: SHA,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'self-hosted',
    iat,
    nbf: iat - 600,
    exp: iat + 300,
  };
}

/** A token of GitLab is issued once, and lasts as long as the job's timeout, which is one hour by default. */
function gitlabClaims({ repository, ref }: CiJob, iat: number): JobClaims {
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  return {
    sub: `project_path:${repository}:ref_type:${refType(ref)}:ref:${name}`,
    namespace_id: '1',
    namespace_path: repository.slice(0, repository.lastIndexOf('/')),
    project_id: '1',
    project_path: repository,
    project_visibility: 'private',
    user_id: '1',
    user_login: 'sandbox',
    user_email: 'sandbox@example.com',
    user_access_level: 'developer',
    pipeline_id: '1',
    pipeline_source: 'push',
    job_id: '1',
    ref: name,
    ref_type: refType(ref),
    ref_path: ref,
    ref_protected: 'false',
    sha: SHA,
    runner_id: 1,
    runner_environment: 'self-hosted',
    ci_config_ref_uri: `gitlab.example.com/${repository}//.gitlab-ci.yml@${ref}`,
    ci_config_sha: SHA,
    iat,
    nbf: iat - 5,
    exp: iat + 3600,
  };
}

function refType(ref: string): 'branch' | 'tag' {
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch';
}
