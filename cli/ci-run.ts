/**
 * What the CI system says of the run, for `{ref}`, `{sha}`, `{run-id}` and `{job}` in a prefix.
 *
 * A table of our own and not the package env-ci (11.2.0, looked at): that one starts git by way of execa 8 and its 14
 * packages in every run, names for a pull request the branch that it would be merged into (so that an unreviewed change
 * would overwrite the files of main), has no job for most systems, and knows neither Forgejo nor Gitea. What is needed
 * are names of variables.
 */
import type { RunFacts } from '../src/transfer/artifact/prefix-template.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a system has a fact: the first of the variables that is not empty, or what a function makes of them. */
type Source = readonly string[] | ((environment: Environment) => string | undefined);

interface System {
  readonly detect: (environment: Environment) => boolean;
  /** A branch, a tag, or for a change that is not merged the change's own name. Never the branch that it is to go into. */
  readonly ref: Source;
  readonly sha: Source;
  readonly runId: Source;
  readonly job: Source;
}

/** The first that applies is taken; Woodpecker and Drone share names with others, and come before them. */
const SYSTEMS: readonly System[] = [
  {
    // Forgejo and Gitea say the same. On pull requests the name is `12/merge`: GITHUB_HEAD_REF would be a branch that
    // a fork may call main.
    detect: has('GITHUB_ACTIONS'),
    ref: ({ GITHUB_REF_NAME: name, GITHUB_REF: full }) => name || short(full),
    sha: ['GITHUB_SHA'],
    runId: ['GITHUB_RUN_ID'],
    job: ['GITHUB_JOB'],
  },
  {
    detect: has('GITLAB_CI'),
    ref: gitlabRef,
    sha: ['CI_COMMIT_SHA'],
    runId: ['CI_PIPELINE_ID'],
    job: ['CI_JOB_NAME'],
  },
  {
    detect: ({ CI }) => CI === 'woodpecker',
    // CI_COMMIT_BRANCH is the target of a pull request, the reference is refs/pull/12/head.
    ref: ({ CI_COMMIT_REF: full, CI_COMMIT_TAG: tag, CI_COMMIT_BRANCH: branch }) =>
      short(full) || tag || branch,
    sha: ['CI_COMMIT_SHA'],
    runId: ['CI_PIPELINE_NUMBER'],
    job: ['CI_WORKFLOW_NAME', 'CI_STEP_NAME'],
  },
  {
    detect: has('DRONE'),
    ref: ({ DRONE_COMMIT_REF: full, DRONE_TAG: tag, DRONE_BRANCH: branch }) => short(full) || tag || branch,
    sha: ['DRONE_COMMIT_SHA'],
    runId: ['DRONE_BUILD_NUMBER'],
    job: ['DRONE_STAGE_NAME', 'DRONE_STEP_NAME'],
  },
  {
    detect: has('CIRCLECI'),
    ref: ['CIRCLE_TAG', 'CIRCLE_BRANCH'],
    sha: ['CIRCLE_SHA1'],
    runId: ['CIRCLE_WORKFLOW_ID', 'CIRCLE_BUILD_NUM'],
    job: ['CIRCLE_JOB'],
  },
  {
    detect: has('TF_BUILD'),
    ref: ({ BUILD_SOURCEBRANCH: full, BUILD_SOURCEBRANCHNAME: name }) => short(full) || name,
    sha: ['BUILD_SOURCEVERSION'],
    runId: ['BUILD_BUILDID'],
    job: ['SYSTEM_JOBNAME', 'AGENT_JOBNAME'],
  },
  {
    detect: has('BITBUCKET_BUILD_NUMBER'),
    ref: ['BITBUCKET_TAG', 'BITBUCKET_BRANCH'],
    sha: ['BITBUCKET_COMMIT'],
    runId: ['BITBUCKET_BUILD_NUMBER'],
    // A step has no name in its variables, and the UUID stands in braces.
    job: ({ BITBUCKET_STEP_UUID: uuid }) => uuid?.replace(/[{}]/g, ''),
  },
  {
    detect: has('BUILDKITE'),
    ref: ({ BUILDKITE_PULL_REQUEST: change, BUILDKITE_TAG: tag, BUILDKITE_BRANCH: branch }) =>
      pullRequest(change) ?? (tag || branch),
    sha: ['BUILDKITE_COMMIT'],
    runId: ['BUILDKITE_BUILD_NUMBER'],
    job: ['BUILDKITE_STEP_KEY', 'BUILDKITE_LABEL', 'BUILDKITE_JOB_ID'],
  },
  {
    detect: has('TRAVIS'),
    ref: ({ TRAVIS_PULL_REQUEST: change, TRAVIS_TAG: tag, TRAVIS_BRANCH: branch }) =>
      pullRequest(change) ?? (tag || branch),
    sha: ['TRAVIS_COMMIT'],
    runId: ['TRAVIS_BUILD_ID'],
    job: ['TRAVIS_JOB_NAME', 'TRAVIS_JOB_NUMBER'],
  },
  {
    detect: has('APPVEYOR'),
    ref: ({
      APPVEYOR_PULL_REQUEST_NUMBER: change,
      APPVEYOR_REPO_TAG_NAME: tag,
      APPVEYOR_REPO_BRANCH: branch,
    }) => pullRequest(change) ?? (tag || branch),
    sha: ['APPVEYOR_PULL_REQUEST_HEAD_COMMIT', 'APPVEYOR_REPO_COMMIT'],
    runId: ['APPVEYOR_BUILD_ID'],
    job: ['APPVEYOR_JOB_NAME', 'APPVEYOR_JOB_ID'],
  },
  {
    // The branch is no variable there: git is asked.
    detect: has('TEAMCITY_VERSION'),
    ref: [],
    sha: ['BUILD_VCS_NUMBER'],
    runId: ['BUILD_NUMBER'],
    job: ['TEAMCITY_BUILDCONF_NAME'],
  },
  {
    detect: ({ JENKINS_URL: url, JENKINS_HOME: home }) => Boolean(url || home),
    // In a multibranch pipeline BRANCH_NAME is PR-12 for a change; the git plugin's own has the remote's name in front.
    ref: ({ TAG_NAME: tag, BRANCH_NAME: branch, GIT_BRANCH: tracked }) =>
      tag || branch || short(tracked?.replace(/^(refs\/remotes\/)?origin\//, '')),
    sha: ['GIT_COMMIT'],
    runId: ['BUILD_NUMBER'],
    job: ['JOB_NAME'],
  },
];

function has(variable: string): (environment: Environment) => boolean {
  return (environment) => Boolean(environment[variable]);
}

/** A merge request from a fork may come from a branch of any name, so it is told by its own. */
function gitlabRef(environment: Environment): string | undefined {
  const source = environment.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
  const foreign = source !== undefined && source !== environment.CI_PROJECT_ID;
  return foreign ? short(environment.CI_MERGE_REQUEST_REF_PATH) : environment.CI_COMMIT_REF_NAME;
}

/** `refs/heads/main` is main, and `refs/pull/12/merge` pull/12/merge. */
function short(reference: string | undefined): string | undefined {
  return reference?.replace(/^refs\/(heads\/|tags\/)?/, '');
}

/** Systems say `false` when there is none. */
function pullRequest(number: string | undefined): string | undefined {
  return number !== undefined && /^\d+$/.test(number) ? `pull/${number}` : undefined;
}

/** Asks git something; `undefined` when there is no repository, no git or no answer. */
export type AskGit = (...args: string[]) => string | undefined;

/**
 * The facts of this run. What the CI system does not say, or where there is none, a repository in the working directory
 * tells of the branch and the commit. Git is only started when a template wants to know.
 *
 * @param templates the texts that may hold placeholders
 */
export function readRun(environment: Environment, templates: readonly string[], askGit: AskGit): RunFacts {
  const system = SYSTEMS.find(({ detect }) => detect(environment));
  const read = (name: 'ref' | 'sha' | 'runId' | 'job') =>
    system === undefined ? undefined : readSource(system[name], environment);
  const wants = (placeholder: string) => templates.some((template) => template.includes(placeholder));
  const ref = read('ref') ?? (wants('{ref}') ? askGit('symbolic-ref', '--short', '-q', 'HEAD') : undefined);
  const sha = read('sha') ?? (wants('{sha}') ? askGit('rev-parse', '--verify', '-q', 'HEAD') : undefined);
  const runId = read('runId');
  const job = read('job');
  return {
    ...(ref === undefined ? {} : { ref }),
    ...(sha === undefined ? {} : { sha }),
    ...(runId === undefined ? {} : { runId }),
    ...(job === undefined ? {} : { job }),
  };
}

function readSource(source: Source, environment: Environment): string | undefined {
  const value =
    typeof source === 'function'
      ? source(environment)
      : source.map((name) => environment[name]).find((text) => Boolean(text));
  return value || undefined;
}

/** Milliseconds after which git is not waited for: on a network drive it can hang. */
const GIT_MS = 5_000;

/** Asks the repository of a directory. */
export function gitOf(directory: string): AskGit {
  return (...args) => {
    try {
      const { execFileSync } = process.getBuiltinModule('node:child_process');
      const answer = execFileSync('git', args, {
        cwd: directory,
        encoding: 'utf8',
        timeout: GIT_MS,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return answer.trim() || undefined;
    } catch {
      return undefined;
    }
  };
}
