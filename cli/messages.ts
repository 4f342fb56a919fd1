import { type ExchangeFailure, firstLine } from '../src/failure.ts';
import { printableLines } from '../src/printable.ts';
import { describeOutlook, type FailureOutlook } from '../src/refresh/renewal.ts';

/** Prints a message on standard error. Text from a server or a file name in it cannot give the CI system commands. */
export function say(message: string): void {
  console.error(printableLines(`otter-sts: ${message}`));
}

/** Whether colors help whoever reads it: on a terminal that has them, unless NO_COLOR is set. */
export function takesColors(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && stream.hasColors({ ...environment });
}

/** Prints warnings. */
export function warn(sentences: readonly string[]): void {
  for (const sentence of sentences) say(`warning: ${sentence}`);
}

/** Prints what the user should know before anything is sent. */
export function sayFirst({
  notices,
  warnings,
}: {
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}): void {
  notices.forEach(say);
  warn(warnings);
}

/** Reports that an attempt failed and will be repeated. */
export function reportRetry(failure: ExchangeFailure, waitMs: number): void {
  say(
    `${firstLine(failure)} Trying again in ${waitMs < 1_000 ? `${Math.round(waitMs)} ms` : `${(waitMs / 1000).toFixed(1)} s`}.`,
  );
}

/** Reports failing renewals once, and again only if the reason changes. */
export function reportRenewal(error: unknown, outlook: FailureOutlook): void {
  if (outlook.repeated) return;
  const reason = outlook.refused && error instanceof Error ? error.message : firstLine(error);
  say(`${describeOutlook(outlook)} ${reason}`);
}
