import { type ExchangeFailure, type FailureOutlook, firstLine, formatTime } from '../src/index.ts';

/** Prints sentences that the user should see although nothing is wrong. */
export function warn(sentences: readonly string[]): void {
  for (const sentence of sentences) console.error(`otter-sts: warning: ${sentence}`);
}

/** Says that a try failed and another one follows. */
export function reportRetry(failure: ExchangeFailure, waitMs: number): void {
  console.error(`otter-sts: ${firstLine(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`);
}

/** Says once that renewals fail, and the same again only when the reason changes. */
export function reportRenewal(error: unknown, { repeated, refused, servingUntil }: FailureOutlook): void {
  if (repeated) return;
  const until =
    servingUntil === undefined
      ? 'no valid session is left'
      : `the session in hand lasts until ${formatTime(servingUntil)}`;
  console.error(
    `otter-sts: renewing failed, ${until}. ${refused && error instanceof Error ? error.message : firstLine(error)}`,
  );
}
