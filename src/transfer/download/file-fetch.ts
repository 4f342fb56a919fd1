import type { FileHandle } from 'node:fs/promises';
import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import type { Hashing } from '../hashing.ts';
import { EntryFailure } from './entry.ts';

/** How a file is transferred. */
export interface Transfer {
  readonly store: ObjectStore;
  readonly hashing: Hashing;
  /** Bytes of a range. */
  readonly partSize: number;
  /** Ranges at once. */
  readonly concurrency: number;
  /** Bytes that have come; negative when they are to come again. */
  readonly onReceived: (bytes: number) => void;
  /** Told of a file of which so many bytes are there already, and verified. */
  readonly onContinued: (file: ManifestFile, bytes: number) => void;
}

/** A file on its way from an object. */
export interface FileFetch {
  readonly key: string;
  readonly file: ManifestFile;
  /** Where it is written. */
  readonly handle: FileHandle;
  /** Whether an earlier download has left some of it there. */
  readonly isContinued: boolean;
}

/** A body that nobody begins to read holds its connection. */
export async function leave(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body) break;
}

export function wrongLength(key: string, isLonger: boolean): EntryFailure {
  return otherContent(key, `the object is ${isLonger ? 'longer' : 'shorter'} than the manifest says`);
}

/** An upload writes its manifest last: until then the one that is there does not fit what has been replaced. */
export function otherContent(key: string, problem: string): EntryFailure {
  return new EntryFailure(
    'integrity',
    `Reading '${printable(key)}' failed: ${problem}`,
    'An upload with overwrite is probably under way at this prefix, or was interrupted: wait for it, or run it again. Otherwise the content was replaced or damaged: find out who else writes there, and upload the artifact again.',
  );
}
