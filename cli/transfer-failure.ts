import { ArtifactFailure, type ArtifactFailureKind, exitCodeOf } from '../src/artifact/failure.ts';
import { ExchangeFailure, InputError, redact } from '../src/index.ts';
import { endOfTransfer, StoreFailure } from '../src/object-store/failure.ts';
import { jsonLine } from '../src/progress/visible.ts';
import { CommandFailure } from './program.ts';
import type { Surroundings } from './request-options.ts';

/** How a transfer ended that did not do all of its work, as programs tell one end from another. */
export interface TransferEnd {
  readonly kind: ArtifactFailureKind | 'input' | 'exchange' | 'interrupted';
  readonly exitCode: number;
  readonly message: string;
}

/** @returns undefined for an error of this program itself */
export function endOf(error: unknown): TransferEnd | undefined {
  if (error instanceof InputError) return { kind: 'input', exitCode: 2, message: error.message };
  if (error instanceof ExchangeFailure) return { kind: 'exchange', exitCode: 1, message: error.message };
  if (error instanceof CommandFailure) {
    const { exitCode, message } = error;
    return { kind: exitCode === 2 ? 'input' : 'failed', exitCode, message };
  }
  if (error instanceof ArtifactFailure) return endOfKind(error.kind, error);
  return error instanceof StoreFailure ? endOfKind(endOfTransfer(error), error) : undefined;
}

function endOfKind(kind: ArtifactFailureKind, { message }: Error): TransferEnd {
  return { kind, exitCode: exitCodeOf(kind), message };
}

/** The end as one line of JSON, without the service secret, should somebody have typed it into the wrong place. */
export function formatJsonEnd(
  { kind, exitCode, message }: TransferEnd,
  { environment }: Surroundings,
): string {
  const secret = environment.OTTER_SERVICE_SECRET_KEY ?? '';
  const safe = redact(message, secret === '' ? [] : [secret]);
  return jsonLine({ event: 'failed', kind, 'exit-code': exitCode, message: safe });
}
