/**
 * What CI systems say of a job: the facts of the run, the session's name, the time that is left. Another system is a file
 * here and its line in SYSTEMS.
 *
 * A table of our own and not the package env-ci (11.2.0, looked at): that one starts git by way of execa 8 and its 14
 * packages in every run, names for a pull request the branch that it would be merged into (so that an unreviewed change
 * would overwrite the files of main), has no job for most systems, and knows neither Forgejo nor Gitea. What is needed
 * are names of variables.
 */
import { appveyor } from './appveyor.ts';
import { azurePipelines } from './azure-pipelines.ts';
import { bitbucket } from './bitbucket.ts';
import { buildkite } from './buildkite.ts';
import { circleci } from './circleci.ts';
import { drone } from './drone.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { jenkins } from './jenkins.ts';
import { type CiSystem, type Environment, knownFacts, type RunFacts } from './system.ts';
import { teamcity } from './teamcity.ts';
import { travis } from './travis.ts';
import { woodpecker } from './woodpecker.ts';

/** The first that applies is taken; Woodpecker and Drone share names with others, and come before them. */
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

/** Seconds until the job's time-out, where the CI system says so. @param now milliseconds since the epoch */
export function jobSecondsLeft(environment: Environment, now: number): number | undefined {
  return systemOf(environment)?.secondsLeft?.(environment, now);
}

/**
 * The facts of this run. What the CI system does not say, or where there is none, a repository in the working directory
 * tells of the branch and the commit. Git is only started when a template wants to know.
 *
 * @param templates the texts that may have fields
 */
export function readRun(environment: Environment, templates: readonly string[], askGit: AskGit): RunFacts {
  const known = knownFacts(systemOf(environment), environment);
  const wants = (fact: 'ref' | 'sha') =>
    known[fact] === undefined && templates.some((template) => template.includes(`{${fact}}`));
  const ref = wants('ref') ? askGit('symbolic-ref', '--short', '-q', 'HEAD') : undefined;
  const sha = wants('sha') ? askGit('rev-parse', '--verify', '-q', 'HEAD') : undefined;
  return { ...known, ...(ref === undefined ? {} : { ref }), ...(sha === undefined ? {} : { sha }) };
}

/** Asks git something; `undefined` when there is no repository, no git or no answer. */
export type AskGit = (...args: string[]) => string | undefined;

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
