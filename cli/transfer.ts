import { emptyOfCredential } from '../src/credentials/session-request.ts';
import { EmptyInputs } from '../src/failure.ts';
import { jsonLine, printableLines } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import type { InputSource, Reporter, TransferAccess, TransferScope } from '../src/transfer/reporter.ts';
import { hasSource, readAmbientRequest } from './ambient-request.ts';
import { type CommandEnd, endOf } from './command-end.ts';
import { exitCodeOfSignal, interruptible } from './interruption.ts';
import {
  type Context,
  type RequestOptions,
  readRequest,
  readSettings,
  warningsOfRenewal,
} from './request-options.ts';
import { startDisplay } from './transfer-display.ts';
import { readFacts } from './transfer-inputs.ts';
import type { DisplayOptions } from './transfer-options.ts';

/** The settings of a transfer: options, variables, and what git and the CI system report. */
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
 * Uses the service credential or the identity token if there is one, or else the session of an earlier step.
 *
 * @param scope the scope of its sessions
 * @throws InputError when an option or a variable is missing or invalid, or there are no credentials at all
 */
function accessOf(flags: RequestOptions, context: Context, scope: TransferScope): TransferAccess {
  const { environment, now } = context;
  const options = { ...flags, ...scope };
  // A secret given alone as an option is refused there. The warnings about short renewed sessions concern S3 clients, which
  // a transfer does not use: it renews in time by itself.
  if (hasSource(flags, environment)) {
    const checked = readRequest(options, context, false);
    const warnings = [...checked.warnings, ...warningsOfRenewal(checked.credential, context)];
    return { ...checked, warnings, environment, now };
  }
  if (!environment.AWS_ACCESS_KEY_ID && !environment.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    throw new EmptyInputs(
      emptyOfCredential(readSettings('session', options, environment)),
      ': set them, or OTTER_ID_TOKEN instead of the keys, or have an earlier step export a session (AWS_ACCESS_KEY_ID or AWS_CONTAINER_CREDENTIALS_FULL_URI).',
    );
  }
  return { ...readAmbientRequest(options, context), environment, now };
}

/** Warnings are shown with the progress, where a message may be a line of JSON. */
export function reporterFor(onEvent: Reporter['onEvent']): Reporter {
  return { onEvent, warn: (sentence) => onEvent({ kind: 'note', text: `warning: ${sentence}` }) };
}

/** The result of a transfer to print, and a failure that followed after all files were transferred. */
interface Transferred {
  readonly text: string;
  readonly failure?: unknown;
}

/** The transfer itself. It reports events, and stops cleanly when the signal is aborted. */
export type Transfer = (signal: AbortSignal, report: (event: TransferEvent) => void) => Promise<Transferred>;

/**
 * Runs a transfer with its progress on standard error, and prints its result. Ctrl-C, or the CI system ending the job,
 * stops it cleanly.
 *
 * @returns the exit code, also for a failure, which has been printed (with `--json` as a line of JSON)
 * @throws for a bug of this program
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

/** Shows the progress of a transfer. */
function showing(flags: DisplayOptions, context: Context, transfer: Transfer) {
  const display = startDisplay(flags, context);
  return async (signal: AbortSignal): Promise<void> => {
    let result: Transferred;
    try {
      result = await transfer(signal, (event) => display.take(event));
    } finally {
      // On a terminal, what is printed from here on replaces the bar.
      display.end();
    }
    process.stdout.write(result.text);
    if (result.failure !== undefined) throw result.failure;
  };
}

/** @returns undefined if everything succeeded */
async function endOfWork(
  work: (signal: AbortSignal) => Promise<void>,
  { environment }: Context,
): Promise<CommandEnd | undefined> {
  try {
    const signal = await interruptible(work, ['SIGHUP']);
    if (signal === undefined) return undefined;
    const message = `interrupted by ${signal}. Unfinished work was removed.`;
    return { kind: 'interrupted', exitCode: exitCodeOfSignal(signal), message };
  } catch (error) {
    const end = endOf(error, environment);
    if (end === undefined) throw error;
    return end;
  }
}
