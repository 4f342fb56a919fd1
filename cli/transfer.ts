import { jsonLine, printableLines } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import type { InputSource, Reporter, TransferAccess, TransferScope } from '../src/transfer/reporter.ts';
import { hasServiceCredential, readAmbientRequest } from './ambient-request.ts';
import { type CommandEnd, CommandFailure, endOf } from './command-end.ts';
import { exitCodeOfSignal, interruptible } from './interruption.ts';
import { type Context, type RequestOptions, readRequest, readSettings } from './request-options.ts';
import { startDisplay } from './transfer-display.ts';
import { readFacts } from './transfer-inputs.ts';
import type { DisplayOptions } from './transfer-options.ts';

/** What a transfer's command is given: options, variables, and what git and the CI system say. */
export function inputsOf(flags: RequestOptions, context: Context): InputSource {
  return {
    textsOf: (task) => readSettings(task, flags, context.environment),
    factsFor: (templates) => readFacts(templates, context),
    accessFor: (scope) => accessOf(flags, context, scope),
    now: context.now,
    cwd: process.cwd(),
  };
}

/**
 * Reads who asks: the service credential when there is one, else the session of an earlier step.
 *
 * @param scope what its sessions are for
 * @throws InputError when an option or a variable is missing or wrong
 * @throws CommandFailure when there are no credentials at all
 */
function accessOf(flags: RequestOptions, context: Context, scope: TransferScope): TransferAccess {
  const { environment, now } = context;
  const options = { ...flags, ...scope };
  // The secret alone as an option is refused there, with what to do. What is said of the length of renewed sessions is
  // for S3 clients, and a transfer has none: it renews in time itself.
  if (hasServiceCredential(flags, environment)) {
    return { ...readRequest(options, context, false), environment, now };
  }
  if (!environment.AWS_ACCESS_KEY_ID && !environment.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    throw new CommandFailure(
      'there are no credentials: set OTTER_SERVICE_ACCESS_KEY, OTTER_SERVICE_SECRET_KEY and OTTER_ROLE_ARN, or let an earlier step export a session (AWS_ACCESS_KEY_ID or AWS_CONTAINER_CREDENTIALS_FULL_URI).',
      2,
    );
  }
  return { ...readAmbientRequest(options, context), environment, now };
}

/** Warnings beside the progress, where a message may be a line of JSON. */
export function reporterFor(onEvent: Reporter['onEvent']): Reporter {
  return { onEvent, warn: (sentence) => onEvent({ kind: 'note', text: `warning: ${sentence}` }) };
}

/** What came of a transfer: its result to be printed, and what has failed after all files had been transferred. */
interface Transferred {
  readonly text: string;
  readonly failure?: unknown;
}

/** The work of a transfer: it reports what it does, and stops in good order when the signal is aborted. */
export type Transfer = (signal: AbortSignal, report: (event: TransferEvent) => void) => Promise<Transferred>;

/**
 * Runs a transfer with its progress on standard error, and prints its result. Ctrl-C, and the end that a CI system makes
 * of a job, stop it in good order.
 *
 * @returns the exit code, also of what has failed: that has been said, with `--json` as a line of JSON
 * @throws an error of this program itself
 */
export async function runTransfer(
  flags: DisplayOptions,
  context: Context,
  transfer: Transfer,
): Promise<number> {
  const end = await endOfWork(showing(flags, context, transfer), context);
  if (end === undefined) return 0;
  const { kind, exitCode, message } = end;
  process.stderr.write(
    flags.json === true
      ? jsonLine({ event: 'failed', kind, 'exit-code': exitCode, message })
      : `${printableLines(`otter-sts: ${message}`)}\n`,
  );
  return exitCode;
}

/** The transfer between its progress and its result. */
function showing(flags: DisplayOptions, context: Context, transfer: Transfer) {
  const display = startDisplay(flags, context);
  return async (signal: AbortSignal): Promise<void> => {
    let result: Transferred;
    try {
      result = await transfer(signal, (event) => display.take(event));
    } finally {
      // A terminal shows both: what is printed from here on stands where the bar was.
      display.end();
    }
    process.stdout.write(result.text);
    if (result.failure !== undefined) throw result.failure;
  };
}

/** @returns undefined when all is done */
async function endOfWork(
  work: (signal: AbortSignal) => Promise<void>,
  { environment }: Context,
): Promise<CommandEnd | undefined> {
  try {
    const signal = await interruptible(work, ['SIGHUP']);
    if (signal === undefined) return undefined;
    const message = `ended by ${signal}. Unfinished work was removed.`;
    return { kind: 'interrupted', exitCode: exitCodeOfSignal(signal), message };
  } catch (error) {
    const end = endOf(error, environment);
    if (end === undefined) throw error;
    return end;
  }
}
