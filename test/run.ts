/** `npm test`: prepares, checks, tests, and sums up. `npm test -- --help` says how. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runChecks } from './setup/checks.ts';
import { readCommandLine, type TestCommand } from './setup/command-line.ts';
import { countOutcomes, refuseSkips, type SuiteOutcome } from './setup/outcome.ts';
import { prepare } from './setup/prepare.ts';
import { formatSuite, formatTotal, watchProgress } from './setup/progress.ts';
import { namedSuites, suites } from './setup/suites.ts';
import { runSuite } from './setup/vitest-suite.ts';

const project = join(import.meta.dirname, '..');
const say = (line: string) => console.log(line);

/** How many suites run at once, even on two cores, because most of them mostly wait. */
const AT_ONCE = 4;

type Job = { name: string; minutes: number; run: () => Promise<SuiteOutcome> };

/** The longest first. */
function planJobs(command: TestCommand & { kind: 'run' }): Job[] {
  const checks = { name: 'checks', minutes: 3, run: () => runChecks(project) };
  const chosen = [...suites, ...namedSuites]
    .filter(({ name }) => command.suites.includes(name))
    .map(({ name, minutes }) => ({ name, minutes, run: () => runSuite(name, project) }));
  return [...chosen, ...(command.checks ? [checks] : [])].sort((a, b) => b.minutes - a.minutes);
}

/** Runs jobs from the queue, which all workers share, one after the other. */
async function work(queue: Job[], strict: boolean): Promise<SuiteOutcome[]> {
  const done: SuiteOutcome[] = [];
  for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
    const stopWatching = watchProgress(job.name, say);
    const outcome = await job.run().finally(stopWatching);
    const judged = strict ? refuseSkips(outcome) : outcome;
    say(formatSuite(judged));
    done.push(judged);
  }
  return done;
}

/** A temporary folder for everything that the tests and the programs under test write outside the project. */
async function inTemporaryFolder<Result>(task: () => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-'));
  // With the mode of /tmp, because some programs run as another user.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  try {
    return await task();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runTests(command: TestCommand & { kind: 'run' }): Promise<boolean> {
  const strict = process.env.OTTER_TEST_STRICT === '1';
  const cache = process.env.OTTER_TEST_CACHE || join(project, '.cache');
  const { install } = command;
  prepare(command.suites, { project, cache, path: process.env.PATH ?? '', install, say });
  const queue = planJobs(command);
  // The running jobs get the signal themselves.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => queue.splice(0));
  const done = await inTemporaryFolder(() =>
    Promise.all(Array.from({ length: AT_ONCE }, () => work(queue, strict))),
  );
  const outcomes = done.flat().flatMap((suite) => suite.outcomes);
  say(`\n${formatTotal(outcomes)}`);
  return countOutcomes(outcomes, 'failed') === 0;
}

async function main(): Promise<number> {
  // Use this project's tools, with its Node, however this file was started.
  process.env.PATH = [join(project, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'run') return (await runTests(command)) ? 0 : 1;
  if (command.kind === 'help') console.log(command.text);
  else console.error(command.text);
  return command.kind === 'help' ? 0 : 2;
}

process.exitCode = await main();
