import { ArtifactFailure, type ArtifactFailureKind } from '../artifact/failure.ts';

/** Why one file or link is not at its place. What to do is kept apart, so that a list of many says it once. */
export class EntryFailure extends ArtifactFailure {
  /** Without a full stop. */
  readonly reason: string;
  /** One or more sentences. */
  readonly remedy: string;

  constructor(kind: ArtifactFailureKind, reason: string, remedy: string, options?: ErrorOptions) {
    super(kind, `${reason}. ${remedy}`, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}
