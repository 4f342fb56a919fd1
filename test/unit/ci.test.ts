import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gitOf, readRun } from '../../src/ci/index.ts';

const noGit = () => {
  throw new Error('git was asked');
};

interface Case {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly ref: string | undefined;
  readonly sha: string | undefined;
  readonly runId: string | undefined;
  readonly job: string | undefined;
}

const SHA = '4f9d2c1e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e';

const GITHUB = {
  GITHUB_ACTIONS: 'true',
  CI: 'true',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: SHA,
  GITHUB_RUN_ID: '1658821493',
  GITHUB_JOB: 'build',
};

const GITLAB = {
  GITLAB_CI: 'true',
  CI: 'true',
  CI_PROJECT_ID: '7',
  CI_COMMIT_REF_NAME: 'feature/x',
  CI_COMMIT_SHA: SHA,
  CI_PIPELINE_ID: '5001',
  CI_JOB_NAME: 'build 1/2',
};

const CASES: readonly Case[] = [
  { name: 'GitHub', variables: GITHUB, ref: 'main', sha: SHA, runId: '1658821493', job: 'build' },
  {
    name: 'GitHub, a pull request from a branch that a fork calls main',
    variables: {
      ...GITHUB,
      GITHUB_REF: 'refs/pull/12/merge',
      GITHUB_REF_NAME: '12/merge',
      GITHUB_HEAD_REF: 'main',
      GITHUB_BASE_REF: 'main',
    },
    ref: '12/merge',
    sha: SHA,
    runId: '1658821493',
    job: 'build',
  },
  {
    name: 'Forgejo and Gitea, an old version without the name of the reference',
    variables: { ...GITHUB, GITHUB_REF_NAME: '', GITHUB_REF: 'refs/tags/v1.2', GITEA_ACTIONS: 'true' },
    ref: 'v1.2',
    sha: SHA,
    runId: '1658821493',
    job: 'build',
  },
  { name: 'GitLab', variables: GITLAB, ref: 'feature/x', sha: SHA, runId: '5001', job: 'build 1/2' },
  {
    name: 'GitLab, a merge request from the project itself',
    variables: { ...GITLAB, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '7' },
    ref: 'feature/x',
    sha: SHA,
    runId: '5001',
    job: 'build 1/2',
  },
  {
    name: 'GitLab, a merge request from a fork',
    variables: {
      ...GITLAB,
      CI_COMMIT_REF_NAME: 'main',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8',
      CI_MERGE_REQUEST_REF_PATH: 'refs/merge-requests/3/head',
    },
    ref: 'merge-requests/3/head',
    sha: SHA,
    runId: '5001',
    job: 'build 1/2',
  },
  {
    name: 'Jenkins, multibranch',
    variables: {
      JENKINS_URL: 'https://ci.example.org/',
      BRANCH_NAME: 'PR-12',
      GIT_COMMIT: SHA,
      BUILD_NUMBER: '31',
      JOB_NAME: 'app/PR-12',
    },
    ref: 'PR-12',
    sha: SHA,
    runId: '31',
    job: 'app/PR-12',
  },
  {
    name: 'Jenkins, a job with the git plugin',
    variables: {
      JENKINS_URL: 'https://ci.example.org/',
      GIT_BRANCH: 'origin/feature/x',
      GIT_COMMIT: SHA,
      BUILD_NUMBER: '31',
      JOB_NAME: 'app',
    },
    ref: 'feature/x',
    sha: SHA,
    runId: '31',
    job: 'app',
  },
  {
    name: 'CircleCI',
    variables: {
      CIRCLECI: 'true',
      CIRCLE_BRANCH: 'main',
      CIRCLE_SHA1: SHA,
      CIRCLE_WORKFLOW_ID: '0c1a',
      CIRCLE_BUILD_NUM: '9',
      CIRCLE_JOB: 'test',
    },
    ref: 'main',
    sha: SHA,
    runId: '0c1a',
    job: 'test',
  },
  {
    name: 'Azure Pipelines, a pull request',
    variables: {
      TF_BUILD: 'True',
      BUILD_SOURCEBRANCH: 'refs/pull/4/merge',
      BUILD_SOURCEBRANCHNAME: 'merge',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'main',
      BUILD_SOURCEVERSION: SHA,
      BUILD_BUILDID: '77',
      SYSTEM_JOBNAME: 'Job',
    },
    ref: 'pull/4/merge',
    sha: SHA,
    runId: '77',
    job: 'Job',
  },
  {
    name: 'Azure Pipelines, a branch with a slash',
    variables: {
      TF_BUILD: 'True',
      BUILD_SOURCEBRANCH: 'refs/heads/release/1.0',
      BUILD_SOURCEBRANCHNAME: '1.0',
      BUILD_SOURCEVERSION: SHA,
      BUILD_BUILDID: '77',
      AGENT_JOBNAME: 'Job',
    },
    ref: 'release/1.0',
    sha: SHA,
    runId: '77',
    job: 'Job',
  },
  {
    name: 'Bitbucket',
    variables: {
      BITBUCKET_BUILD_NUMBER: '5',
      BITBUCKET_BRANCH: 'main',
      BITBUCKET_COMMIT: SHA,
      BITBUCKET_STEP_UUID: '{aa-bb}',
    },
    ref: 'main',
    sha: SHA,
    runId: '5',
    job: 'aa-bb',
  },
  {
    name: 'Buildkite, a pull request',
    variables: {
      BUILDKITE: 'true',
      BUILDKITE_BRANCH: 'main',
      BUILDKITE_PULL_REQUEST: '8',
      BUILDKITE_COMMIT: SHA,
      BUILDKITE_BUILD_NUMBER: '14',
      BUILDKITE_LABEL: 'Tests',
    },
    ref: 'pull/8',
    sha: SHA,
    runId: '14',
    job: 'Tests',
  },
  {
    name: 'Drone, a pull request, whose branch is the target',
    variables: {
      DRONE: 'true',
      DRONE_BRANCH: 'main',
      DRONE_COMMIT_REF: 'refs/pull/6/head',
      DRONE_COMMIT_SHA: SHA,
      DRONE_BUILD_NUMBER: '3',
      DRONE_STAGE_NAME: 'default',
    },
    ref: 'pull/6/head',
    sha: SHA,
    runId: '3',
    job: 'default',
  },
  {
    name: 'Woodpecker',
    variables: {
      CI: 'woodpecker',
      CI_COMMIT_REF: 'refs/heads/main',
      CI_COMMIT_SHA: SHA,
      CI_PIPELINE_NUMBER: '21',
      CI_WORKFLOW_NAME: 'build',
    },
    ref: 'main',
    sha: SHA,
    runId: '21',
    job: 'build',
  },
  {
    name: 'Travis, a pull request, whose branch is the target',
    variables: {
      TRAVIS: 'true',
      TRAVIS_BRANCH: 'main',
      TRAVIS_PULL_REQUEST: '9',
      TRAVIS_COMMIT: SHA,
      TRAVIS_BUILD_ID: '100',
      TRAVIS_JOB_NUMBER: '12.1',
    },
    ref: 'pull/9',
    sha: SHA,
    runId: '100',
    job: '12.1',
  },
  {
    name: 'Travis, a push',
    variables: {
      TRAVIS: 'true',
      TRAVIS_BRANCH: 'main',
      TRAVIS_PULL_REQUEST: 'false',
      TRAVIS_COMMIT: SHA,
      TRAVIS_BUILD_ID: '100',
      TRAVIS_JOB_NUMBER: '12.1',
    },
    ref: 'main',
    sha: SHA,
    runId: '100',
    job: '12.1',
  },
  {
    name: 'AppVeyor, a tag',
    variables: {
      APPVEYOR: 'True',
      APPVEYOR_REPO_BRANCH: 'v2',
      APPVEYOR_REPO_TAG_NAME: 'v2',
      APPVEYOR_REPO_COMMIT: SHA,
      APPVEYOR_BUILD_ID: '55',
      APPVEYOR_JOB_ID: 'x1',
    },
    ref: 'v2',
    sha: SHA,
    runId: '55',
    job: 'x1',
  },
];

describe('the facts of a run', () => {
  test.each(CASES)('$name', ({ variables, ref, sha, runId, job }) => {
    const { number: _, ...facts } = readRun(variables, ['{ref}/{sha}/{run-id}/{job}'], noGit);
    expect(facts).toEqual({ ref, sha, runId, job });
  });

  test('TeamCity, where only git knows the branch', () => {
    const variables = {
      TEAMCITY_VERSION: '2024.12',
      BUILD_VCS_NUMBER: SHA,
      BUILD_NUMBER: '8',
      TEAMCITY_BUILDCONF_NAME: 'Build',
    };
    const facts = readRun(variables, ['{ref}/'], (...args) =>
      args[0] === 'symbolic-ref' ? 'main' : noGit(),
    );
    expect(facts).toEqual({ ref: 'main', sha: SHA, runId: '8', job: 'Build' });
  });

  test('outside CI, git is asked only for what a template needs', () => {
    expect(readRun({}, ['builds/{date}/', '{run-id}'], noGit)).toEqual({});
    const asked: string[] = [];
    const git = (...args: string[]) => {
      asked.push(args[0] ?? '');
      return 'answer';
    };
    expect(readRun({}, ['builds/', '{sha}'], git)).toEqual({ sha: 'answer' });
    expect(asked).toEqual(['rev-parse']);
  });

  test('a repository yields its branch and commit, but no branch if HEAD is detached', () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-run-'));
    try {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
          cwd: folder,
          encoding: 'utf8',
        }).trim();
      git('init', '-q', '-b', 'feature/y');
      expect(readRun({}, ['{sha}'], gitOf(folder, process.env))).toEqual({});
      writeFileSync(join(folder, 'a'), 'a');
      git('add', 'a');
      git('commit', '-q', '-m', 'a');
      const sha = git('rev-parse', 'HEAD');
      expect(readRun({}, ['{ref}/{sha}'], gitOf(folder, process.env))).toEqual({ ref: 'feature/y', sha });
      git('checkout', '-q', '--detach');
      expect(readRun({}, ['{ref}/{sha}'], gitOf(folder, process.env))).toEqual({ sha });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('without a repository or a folder, there are no facts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-run-'));
    expect(gitOf(folder, process.env)('rev-parse', 'HEAD')).toBeUndefined();
    rmSync(folder, { recursive: true });
    expect(gitOf(folder, process.env)('rev-parse', 'HEAD')).toBeUndefined();
  });
});

describe('the number of a run', () => {
  const WORKFLOW = 'acme/app/.github/workflows/build.yml';

  test.each<[name: string, variables: Record<string, string>, number: string | undefined]>([
    [
      'GitHub',
      {
        ...GITHUB,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_WORKFLOW_REF: `${WORKFLOW}@refs/heads/main`,
        GITHUB_RUN_NUMBER: '31',
        GITHUB_RUN_ATTEMPT: '2',
      },
      `31.2 of https://github.com ${WORKFLOW}`,
    ],
    [
      'Gitea, without a reference to a workflow',
      {
        ...GITHUB,
        GITHUB_SERVER_URL: 'https://git.example.org',
        GITHUB_REPOSITORY: 'acme/app',
        GITHUB_WORKFLOW: 'Build',
        GITHUB_RUN_NUMBER: '31',
      },
      '31.1 of https://git.example.org acme/app Build',
    ],
    ['GitHub, without the name of the counter', { ...GITHUB, GITHUB_RUN_NUMBER: '31' }, undefined],
    [
      'GitLab, where a retried job has a new ID',
      { ...GITLAB, CI_SERVER_URL: 'https://gitlab.com', CI_JOB_ID: '90001' },
      '5001.90001 of https://gitlab.com',
    ],
    [
      'Jenkins',
      { JENKINS_URL: 'https://ci.example.org/', BUILD_NUMBER: '31', JOB_NAME: 'app/main' },
      '31.1 of https://ci.example.org/ app/main',
    ],
    [
      'TeamCity, with a number that may be any text',
      {
        TEAMCITY_VERSION: '2024.12',
        TEAMCITY_PROJECT_NAME: 'a',
        TEAMCITY_BUILDCONF_NAME: 'b',
        BUILD_NUMBER: '1.0.8',
      },
      undefined,
    ],
    ['none', {}, undefined],
  ])('%s', (_name, variables, expected) => {
    const { number } = readRun(variables, [], noGit);
    expect(number && `${number.run}.${number.attempt} of ${number.counter}`).toBe(expected);
  });
});
