import { type ExchangeFailure, type FailureOutlook, firstLine, formatTime } from '../src/index.ts';
import { printableLines } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';

/** Prints a message on standard error. What a server or a file's name has put into it gives the CI system no commands. */
export function say(message: string): void {
  console.error(printableLines(`otter-sts: ${message}`));
}

/** Prints sentences that the user should see although nothing is wrong. */
export function warn(sentences: readonly string[]): void {
  for (const sentence of sentences) say(`warning: ${sentence}`);
}

/** The same beside a transfer's progress, where a message may be a line of JSON. */
export function noteWarnings(onEvent: (event: TransferEvent) => void, sentences: readonly string[]): void {
  for (const sentence of sentences) onEvent({ kind: 'note', text: `warning: ${sentence}` });
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
  say(`${describeRenewal(outlook)} ${reason}`);
}

/** The same beside a transfer's progress, where a message is one line. */
export function noteRenewal(
  onEvent: (event: TransferEvent) => void,
): (error: unknown, outlook: FailureOutlook) => void {
  return (error, outlook) => {
    if (outlook.repeated) return;
    onEvent({ kind: 'note', text: `${describeRenewal(outlook)} ${firstLine(error)}` });
  };
}

function describeRenewal({ servingUntil }: FailureOutlook): string {
  const until =
    servingUntil === undefined
      ? 'no valid session is left'
      : `the session in hand lasts until ${formatTime(servingUntil)}`;
  return `renewing failed, ${until}.`;
}
