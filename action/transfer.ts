import { constants } from 'node:os';
import { StoreFailure } from '../src/s3/failure.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import {
  ArtifactFailure,
  type ArtifactFailureKind,
  endOfTransfer,
  exitCodeOf,
} from '../src/transfer/artifact/failure.ts';
import { Progress } from '../src/transfer/progress/progress.ts';
import type { Reporter } from '../src/transfer/reporter.ts';
import { reportFailure } from './failure-report.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** A workflow step that transfers files. */
export interface TransferWorkflow extends Workflow {
  readonly process: Pick<NodeJS.Process, 'on' | 'off' | 'cwd'> & {
    readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  };
}

/** The transfer itself. It reports events, stops cleanly when the signal is aborted, and returns the exit code. */
export type Transfer = (signal: AbortSignal, report: (event: TransferEvent) => void) => Promise<number>;

/**
 * Runs a transfer with its progress in the log. Every line begins with the label, so that no file name can begin a line,
 * where the runner looks for commands.
 *
 * @returns the step's exit code; 128 plus the signal's number if it was canceled
 */
export async function runTransfer(
  workflow: TransferWorkflow,
  label: string,
  transfer: Transfer,
): Promise<number> {
  const cancellation = watchCancellation(workflow.process);
  const progress = startProgress(workflow, label);
  try {
    return await transfer(cancellation.signal, (event) => progress.take(event));
  } catch (error) {
    if (cancellation.by() === undefined) throw error;
  } finally {
    progress.end();
    cancellation.stop();
  }
  const signal = cancellation.by() ?? 'SIGINT';
  workflow.commands.error(`Cancelled by ${signal}. Unfinished work was removed.`);
  return 128 + constants.signals[signal];
}

/** What a transfer reports besides progress: warnings as annotations, and masks. */
export function reporterFor({ commands }: TransferWorkflow, onEvent: Reporter['onEvent']): Reporter {
  return {
    onEvent,
    warn: (sentence) => commands.warning(sentence),
    mask: (secrets) => maskSecrets(commands, secrets),
  };
}

function startProgress({ process: { stdout } }: TransferWorkflow, label: string): Progress {
  return new Progress({
    write: (text) => void stdout.write(text),
    now: () => performance.now(),
    // Some runners give a step a terminal, but what is kept is a log.
    terminal: false,
    width: () => 80,
    label: `${label}: `,
  });
}

/**
 * A runner cancels with SIGINT, sends SIGTERM 7.5 s later and SIGKILL after another 2.5 s. Unfinished work is undone in
 * that time, so neither a second signal nor a repeated one ends the process.
 */
function watchCancellation(process: TransferWorkflow['process']) {
  const controller = new AbortController();
  let first: NodeJS.Signals | undefined;
  const cancel = (signal: NodeJS.Signals) => {
    first ??= signal;
    controller.abort(new Error(`ended by ${signal}`));
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  return {
    signal: controller.signal,
    by: () => first,
    stop: () => process.off('SIGINT', cancel).off('SIGTERM', cancel),
  };
}

/** Reports why a transfer failed. @returns the step's exit code, which tells the reasons apart */
export function reportTransferFailure(commands: Pick<Workflow['commands'], 'error'>, error: unknown): number {
  const kind = kindOf(error);
  if (kind === undefined || !(error instanceof Error)) return reportFailure(commands, error);
  commands.error(error.message, { title: TITLES[kind] });
  return exitCodeOf(kind);
}

function kindOf(error: unknown): ArtifactFailureKind | undefined {
  if (error instanceof ArtifactFailure) return error.kind;
  return error instanceof StoreFailure ? endOfTransfer(error) : undefined;
}

const TITLES: Readonly<Record<ArtifactFailureKind, string>> = {
  'nothing-found': 'Nothing found',
  partial: 'Some files failed',
  refused: 'Refused',
  exists: 'Already exists',
  integrity: 'Checksum mismatch',
  failed: 'The transfer failed',
};
