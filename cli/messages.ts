import { type ExchangeFailure, type FailureOutlook, firstLine } from '../src/index.ts';
import { printableLines } from '../src/printable.ts';
import { describeOutlook } from '../src/refresh/renewal.ts';

/** Prints a message on standard error. What a server or a file's name has put into it gives the CI system no commands. */
export function say(message: string): void {
  console.error(printableLines(`otter-sts: ${message}`));
}

/** Prints sentences that the user should see although nothing is wrong. */
export function warn(sentences: readonly string[]): void {
  for (const sentence of sentences) say(`warning: ${sentence}`);
}

/** Says that a try failed and another one follows. */
export function reportRetry(failure: ExchangeFailure, waitMs: number): void {
  say(
    `${firstLine(failure)} Trying again in ${waitMs < 1_000 ? `${Math.round(waitMs)} ms` : `${(waitMs / 1000).toFixed(1)} s`}.`,
  );
}

/** Says once that renewals fail, and the same again only when the reason changes. */
export function reportRenewal(error: unknown, outlook: FailureOutlook): void {
  if (outlook.repeated) return;
  const reason = outlook.refused && error instanceof Error ? error.message : firstLine(error);
  say(`${describeOutlook(outlook)} ${reason}`);
}
