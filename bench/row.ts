import { formatSpread, spreadOf } from './spread.ts';

/** A row of the table. */
export interface Row {
  readonly what: string;
  readonly beside: string;
  readonly measured: string;
  readonly target: string;
}

/** A row of ratios, whose median is compared with the target. */
export function ratioRow(
  what: string,
  beside: string,
  values: readonly number[] | undefined,
  target: number,
): Row {
  if (values === undefined) return { what, beside, measured: 'not there', target: `≤ ${target}` };
  const spread = spreadOf(values);
  const measured = values.length === 1 ? spread.median.toFixed(2) : formatSpread(spread);
  return { what, beside, measured: `${measured} ×`, target: judge(spread.median <= target, `≤ ${target}`) };
}

export function judge(met: boolean, target: string): string {
  return `${target} ${met ? '✓' : '✗'}`;
}

export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, beside, measured, target }) => `| ${[what, beside, measured, target].join(' | ')} |`,
  );
  return ['| what | beside | measured | target |', '|---|---|---|---|', ...lines].join('\n');
}
