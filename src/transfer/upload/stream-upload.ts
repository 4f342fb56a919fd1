import { firstLine } from '../../failure.ts';
import { warn } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { MANIFEST_NAME } from '../artifact/key.ts';
import { Hashing } from '../hashing.ts';
import type { Selection, SourceFile } from './file-selection.ts';
import type { FileUpload } from './file-upload.ts';
import type { UploadedParts } from './multipart-upload.ts';
import { PlaceholderPermission, placeholderKeyFor } from './placeholder.ts';
import { StoredListing } from './stored-listing.ts';
import { assertFree, deliverStream } from './stream-delivery.ts';
import { StreamedInput, type StreamSource } from './streamed-input.ts';
import { finishUpload, ofObjects, planUpload } from './upload.ts';
import { assertListable, assertOwnPrefix } from './upload-manifest.ts';
import type { UploadOptions, UploadResult } from './upload-options.ts';
import { cleanUpSignal } from './with-grace.ts';

export interface StreamUploadOptions extends Omit<UploadOptions, 'selection'> {
  readonly stream: StreamSource;
  /** The path of the file below the prefix. */
  readonly name: string;
  /** What the last bytes have to contain; empty for anything. */
  readonly expectEnd: string;
}

/** Bits of the mode that a downloaded file gets: a stream has none. */
const MODE = 0o644;

/**
 * Uploads a stream as one file below a prefix, then its manifest, and what else an upload writes. Nothing has the file's
 * key, and no manifest lists it, unless the stream was whole.
 *
 * @returns undefined when the stream is empty: nothing was uploaded
 * @throws as `upload`
 */
export async function uploadStream(options: StreamUploadOptions): Promise<UploadResult | undefined> {
  const { name, prefix, now, onEvent, signal } = options;
  const begunAt = now();
  const file = fileOfStream(name, begunAt);
  const planned = { ...options, selection: selectionOfStream(file) };
  const { files, headers, mirror } = planUpload(planned);
  const [{ key, partSize } = { key: '', partSize: 0 }] = files;
  assertListable(planned);
  signal.throwIfAborted();
  onEvent?.({ kind: 'planned', files: 1 });
  warn(options, headers.notes);
  // No file has this size, so any existing manifest counts as another upload's.
  const unknown = { ...file, size: -1 };
  await assertOwnPrefix({ ...options, selection: selectionOfStream(unknown) }, prefix + MANIFEST_NAME);
  await mirror?.assertFew();
  const onSent = (bytes: number) => onEvent?.({ kind: 'sent', bytes });
  const uploaded = await sendStream(
    { ...options, onSent },
    { file, key, partSize, headers: headers.of(name) },
  );
  if (uploaded === undefined) return undefined;
  const { content, ...entry } = uploaded;
  const { size } = content;
  onEvent?.({ kind: 'file', path: name, bytes: size, outcome: 'uploaded' });
  const done = { ...options, selection: selectionOfStream({ ...file, size }) };
  const objects = [{ path: name, key, size, ...entry }];
  return await finishUpload(done, { headers, mirror }, ofObjects(objects), begunAt);
}

/** A stream as a file of which only the name is known. @param begunAt milliseconds since the epoch */
export function fileOfStream(path: string, begunAt: number): SourceFile {
  return { absolute: '', path, size: 0, mode: MODE, mtimeMs: begunAt };
}

export function selectionOfStream(file: SourceFile): Selection {
  return {
    ...{ root: '', files: [file], links: [], bytes: file.size, hidden: 0, unmatched: [], misread: [] },
    leavesOut: () => false,
  };
}

interface SendOptions extends Omit<UploadOptions, 'selection'> {
  readonly stream: StreamSource;
  readonly expectEnd?: string;
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a stream to a key, completely or not at all.
 *
 * @returns undefined when the stream is empty
 * @throws as {@link uploadStream}
 */
export async function sendStream(
  options: SendOptions,
  planned: Pick<FileUpload, 'file' | 'key' | 'partSize' | 'headers'>,
): Promise<UploadedParts | undefined> {
  const { stores, prefix, stream, expectEnd = '', onEvent, onSent, now, signal } = options;
  const { file, key } = planned;
  const placeholderKey = placeholderKeyFor(prefix, key);
  const upload: FileUpload = {
    ...{ ...planned, isStreamed: true, placeholderKey, stores, now, signal },
    choices: options,
    placeholderPermission: new PlaceholderPermission(stores, prefix),
    hashing: new Hashing(),
    listing: new StoredListing(stores, prefix, new Set([key, placeholderKey]), signal),
    onSent,
    cleanUp: cleanUpSignal(signal),
  };
  await stores.write();
  await assertFree(upload);
  const input = new StreamedInput(stream, expectEnd);
  try {
    return await deliverStream(upload, input);
  } catch (error) {
    signal.throwIfAborted();
    onEvent?.({
      kind: 'file',
      path: file.path,
      bytes: input.size,
      outcome: 'failed',
      reason: firstLine(error),
    });
    throw error;
  } finally {
    await input.close();
  }
}

/** Why an empty stream is not uploaded. */
export function emptyFailure(title: string): ArtifactFailure {
  return new ArtifactFailure(
    'nothing-found',
    `Nothing was uploaded: ${title} is empty. Find out why nothing was written to it, or set if-no-files-found to warn or ignore.`,
  );
}
