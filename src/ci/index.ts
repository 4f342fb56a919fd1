/**
 * What CI systems tell a job: the facts of the run, the session name, the time left, and how to get identity tokens.
 * Another system is a file here and a line in SYSTEMS.
 *
 * This is a table rather than the package env-ci (checked: 11.2.0), because that package starts git through execa and its
 * 14 dependencies in every run, reports the target branch for a pull request (so an unreviewed change would overwrite the
 * files of main), has no job for most systems, and does not know Forgejo or Gitea.
 */
import { programEnvironment } from '../program-environment.ts';
import { findProgram } from '../program-places.ts';
import { appveyor } from './appveyor.ts';
import { azurePipelines } from './azure-pipelines.ts';
import { bitbucket } from './bitbucket.ts';
import { buildkite } from './buildkite.ts';
import { circleci } from './circleci.ts';
import { drone } from './drone.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { jenkins } from './jenkins.ts';
import { type CiSystem, type Environment, type IdTokens, knownFacts, type RunFacts } from './system.ts';
import { teamcity } from './teamcity.ts';
import { travis } from './travis.ts';
import { woodpecker } from './woodpecker.ts';

/** The first match wins. Woodpecker and Drone use variables that other systems have too, so they come early. */
const SYSTEMS: readonly CiSystem[] = [
  github,
  gitlab,
  woodpecker,
  drone,
  circleci,
  azurePipelines,
  bitbucket,
  buildkite,
  travis,
  appveyor,
  teamcity,
  jenkins,
];

function systemOf(environment: Environment): CiSystem | undefined {
  return SYSTEMS.find((system) => system.detect(environment));
}

/** A session name that leads back to the job, or the tool's own name where no CI system is known. */
export function sessionNameOfJob(environment: Environment): string {
  return systemOf(environment)?.sessionName?.(environment) ?? 'otter-sts';
}

/** Seconds until the job's timeout, if the CI system reports it. @param now milliseconds since the epoch */
export function jobSecondsLeft(environment: Environment, now: number): number | undefined {
  return systemOf(environment)?.secondsLeft?.(environment, now);
}

/** What this job's CI system offers it to get identity tokens with. */
export function idTokensOf(environment: Environment): IdTokens {
  return systemOf(environment)?.idTokens?.(environment) ?? {};
}

/** The program that masks more texts in the log of the running job, where the CI system has one. */
export function redactorOf(environment: Environment): ReturnType<NonNullable<CiSystem['redactor']>> {
  return systemOf(environment)?.redactor?.(environment);
}

/**
 * The facts of this run. For a branch or commit that the CI system does not report, the repository in the working directory
 * is asked. Git is started only if a template needs it.
 *
 * @param templates texts that may contain fields such as `{ref}`
 */
export function readRun(environment: Environment, templates: readonly string[], askGit: AskGit): RunFacts {
  const known = knownFacts(systemOf(environment), environment);
  const wants = (fact: 'ref' | 'sha') =>
    known[fact] === undefined && templates.some((template) => template.includes(`{${fact}}`));
  const ref = wants('ref') ? askGit('symbolic-ref', '--short', '-q', 'HEAD') : undefined;
  const sha = wants('sha') ? askGit('rev-parse', '--verify', '-q', 'HEAD') : undefined;
  return { ...known, ...(ref === undefined ? {} : { ref }), ...(sha === undefined ? {} : { sha }) };
}

/** Asks git a question. Returns `undefined` if there is no repository, no git or no answer. */
export type AskGit = (...args: string[]) => string | undefined;

/** How long to wait for git, in milliseconds. It can hang on a network drive. */
const GIT_MS = 5_000;

/** @param directory often a checkout of somebody else's files. No program in it is run, and git gets no secret. */
export function gitOf(directory: string, environment: Environment): AskGit {
  return (...args) => {
    const path = findProgram('git', environment);
    if (path === undefined) return undefined;
    const own = Object.keys(environment).filter((name) => name.startsWith('GIT_'));
    try {
      const { execFileSync } = process.getBuiltinModule('node:child_process');
      const answer = execFileSync(path, args, {
        cwd: directory,
        env: programEnvironment(environment, ['XDG_CONFIG_HOME', ...own]),
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
