import { pipeline } from 'node:stream';
// Not imported by name, because Node 20 does not have all of them.
import zlib from 'node:zlib';
import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { type ArchiveName, BLOCK, type ManifestArchive, paddingOf } from '../artifact/archive.ts';
import { startContentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import type { FoundArtifact } from './artifact-source.ts';
import { otherContent } from './file-fetch.ts';
import { readVerified } from './verified-body.ts';

/** How many bytes come out of the decompressor at a time. */
const CHUNK = 256 * 1024;
/** Files up to this many bytes are in memory when they are yielded. */
const LARGEST_KEPT = 256 * 1024;
/** Bytes. A path has at most 1,024, and the target of a link 4,096. */
const LARGEST_EXTENDED = 16 * 1024;
/** The largest window that is decompressed, as a power of two: 128 MiB. Archives of uploads need 2 MiB. */
const LARGEST_WINDOW = 27;

/** A file in an archive. */
export interface ArchivedFile {
  readonly file: ManifestFile;
  /** Throws at its end if it has another digest. Small content is verified before any of it is yielded. */
  readonly content: AsyncIterable<Buffer>;
  /** Call this when no more of the content is needed. The next file waits for it. */
  readonly release: () => void;
}

/**
 * The wanted files of an archive, in the manifest's order. Everything that is not as the manifest says is refused: another
 * name or size, and anything but a file. What follows the last wanted file is not read.
 *
 * @throws ArtifactFailure of kind `integrity` if it is not the manifest's archive, `failed` if this Node cannot read it
 * @throws StoreFailure, or the signal's reason if it is aborted
 */
export async function* readArchive(
  store: ObjectStore,
  { prefix, manifest: { files } }: FoundArtifact,
  archive: ManifestArchive,
  isWanted: (file: ManifestFile) => boolean,
  signal: AbortSignal,
): AsyncGenerator<ArchivedFile> {
  const key = prefix + archive.path;
  const decompressor = decompressorOf(archive.path);
  // A failure ends the decompressor, and is thrown to its reader.
  pipeline(readVerified(store, { ...archive, key }, signal), decompressor, () => undefined);
  const blocks = new Blocks(key, decompressor);
  try {
    const last = files.findLastIndex(isWanted);
    for (const file of files.slice(0, last + 1)) {
      await assertHeader(blocks, key, file);
      if (isWanted(file)) yield* passOn(blocks, key, file);
      else await blocks.skip(file.size);
      await blocks.skip(paddingOf(file.size));
    }
  } finally {
    decompressor.destroy();
  }
}

/** @throws ArtifactFailure of kind `failed` */
function decompressorOf(path: ArchiveName) {
  if (path.endsWith('.gz')) return zlib.createGunzip({ chunkSize: CHUNK });
  if (typeof zlib.createZstdDecompress === 'function') {
    const params = { [zlib.constants.ZSTD_d_windowLogMax]: LARGEST_WINDOW };
    return zlib.createZstdDecompress({ chunkSize: CHUNK, params });
  }
  throw new ArtifactFailure(
    'failed',
    `The artifact is an archive that is compressed with Zstandard, which Node ${process.versions.node} cannot read: use Node 22.15 or newer, or the single-file executable.`,
  );
}

function isOfDecompressor(error: unknown): error is NodeJS.ErrnoException {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof Error && /^(Z_|ZSTD_|ERR_ZLIB)/.test(code);
}

/** Small files do not wait for each other. */
async function* passOn(blocks: Blocks, key: string, file: ManifestFile): AsyncGenerator<ArchivedFile> {
  if (file.size <= LARGEST_KEPT) {
    const content = verified([await blocks.take(file.size)], key, file);
    yield { file, content, release: () => undefined };
    return;
  }
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const content = blocks.read(file.size);
  yield { file, content: verified(content, key, file), release };
  await released;
  await content.return(undefined);
  await blocks.skipRest();
}

async function* verified(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  key: string,
  { path, size, sha256 }: ManifestFile,
): AsyncGenerator<Buffer> {
  const digest = startContentDigest();
  const held: Buffer[] = [];
  for await (const chunk of chunks) {
    digest.update(chunk);
    if (size > LARGEST_KEPT) yield chunk;
    else held.push(chunk);
  }
  const found = digest.digest('hex');
  if (found !== sha256) {
    throw damaged(
      key,
      `'${printable(path)}' in it has the SHA-256 ${found}, and the manifest says ${sha256}`,
    );
  }
  yield* held;
}

/** Reads the header of an entry, which must be of this file. */
async function assertHeader(blocks: Blocks, key: string, file: ManifestFile): Promise<void> {
  let header = decode(await blocks.take(BLOCK));
  if (header?.cksumValid && header.type === 'ExtendedHeader') {
    const size = header.size ?? 0;
    if (size > LARGEST_EXTENDED) throw damaged(key, 'it has an extended header that is too large');
    const text = (await blocks.take(size)).toString('utf8');
    await blocks.skip(paddingOf(size));
    header = decode(await blocks.take(BLOCK), Pax.parse(text));
  }
  const problem = problemOf(header, file);
  if (problem !== undefined) throw damaged(key, `instead of '${printable(file.path)}' it has ${problem}`);
}

/** Undefined if it is not a header. */
function decode(block: Buffer, extended?: Pax): Header | undefined {
  try {
    return new Header(block, 0, extended);
  } catch {
    return undefined;
  }
}

function problemOf(header: Header | undefined, { path, size }: ManifestFile): string | undefined {
  if (header?.nullBlock) return 'its end';
  if (!header?.cksumValid) return 'something that is not a header';
  if (header.type !== 'File') return `an entry of the type ${header.type}`;
  if (header.size !== size) return `a file of ${header.size} bytes, and the manifest says ${size}`;
  // A line break in an extended header is read as its end.
  if (header.path !== path && !path.includes('\n')) return `'${printable(header.path ?? '')}'`;
  return undefined;
}

function damaged(key: string, problem: string, cause?: unknown): ArtifactFailure {
  return Object.assign(otherContent(key, problem), { cause });
}

/** Reads a stream in pieces of given sizes. */
class Blocks {
  readonly #key: string;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.of();
  /** What is left of the piece that is read. */
  #left = 0;

  constructor(key: string, chunks: AsyncIterable<Buffer>) {
    this.#key = key;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** @throws ArtifactFailure of kind `integrity` if there is less */
  async *read(bytes: number): AsyncGenerator<Buffer> {
    this.#left = bytes;
    while (this.#left > 0) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const piece = this.#rest.subarray(0, this.#left);
      this.#rest = this.#rest.subarray(piece.length);
      this.#left -= piece.length;
      yield piece;
    }
  }

  async take(bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(bytes)) pieces.push(piece);
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  }

  async skip(bytes: number): Promise<void> {
    for await (const _ of this.read(bytes));
  }

  /** The part of a piece that a reader has not used. */
  async skipRest(): Promise<void> {
    await this.skip(this.#left);
  }

  async #next(): Promise<Buffer> {
    const { done, value } = await this.#chunks.next().catch((error: unknown) => {
      if (!isOfDecompressor(error)) throw error;
      throw damaged(this.#key, `it cannot be decompressed (${error.code})`, error);
    });
    if (done === true) throw damaged(this.#key, 'it ends too early');
    return value;
  }
}
