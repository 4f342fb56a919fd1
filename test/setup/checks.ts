/** What is checked besides the tests: types, lint, dead code, and the committed bundles. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { type Ended, runChild } from './child.ts';
import type { Outcome, SuiteOutcome } from './outcome.ts';

interface Check {
  name: string;
  /** Returns what is wrong, or undefined. */
  find(project: string): Promise<string | undefined>;
}

const failureOf = ({ code, signal, output }: Ended): string | undefined =>
  code === 0 ? undefined : output.trim() || `it ended with ${signal ?? `exit code ${code}`} and said nothing`;

function toolCheck(name: string, command: string, args: readonly string[]): Check {
  return { name, find: async (project) => failureOf(await runChild(command, args, { cwd: project })) };
}

/** Without the library, which is built for the package and not committed. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith(`lib${sep}`) && statSync(join(folder, name)).isFile())
    .sort();
}

/** One line for each file that is missing in one folder, or different. */
function compareFolders(committed: string, fresh: string): string[] {
  const [before, after] = [listFiles(committed), listFiles(fresh)];
  const stale = before.filter((name) => !after.includes(name)).map((name) => `${name} is not built any more`);
  const changed = after.flatMap((name) => {
    if (!before.includes(name)) return [`${name} is missing`];
    const same = readFileSync(join(committed, name)).equals(readFileSync(join(fresh, name)));
    return same ? [] : [`${name} differs`];
  });
  return [...stale, ...changed];
}

async function findStaleBundles(project: string): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-build-'));
  try {
    const build = await runChild('npm', ['run', 'build'], { cwd: project, env: { OTTER_BUILD_DIR: folder } });
    const failure = failureOf(build);
    if (failure !== undefined) return failure;
    const differences = compareFolders(join(project, 'dist'), folder);
    if (differences.length === 0) return undefined;
    return `dist/ is not what \`npm run build\` makes; run it and commit dist/:\n${differences.join('\n')}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks: readonly Check[] = [
  toolCheck('types (tsc)', 'tsc', []),
  toolCheck('format and lint (biome check)', 'biome', ['check', '--error-on-warnings', '.']),
  toolCheck('dead code (knip)', 'knip', []),
  { name: 'dist/ equals a fresh build', find: findStaleBundles },
];

async function runCheck(check: Check, project: string): Promise<Outcome> {
  const detail = await check.find(project);
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
