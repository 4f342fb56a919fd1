export type CheckStatus = 'ok' | 'fail' | 'warn' | 'skip';

/** The result of one check. It contains no secret. */
export interface CheckLine {
  /** Such as `endpoint`. It is the same in every run. */
  readonly name: string;
  readonly status: CheckStatus;
  /** What was found or, if it was skipped, why it does not apply. */
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

/** For something that works and may still surprise. The check does not fail because of it. */
export function warn(name: string, detail: string, remedy: string): CheckLine {
  return { name, status: 'warn', detail, remedy };
}

export function skip(name: string, reason: string): CheckLine {
  return { name, status: 'skip', detail: reason };
}
