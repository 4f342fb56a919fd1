/** What is checked besides the tests: types, lint, dead code, and the committed bundles. */
import { compareWithFreshBuild } from '../../release/fresh-build.ts';
import { type Ended, runChild } from './child.ts';
import type { Outcome, SuiteOutcome } from './outcome.ts';

interface Check {
  name: string;
  /** Returns what is wrong, or undefined. */
  find(project: string): Promise<string | undefined>;
}

const failureOf = ({ code, signal, output }: Ended): string | undefined =>
  code === 0
    ? undefined
    : output.trim() || `it ended with ${signal ?? `exit code ${code}`} and printed nothing`;

function toolCheck(name: string, command: string, args: readonly string[]): Check {
  return { name, find: async (project) => failureOf(await runChild(command, args, { cwd: project })) };
}

async function findStaleBundles(project: string): Promise<string | undefined> {
  const { differences } = await compareWithFreshBuild(project);
  if (differences.length === 0) return undefined;
  return `Run \`npm run build\`, and commit what it changes:\n${differences.join('\n')}`;
}

const checks: readonly Check[] = [
  toolCheck('types (tsc)', 'tsc', []),
  toolCheck('format and lint (biome check)', 'biome', ['check', '--error-on-warnings', '.']),
  toolCheck('dead code (knip)', 'knip', []),
  { name: 'dist/ equals a fresh build', find: findStaleBundles },
];

async function runCheck(check: Check, project: string): Promise<Outcome> {
  const detail = await check.find(project).catch(String);
  return detail === undefined
    ? { name: check.name, state: 'passed' }
    : { name: check.name, state: 'failed', detail };
}

function describeFailure({ name, state, detail }: Outcome): string[] {
  return state === 'failed' ? [` FAIL  ${name}\n${detail}\n`] : [];
}

/** Runs all checks in turn. `node_modules/.bin` must be on the PATH. */
export async function runChecks(project: string): Promise<SuiteOutcome> {
  const start = performance.now();
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(await runCheck(check, project));
  const output = outcomes.flatMap(describeFailure).join('\n');
  return { suite: 'checks', milliseconds: performance.now() - start, outcomes, output };
}
