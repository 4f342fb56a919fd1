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
  most?: number,
): Row {
  const target = most === undefined ? '' : `≤ ${most}`;
  if (values === undefined) return { what, beside, measured: 'not there', target };
  const spread = spreadOf(values);
  const measured = `${values.length === 1 ? spread.median.toFixed(2) : formatSpread(spread)} ×`;
  if (most === undefined) return { what, beside, measured, target };
  return { what, beside, measured, target: judge(spread.median <= most, target) };
}

export function judge(met: boolean, target: string): string {
  return `${target} ${met ? '✓' : '✗'}`;
}

export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, beside, measured, target }) => `| ${[what, beside, measured, target].join(' | ')} |`,
  );
  return ['| what | compared with | measured | target |', '|---|---|---|---|', ...lines].join('\n');
}
