/** `npm test`: prepares, checks, tests, and sums up. `npm test -- --help` says how. */
import { delimiter, join } from 'node:path';
import { runChecks } from './setup/checks.ts';
import { readCommandLine, type TestCommand } from './setup/command-line.ts';
import { countOutcomes, refuseSkips, type SuiteOutcome } from './setup/outcome.ts';
import { prepare } from './setup/prepare.ts';
import { formatSuite, formatTotal, watchProgress } from './setup/progress.ts';
import { suites } from './setup/suites.ts';
import { runSuite } from './setup/vitest-suite.ts';

const project = join(import.meta.dirname, '..');
const say = (line: string) => console.log(line);

type Job = { name: string; lane: string; run: () => Promise<SuiteOutcome> };

function planJobs(command: TestCommand & { kind: 'run' }): Job[] {
  const checks = { name: 'checks', lane: 'quick', run: () => runChecks(project) };
  const chosen = suites
    .filter(({ name }) => command.suites.includes(name))
    .map(({ name, lane }) => ({ name, lane, run: () => runSuite(name, project) }));
  return command.checks ? [checks, ...chosen] : chosen;
}

async function runLane(jobs: readonly Job[], strict: boolean): Promise<SuiteOutcome[]> {
  const done: SuiteOutcome[] = [];
  for (const { name, run } of jobs) {
    const stopWatching = watchProgress(name, say);
    const outcome = await run().finally(stopWatching);
    const judged = strict ? refuseSkips(outcome) : outcome;
    say(formatSuite(judged));
    done.push(judged);
  }
  return done;
}

async function runTests(command: TestCommand & { kind: 'run' }): Promise<boolean> {
  const strict = process.env.OTTER_TEST_STRICT === '1';
  const cache = process.env.OTTER_TEST_CACHE || join(project, '.cache');
  prepare(command.suites, { project, cache, path: process.env.PATH ?? '', say });
  const jobs = planJobs(command);
  const lanes = [...new Set(jobs.map(({ lane }) => lane))];
  const running = lanes.map((lane) =>
    runLane(
      jobs.filter((job) => job.lane === lane),
      strict,
    ),
  );
  const done = await Promise.all(running);
  const outcomes = done.flat().flatMap((suite) => suite.outcomes);
  say(`\n${formatTotal(outcomes)}`);
  return countOutcomes(outcomes, 'failed') === 0;
}

async function main(): Promise<number> {
  // The tools are this project's, and run on its Node, whoever starts this file.
  process.env.PATH = [join(project, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'run') return (await runTests(command)) ? 0 : 1;
  if (command.kind === 'help') console.log(command.text);
  else console.error(command.text);
  return command.kind === 'help' ? 0 : 2;
}

process.exitCode = await main();
