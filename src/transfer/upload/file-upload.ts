import type { FileParts } from '../artifact/manifest.ts';
import type { Hashing } from '../hashing.ts';
import type { SourceFile } from './file-selection.ts';
import type { PlaceholderPermission } from './placeholder.ts';
import type { StoredListing } from './stored-listing.ts';
import type { FileChoices } from './upload-inputs.ts';
import type { UploadStores } from './upload-stores.ts';

/** One file on its way to its key. */
export interface FileUpload {
  readonly file: SourceFile;
  readonly key: string;
  /** Where a placeholder for the key is. */
  readonly placeholderKey: string;
  readonly placeholderPermission: PlaceholderPermission;
  /** Bytes of a part; a file that has no more goes at once. */
  readonly partSize: number;
  readonly stores: UploadStores;
  readonly hashing: Hashing;
  readonly listing: StoredListing;
  readonly choices: FileChoices;
  readonly onSent: (bytes: number) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Aborted only a while after `signal` is: what has begun is taken back in that time. */
  readonly cleanUp: AbortSignal;
}

/** What the manifest says of a file's content. */
export interface ContentDigests {
  /** Of all of it, in hexadecimal. */
  readonly sha256: string;
  /** Only for a file with more than one part. */
  readonly parts?: FileParts;
}

export interface UploadedFile extends ContentDigests {
  readonly outcome: 'uploaded' | 'skipped';
}
