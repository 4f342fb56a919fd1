import type { FileParts } from '../artifact/manifest.ts';
import type { Hashing } from '../hashing.ts';
import type { SourceFile } from './file-selection.ts';
import type { PlaceholderPermission } from './placeholder.ts';
import type { StoredListing } from './stored-listing.ts';
import type { FileChoices } from './upload-inputs.ts';
import type { UploadStores } from './upload-stores.ts';

export interface FileUpload {
  readonly file: SourceFile;
  /** Whether the content comes from a stream: it is gone once it is sent, and cannot be compared with anything. */
  readonly isStreamed?: true;
  readonly key: string;
  /** The key of the placeholder. */
  readonly placeholderKey: string;
  readonly placeholderPermission: PlaceholderPermission;
  /** The size of a part, in bytes. A file of at most this size is sent in one request. */
  readonly partSize: number;
  readonly stores: UploadStores;
  readonly hashing: Hashing;
  readonly listing: StoredListing;
  readonly choices: FileChoices;
  /** Of the object, in lower case, without tags. */
  readonly headers: Readonly<Record<string, string>>;
  readonly onSent: (bytes: number) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Aborted some time after `signal`, so that what has begun can be undone. */
  readonly cleanUp: AbortSignal;
}

export interface ContentDigests {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
  /** Only for a file with more than one part. */
  readonly parts?: FileParts;
}

export interface UploadedFile extends ContentDigests {
  /** With `headers-changed`, the content was there already. */
  readonly outcome: 'uploaded' | 'skipped' | 'headers-changed';
}
