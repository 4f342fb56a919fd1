import type { FileHandle } from 'node:fs/promises';
import type { SourceFile } from './file-selection.ts';

/** The whole file, of the size that it was listed with. */
export async function readWhole(_file: SourceFile, _signal: AbortSignal): Promise<Buffer> {
  throw new Error('not yet');
}

/** The bytes from `start` to `end`, which is not included, in chunks that nothing writes to again. */
export async function* readRange(
  _handle: FileHandle,
  _file: SourceFile,
  _start: number,
  _end: number,
  _signal: AbortSignal,
): AsyncGenerator<Buffer> {
  yield await Promise.reject(new Error('not yet'));
}

/** A handle of the regular file; the caller closes it. */
export async function openSource(_file: SourceFile): Promise<FileHandle> {
  throw new Error('not yet');
}

export async function assertUnchanged(_handle: FileHandle, _file: SourceFile): Promise<void> {
  throw new Error('not yet');
}
