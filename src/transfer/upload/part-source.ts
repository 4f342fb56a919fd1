import type { Body } from '../../s3/request.ts';
import type { ContentDigests } from './file-upload.ts';

/** A part that is to be sent. */
export interface SourcePart {
  /** From 1. */
  readonly number: number;
  readonly body: Body;
  /** Called when the part has been sent, or is not needed any more. */
  release?(): void;
}

export interface WholeContent extends ContentDigests {
  /** Bytes. */
  readonly size: number;
}

/** Where the parts of one object come from. */
export interface PartSource {
  /** In order. Ended early when a part could not be sent. */
  read(signal: AbortSignal): AsyncIterable<SourcePart>;
  /** How many parts may still be on their way when the one after this one is read. */
  mostAhead(part: SourcePart): number;
  /** @throws ArtifactFailure if the content has changed since it was read */
  assertUnchanged(): Promise<void>;
  /** Called when all parts have been read. */
  finish(): Promise<WholeContent>;
}
