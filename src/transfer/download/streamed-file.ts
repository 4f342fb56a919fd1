import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { InputError } from '../../failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { ManifestArchive } from '../artifact/archive.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { formatBytes } from '../progress/units.ts';
import { readArchive } from './archive-reader.ts';
import { type Choice, type ChosenFile, choose, type PlacedArtifact } from './choice.ts';
import { countUnverified, type DownloadOptions, type DownloadResult, resultsOf } from './download.ts';
import { formatEntries } from './entry.ts';
import { judgeFile } from './file-failures.ts';
import { readVerified } from './verified-body.ts';

interface StreamOptions extends Pick<DownloadOptions, 'include' | 'onEvent' | 'signal' | 'platform'> {
  readonly store: ObjectStore;
  readonly output: Writable;
}

/**
 * Writes the one file of the artifacts that is chosen to a stream. Its parts are verified before they are written, as far as
 * they fit into memory; the whole of it is verified at the end.
 *
 * @throws InputError when more than one file is chosen, or a link
 * @throws ArtifactFailure of kind `integrity` when the content is wrong; some of it may have been written by then
 * @throws the signal's reason if it is aborted
 */
export async function streamFile(
  artifacts: readonly PlacedArtifact[],
  options: StreamOptions,
): Promise<DownloadResult> {
  const { onEvent, signal } = options;
  const file = onlyOne(choose(artifacts, options));
  const { path, size } = file;
  onEvent?.({ kind: 'planned', files: 1, bytes: size });
  const stream = new FileStream(file, options);
  try {
    await stream.write();
  } catch (error) {
    signal.throwIfAborted();
    const { kind, reason, remedy } = judgeFile(path, 'file', error);
    onEvent?.({ kind: 'file', path, bytes: size, outcome: 'failed', reason });
    throw new ArtifactFailure(
      kind,
      [`${reason}.`, ...(remedy ? [remedy] : []), ...stream.warning].join(' '),
      {
        cause: error,
      },
    );
  }
  onEvent?.({ kind: 'file', path, bytes: size, outcome: 'downloaded' });
  const unverified = countUnverified([file]);
  const counts = { files: 1, links: 0, bytes: size, downloaded: 1, skipped: 0, unverified };
  return { directory: '', ...counts, ...resultsOf(artifacts, [file], () => '') };
}

function onlyOne({ files, links }: Choice): ChosenFile {
  const [file] = files;
  if (file !== undefined && files.length + links.length === 1) return file;
  const found = formatEntries({ files: files.length, links: links.length });
  throw new InputError(
    'stdout',
    `writes one file, and ${found} are chosen: name a file of the artifact with include.`,
  );
}

/** One file on its way to a stream. */
class FileStream {
  readonly #file: ChosenFile;
  readonly #options: StreamOptions;
  #written = 0;

  constructor(file: ChosenFile, options: StreamOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** What the reader of the stream must know about a failure. */
  get warning(): string[] {
    if (this.#written === 0) return ['Nothing was written.'];
    return [`${formatBytes(this.#written)} were already written to standard output: discard them.`];
  }

  async write(): Promise<void> {
    const { store, signal } = this.#options;
    const { archive } = this.#file.artifact.manifest;
    const content =
      archive === undefined
        ? readVerified(store, this.#file, signal)
        : readArchivedFile(store, this.#file, archive, signal);
    for await (const bytes of content) await this.#put(bytes);
  }

  async #put(bytes: Buffer): Promise<void> {
    const { output, onEvent, signal } = this.#options;
    if (bytes.length === 0) return;
    this.#written += bytes.length;
    if (!output.write(bytes)) await once(output, 'drain', { signal });
    onEvent?.({ kind: 'sent', bytes: bytes.length });
  }
}

/** The content of one file of an archive. */
async function* readArchivedFile(
  store: ObjectStore,
  { source, artifact }: ChosenFile,
  archive: ManifestArchive,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const isWanted = (file: ManifestFile) => file === source;
  for await (const { content, release } of readArchive(store, artifact, archive, isWanted, signal)) {
    yield* content;
    release();
  }
}
