export type CheckStatus = 'ok' | 'fail' | 'warn' | 'skip';

/** One thing that was looked at, and what was found. Holds no secret. */
export interface CheckLine {
  /** Such as `endpoint`; the same for the same thing in every run. */
  readonly name: string;
  readonly status: CheckStatus;
  /** What was found; of a skipped line, why it does not apply. */
  readonly detail: string;
  /** What to do, for a line that failed or warns. */
  readonly remedy?: string;
}

export function pass(name: string, detail: string): CheckLine {
  return { name, status: 'ok', detail };
}

export function fail(name: string, detail: string, remedy: string): CheckLine {
  return { name, status: 'fail', detail, remedy };
}

/** For what works, and may still surprise; the whole check does not fail of it. */
export function warn(name: string, detail: string, remedy: string): CheckLine {
  return { name, status: 'warn', detail, remedy };
}

export function skip(name: string, reason: string): CheckLine {
  return { name, status: 'skip', detail: reason };
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}
