/** Runs one suite with vitest in a separate process. */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Ended, runChild } from './child.ts';
import { countOutcomes, type Outcome, type SuiteOutcome } from './outcome.ts';

/** The part of vitest's JSON report that is used, in Jest's format. */
interface Report {
  testResults: readonly {
    name: string;
    status: 'passed' | 'failed';
    message: string;
    assertionResults: readonly { fullName: string; status: string; meta?: { excuse?: string } }[];
  }[];
}

const states: Readonly<Record<string, Outcome['state']>> = { passed: 'passed', failed: 'failed' };

/** Milliseconds. Only a test that vitest cannot end, such as one in an endless loop, gets this far. */
const suiteTimeout = 60 * 60_000;

/** One outcome for each test, and one for each file that failed before its first test, for example in an import. */
function readOutcomes(report: Report, project: string): Outcome[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    if (assertionResults.length === 0 && status === 'failed') {
      return [{ name: relative(project, name), state: 'failed', detail: message }];
    }
    return assertionResults.map(({ fullName, status, meta: { excuse } = {} }): Outcome => {
      const outcome = { name: fullName.trim(), state: states[status] ?? 'skipped' };
      return excuse === undefined ? outcome : { ...outcome, excuse };
    });
  });
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // vitest ended before it wrote a report. Its exit code and output say why.
    return { testResults: [] };
  }
}

function addCrash(outcomes: Outcome[], suite: string, { code, signal }: Ended): Outcome[] {
  if (code === 0 || countOutcomes(outcomes, 'failed') > 0) return outcomes;
  const why = `vitest ended with ${signal ?? `exit code ${code}`} though no test failed`;
  return [...outcomes, { name: `${suite} as a whole: ${why}`, state: 'failed' }];
}

async function runVitest(suite: string, project: string, report: string): Promise<Ended> {
  const reporters = ['--reporter=minimal', '--reporter=json', `--outputFile.json=${report}`];
  const color = process.stdout.hasColors?.() ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const args = ['run', '--project', suite, '--allowOnly=false', '--silent=passed-only', ...reporters];
  return runChild('vitest', args, { cwd: project, env: color, timeout: suiteTimeout });
}

// Leaves out the path of the report, which no longer exists.
const tidy = (output: string) => output.replace(/^JSON report written to .*$/m, '').trim();

/** Runs the suite. A suite without test files counts as one skipped test. */
export async function runSuite(suite: string, project: string): Promise<SuiteOutcome> {
  const start = performance.now();
  if (globSync(`test/${suite}/**/*.test.ts`, { cwd: project }).length === 0) {
    const detail = `test/${suite}/ has no test file`;
    return { suite, milliseconds: 0, outcomes: [{ name: suite, state: 'skipped', detail }], output: detail };
  }
  const folder = mkdtempSync(join(tmpdir(), 'otter-report-'));
  try {
    const report = join(folder, 'report.json');
    const ended = await runVitest(suite, project, report);
    const outcomes = addCrash(readOutcomes(readReport(report), project), suite, ended);
    return { suite, milliseconds: performance.now() - start, outcomes, output: tidy(ended.output) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
