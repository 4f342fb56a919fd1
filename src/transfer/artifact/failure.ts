import type { StoreFailure, StoreFailureKind } from '../../s3/failure.ts';

/**
 * Why a transfer did not do all of its work.
 *
 * - `nothing-found`: no file matched, or there is no artifact at the place
 * - `partial`: some files are where they belong, some are not
 * - `refused`: the store does not let these credentials do it
 * - `exists`: something else is there, and nothing may be replaced
 * - `integrity`: what came is not what was announced
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

/** A transfer did not do all of its work. The message says what was tried, what came back and what to do, and never holds a secret. */
export class ArtifactFailure extends Error {
  override readonly name = 'ArtifactFailure';
  readonly kind: ArtifactFailureKind;

  constructor(kind: ArtifactFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The exit code with which a program reports the failure; those of wrong input (2) and of success (0) are not among them. */
export function exitCodeOf(kind: ArtifactFailureKind): number {
  return EXIT_CODES[kind];
}

const ENDS: Readonly<Partial<Record<StoreFailureKind, ArtifactFailureKind>>> = {
  refused: 'refused',
  expired: 'refused',
  exists: 'exists',
  integrity: 'integrity',
};

/** What the failure of one request is for the transfer of a file, or of all. */
export function endOfTransfer({ kind }: StoreFailure): ArtifactFailureKind {
  return ENDS[kind] ?? 'failed';
}
