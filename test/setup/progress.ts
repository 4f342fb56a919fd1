/** The lines that a test run prints. */
import { countOutcomes, type Outcome, type SuiteOutcome } from './outcome.ts';

const secondsOf = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** The last line. */
export function formatTotal(outcomes: readonly Outcome[]): string {
  const count = (state: Outcome['state']) => `${countOutcomes(outcomes, state)} ${state}`;
  return `${count('passed')}, ${count('failed')}, ${count('skipped')}`;
}

function listSkipped(outcomes: readonly Outcome[]): string[] {
  const skipped = outcomes.filter(({ state }) => state === 'skipped');
  return skipped.map(({ name, detail }) => `    skipped: ${detail ?? name}`);
}

function listFailed(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ state }) => state === 'failed').map(({ name }) => `    failed: ${name}`);
}

/** One line for a suite, plus what was skipped and why, and for a failed suite the full output of its tools. */
export function formatSuite({ suite, milliseconds, outcomes, output }: SuiteOutcome): string {
  const mark = countOutcomes(outcomes, 'failed') > 0 ? '✗' : '✓';
  const line = `${mark} ${suite.padEnd(9)} ${formatTotal(outcomes)} (${secondsOf(milliseconds)})`;
  const failed = listFailed(outcomes);
  const details = failed.length === 0 ? [] : [output.replace(/^/gm, '  │ '), ...failed];
  return [line, ...listSkipped(outcomes), ...details].join('\n');
}

/** Reports that a suite started and, every half minute, that it is still running. Returns a function that stops this. */
export function watchProgress(suite: string, say: (line: string) => void): () => void {
  const start = performance.now();
  say(`… ${suite} started`);
  const timer = setInterval(
    () => say(`… ${suite} running for ${secondsOf(performance.now() - start)}`),
    30_000,
  );
  return () => clearInterval(timer);
}
