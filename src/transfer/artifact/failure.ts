import type { StoreFailure, StoreFailureKind } from '../../s3/failure.ts';

/**
 * Why a transfer is incomplete.
 *
 * - `nothing-found`: no file matched, or there is no artifact
 * - `partial`: some files were transferred, and some were not
 * - `refused`: the server does not allow it with these credentials
 * - `exists`: something else exists, and nothing may be replaced
 * - `integrity`: content does not match its checksum, or is malformed
 * - `failed`: everything else
 */
export type ArtifactFailureKind = 'nothing-found' | 'partial' | 'refused' | 'exists' | 'integrity' | 'failed';

const EXIT_CODES: Readonly<Record<ArtifactFailureKind, number>> = {
  failed: 1,
  'nothing-found': 3,
  partial: 4,
  refused: 5,
  exists: 5,
  integrity: 6,
};

/** An incomplete transfer. The message says what was tried, what came back and what to do, and contains no secret. */
export class ArtifactFailure extends Error {
  override readonly name = 'ArtifactFailure';
  readonly kind: ArtifactFailureKind;

  constructor(kind: ArtifactFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The exit code for a failure. It is never 0, nor 2, which means invalid input. */
export function exitCodeOf(kind: ArtifactFailureKind): number {
  return EXIT_CODES[kind];
}

const ENDS: Readonly<Partial<Record<StoreFailureKind, ArtifactFailureKind>>> = {
  refused: 'refused',
  expired: 'refused',
  exists: 'exists',
  integrity: 'integrity',
};

/** What the failure of a request means for the transfer. */
export function endOfTransfer({ kind }: StoreFailure): ArtifactFailureKind {
  return ENDS[kind] ?? 'failed';
}
