import { type FileHandle, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';

/**
 * A record is a file with a body, its description in JSON, the length of the JSON in four bytes, and a mark of eight bytes.
 * Because it is one file, one rename puts the body and its description in place together.
 */
const MARK = Buffer.from('OTTERREC', 'latin1');
const TAIL_BYTES = 4 + MARK.length;

/** Bytes to read from the end at first. Most descriptions are shorter. */
const FIRST_READ = 4096;
const STREAM_CHUNK = 256 * 1024;

/** An open record. Close it, or read its stream to the end. */
export interface OpenRecord<Description> {
  readonly description: Description;
  /** Bytes of the body. */
  readonly size: number;
  /** The bytes from `start` up to but not including `end`. The record is closed when the stream ends or is destroyed. */
  stream(start?: number, end?: number): Readable;
  close(): Promise<void>;
}

/**
 * Writes a new record.
 * @param describe is called with the body's size after the whole body has been written.
 * @throws whatever `data`, `describe` or the file system throws. No file is left behind.
 */
export async function writeRecord<Description>(
  path: string,
  data: AsyncIterable<Buffer>,
  describe: (size: number) => Description,
): Promise<Description> {
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const bytes of data) {
      await writeAll(file, bytes);
      size += bytes.length;
    }
    const description = describe(size);
    await writeAll(file, encodeTail(description));
    await file.close();
    return description;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

/** @returns `undefined` if there is no such file, or if it is not a complete record. */
export async function openRecord<Description>(path: string): Promise<OpenRecord<Description> | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const found = await readTail<Description>(file);
    if (!found) await file.close();
    return found && { ...found, stream: streamOf(file, found.size), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Reads the description of a record, and closes the file. */
export async function describeRecord<Description>(path: string): Promise<Description | undefined> {
  const record = await openRecord<Description>(path);
  await record?.close();
  return record?.description;
}

function streamOf(file: FileHandle, size: number) {
  return (start = 0, end = size): Readable => {
    // Node's `end` is inclusive, so it cannot express an empty range.
    if (start >= end) return Readable.from([]).once('close', () => void file.close());
    return file.createReadStream({ start, end: end - 1, highWaterMark: STREAM_CHUNK, autoClose: true });
  };
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

function encodeTail(description: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(description), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([json, length, MARK]);
}

async function readTail<Description>(
  file: FileHandle,
): Promise<{ description: Description; size: number } | undefined> {
  const { size: fileSize } = await file.stat();
  const first = await readBytes(file, Math.max(0, fileSize - FIRST_READ), fileSize);
  if (first.length < TAIL_BYTES || !first.subarray(-MARK.length).equals(MARK)) return undefined;
  const length = first.readUInt32BE(first.length - TAIL_BYTES);
  const end = fileSize - TAIL_BYTES;
  if (length > end) return undefined;
  const fits = length + TAIL_BYTES <= first.length;
  const json = fits
    ? first.subarray(-TAIL_BYTES - length, -TAIL_BYTES)
    : await readBytes(file, end - length, end);
  return { description: JSON.parse(json.toString('utf8')) as Description, size: end - length };
}

async function readBytes(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}
