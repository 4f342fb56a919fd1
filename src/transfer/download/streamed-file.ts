import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { InputError } from '../../failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { contentDigest, startContentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { formatBytes } from '../progress/units.ts';
import { type Choice, type ChosenFile, choose, type PlacedArtifact } from './choice.ts';
import { type DownloadOptions, type DownloadResult, resultsOf } from './download.ts';
import { formatEntries } from './entry.ts';
import { judgeFile } from './file-failures.ts';
import { leave, otherContent, wrongLength } from './file-fetch.ts';

/** Bytes up to which a part, or a whole file, is kept in memory and verified before any of it is written. */
const LARGEST_VERIFIED_FIRST = 64 * 1024 ** 2;
/** Bytes of parts that are fetched ahead. */
const MOST_AHEAD = 32 * 1024 ** 2;

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
  const counts = { files: 1, links: 0, bytes: size, downloaded: 1, skipped: 0 };
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
  readonly #whole = startContentDigest();
  #written = 0;

  constructor(file: ChosenFile, options: StreamOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** What to know of a failure, for who reads the stream. */
  get warning(): string[] {
    if (this.#written === 0) return ['Nothing was written.'];
    return [`${formatBytes(this.#written)} were already written to standard output: discard them.`];
  }

  async write(): Promise<void> {
    const { size, sha256, parts } = this.#file;
    const length = parts?.size ?? size;
    if (length > LARGEST_VERIFIED_FIRST) await this.#pass();
    else await this.#writeParts(length, parts?.sha256 ?? [sha256]);
    const found = this.#whole.digest('hex');
    if (found !== sha256) throw this.#otherContent(found, sha256);
  }

  /** Fetches some parts ahead of the one that is written. */
  async #writeParts(length: number, digests: readonly string[]): Promise<void> {
    const { size } = this.#file;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, stop.signal]);
    const most = Math.max(Math.floor(MOST_AHEAD / Math.max(length, 1)), 1);
    const ahead: Promise<Buffer>[] = [];
    const fetchPart = (number: number) => {
      const [start, end] = [number * length, Math.min((number + 1) * length, size)];
      const part = this.#fetch(start, end, digests[number] ?? '', signal);
      // Its failure is told when its turn comes.
      part.catch(() => undefined);
      ahead.push(part);
    };
    try {
      for (let number = 0; number < digests.length + most; number += 1) {
        if (number >= most) await this.#put((await ahead.shift()) ?? Buffer.of());
        if (number < digests.length) fetchPart(number);
      }
    } finally {
      stop.abort();
    }
  }

  /** A part that arrives damaged is requested again, once. */
  async #fetch(start: number, end: number, sha256: string, signal: AbortSignal): Promise<Buffer> {
    for (let again = true; ; again = false) {
      const bytes = await this.#read(start, end, signal);
      const found = contentDigest(bytes);
      if (found === sha256) return bytes;
      if (!again) throw this.#otherContent(found, sha256);
    }
  }

  async #read(start: number, end: number, signal: AbortSignal): Promise<Buffer> {
    const { store } = this.#options;
    const isAll = end - start === this.#file.size;
    const range = isAll ? undefined : ([start, end - 1] as const);
    const { body, size } = await store.getObject(this.#file.key, { range, signal });
    if (size !== end - start) {
      await leave(body);
      throw wrongLength(this.#file.key, size > end - start);
    }
    const bytes = Buffer.allocUnsafeSlow(size);
    let filled = 0;
    for await (const chunk of body) filled += chunk.copy(bytes, filled);
    if (filled !== size) throw wrongLength(this.#file.key, false);
    return bytes;
  }

  /** What does not fit into memory is written as it comes. */
  async #pass(): Promise<void> {
    const { store, signal } = this.#options;
    const { body, size } = await store.getObject(this.#file.key, { signal });
    if (size !== this.#file.size) {
      await leave(body);
      throw wrongLength(this.#file.key, size > this.#file.size);
    }
    for await (const chunk of body) await this.#put(chunk);
  }

  async #put(bytes: Buffer): Promise<void> {
    const { output, onEvent, signal } = this.#options;
    if (bytes.length === 0) return;
    this.#whole.update(bytes);
    this.#written += bytes.length;
    if (!output.write(bytes)) await once(output, 'drain', { signal });
    onEvent?.({ kind: 'sent', bytes: bytes.length });
  }

  #otherContent(found: string, expected: string): ArtifactFailure {
    return otherContent(
      this.#file.key,
      `its content has the SHA-256 ${found}, and the manifest says ${expected}`,
    );
  }
}
