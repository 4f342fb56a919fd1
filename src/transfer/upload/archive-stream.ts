import { pipeline } from 'node:stream';
// Not imported by name, because Node 20 does not have all of them.
import zlib from 'node:zlib';
import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import { type ArchiveName, BLOCK, paddingOf } from '../artifact/archive.ts';
import { contentDigest, startContentDigest } from '../artifact/content-digest.ts';
import type { SourceFile, SourceLink } from './file-selection.ts';
import { assertUnchanged, openSource, readRange, readWhole } from './source-reader.ts';
import type { OpenStream, StreamSource } from './streamed-input.ts';

/** Files up to this many bytes are read in one go. */
const LARGEST_KEPT = 256 * 1024;
/** How many bytes are compressed at a time. Each time costs a way to another thread and back. */
const BATCH = 256 * 1024;
const LINK_MODE = 0o777;
/** Stands for a path that is in an extended header. */
const EXTENDED = 'extended';

interface ArchiveContent {
  /** In the order in which the manifest lists them. */
  readonly files: readonly SourceFile[];
  readonly links: readonly SourceLink[];
  readonly onPacked: (file: SourceFile, sha256: string) => void;
  readonly signal: AbortSignal;
}

/** The name of the archives that this Node can write. Zstandard came with 22.15. */
export function archiveName(): ArchiveName {
  return typeof zlib.createZstdCompress === 'function' ? 'otter-archive.tar.zst' : 'otter-archive.tar.gz';
}

/**
 * All files as one compressed tar archive. Symbolic links are in it for other tools. A download takes them from the
 * manifest.
 */
export function archiveStream(content: ArchiveContent): StreamSource {
  return { title: 'the archive', open: () => openArchive(content) };
}

function openArchive(content: ArchiveContent): OpenStream {
  const compressor = archiveName().endsWith('.zst')
    ? zlib.createZstdCompress({ chunkSize: BATCH })
    : zlib.createGzip({ chunkSize: BATCH });
  // Its failure ends the compressor, and is thrown to its reader.
  pipeline(inBatches(pack(content)), compressor, () => undefined);
  return {
    chunks: compressor,
    assertWhole: async () => undefined,
    close: async () => void compressor.destroy(),
  };
}

async function* pack({ files, links, onPacked, signal }: ArchiveContent): AsyncGenerator<Buffer> {
  for (const file of files) {
    yield headerOf({ ...file, type: 'File' });
    onPacked(file, yield* packFile(file, signal));
    yield Buffer.alloc(paddingOf(file.size));
  }
  for (const { path, target, mtimeMs } of links) {
    yield headerOf({ type: 'SymbolicLink', path, linkpath: target, mtimeMs, mode: LINK_MODE, size: 0 });
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** @returns the content's SHA-256, in hexadecimal */
async function* packFile(file: SourceFile, signal: AbortSignal): AsyncGenerator<Buffer, string> {
  if (file.size <= LARGEST_KEPT) {
    const content = await readWhole(file, signal);
    yield content;
    return contentDigest(content);
  }
  const digest = startContentDigest();
  const handle = await openSource(file);
  try {
    for await (const chunk of readRange(handle, file, 0, file.size, signal)) {
      digest.update(chunk);
      yield chunk;
    }
    await assertUnchanged(handle, file);
  } finally {
    await handle.close();
  }
  return digest.digest('hex');
}

interface EntryHeader {
  readonly type: 'File' | 'SymbolicLink';
  readonly path: string;
  readonly linkpath?: string;
  readonly size: number;
  readonly mode: number;
  readonly mtimeMs: number;
}

/** A header, after an extended one if not everything fits into it. */
function headerOf({ mtimeMs, ...entry }: EntryHeader): Buffer {
  const mtime = new Date(Math.max(Math.floor(mtimeMs / 1000), 0) * 1000);
  const fields = { ...entry, mtime, uid: 0, gid: 0 };
  const header = new Header(fields);
  const block = Buffer.alloc(BLOCK);
  if (!header.encode(block)) return block;
  const { path, linkpath, size } = entry;
  const extended = new Pax({ path, size, ...(linkpath && { linkpath }) }).encode();
  // The package reads what a long path has in the header as a folder above the extended one.
  new Header({ ...fields, path: EXTENDED }).encode(block);
  return Buffer.concat([extended, block]);
}

/** Copies what it yields, because the source uses its buffers again. */
async function* inBatches(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    batch.push(chunk);
    bytes += chunk.length;
    if (bytes < BATCH) continue;
    yield Buffer.concat(batch);
    batch = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(batch);
}
