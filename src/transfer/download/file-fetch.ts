import type { FileHandle } from 'node:fs/promises';
import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import type { Hashing } from '../hashing.ts';
import type { ChosenFile } from './choice.ts';
import { EntryFailure } from './entry.ts';

export interface Transfer {
  readonly store: ObjectStore;
  readonly hashing: Hashing;
  /** The size of a range, in bytes. */
  readonly partSize: number;
  /** How many ranges at the same time. */
  readonly concurrency: number;
  /** Receives the number of bytes that arrived. Negative if they will be fetched again. */
  readonly onReceived: (bytes: number) => void;
  /** Receives a file and the number of its bytes that already exist and are verified. */
  readonly onContinued: (file: ManifestFile, bytes: number) => void;
}

export interface FileFetch {
  readonly key: string;
  readonly file: ChosenFile;
  /** The file to write to. */
  readonly handle: FileHandle;
  /** Whether an earlier download left a part of it. */
  readonly isContinued: boolean;
}

/** Discards a body. An unread body would hold its connection. */
export async function leave(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body) break;
}

/** Whether the object was replaced, or damaged in transit, so that reading it again may help. */
export function isIntegrity(error: unknown): boolean {
  return (error instanceof ArtifactFailure || error instanceof StoreFailure) && error.kind === 'integrity';
}

export function wrongLength(key: string, isLonger: boolean): EntryFailure {
  return otherContent(key, `the object is ${isLonger ? 'longer' : 'shorter'} than the manifest says`);
}

/** An upload writes its manifest last. Until then, the old manifest does not match replaced objects. */
export function otherContent(key: string, problem: string): EntryFailure {
  return new EntryFailure(
    'integrity',
    `Reading '${printable(key)}' failed: ${problem}`,
    'An upload with overwrite is probably under way at this prefix, or was interrupted: wait for it, or run it again. Otherwise the content was replaced or damaged: find out who else writes there, and upload the artifact again.',
  );
}
