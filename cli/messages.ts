import { type ExchangeFailure, firstLine } from '../src/index.ts';

/** Prints sentences that the user should see although nothing is wrong. */
export function warn(sentences: readonly string[]): void {
  for (const sentence of sentences) console.error(`otter-sts: warning: ${sentence}`);
}

/** Says that a try failed and another one follows. */
export function reportRetry(failure: ExchangeFailure, waitMs: number): void {
  console.error(`otter-sts: ${firstLine(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`);
}
