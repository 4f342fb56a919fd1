import { styleText } from 'node:util';
import type { CheckLine, CheckStatus } from '../src/check/index.ts';
import { printable, printableJson } from '../src/printable.ts';

const NAME_WIDTH = 'other-buckets'.length;

/** The most characters of a sentence. No real sentence is longer. */
const LONGEST = 4_000;

const LABELS: Readonly<Record<CheckStatus, { text: string; color: 'green' | 'red' | 'yellow' | 'dim' }>> = {
  ok: { text: 'ok  ', color: 'green' },
  fail: { text: 'FAIL', color: 'red' },
  warn: { text: 'warn', color: 'yellow' },
  skip: { text: 'skip', color: 'dim' },
};

/** Formats a line for people, and a second one with the remedy. */
export function formatLine({ name, status, detail, remedy }: CheckLine, colors: boolean): string {
  const { text, color } = LABELS[status];
  const label = colors ? styleText(color, text, { validateStream: false }) : text;
  const first = `${label}  ${name.padEnd(NAME_WIDTH)}  ${printable(detail, LONGEST)}\n`;
  return remedy === undefined ? first : `${first}      → ${indent(remedy)}\n`;
}

/** A remedy may contain a policy or a list of claims with several lines. */
function indent(remedy: string): string {
  return remedy
    .split('\n')
    .map((line) => printable(line, LONGEST))
    .join('\n        ');
}

export interface Counts {
  readonly ok: number;
  readonly failed: number;
  readonly warned: number;
  readonly skipped: number;
}

export function countLines(lines: readonly CheckLine[]): Counts {
  const count = (status: CheckStatus) => lines.filter((line) => line.status === status).length;
  return { ok: count('ok'), failed: count('fail'), warned: count('warn'), skipped: count('skip') };
}

/** Such as `8 ok, 1 failed, 1 skipped`. */
export function formatCounts({ ok, failed, warned, skipped }: Counts): string {
  const warnings = warned === 0 ? [] : [`${warned} ${warned === 1 ? 'warning' : 'warnings'}`];
  return `${[`${ok} ok`, `${failed} failed`, ...warnings, `${skipped} skipped`].join(', ')}\n`;
}

export function formatJson(lines: readonly CheckLine[]): string {
  return `${printableJson({ checks: lines, ...countLines(lines) }, 2)}\n`;
}
