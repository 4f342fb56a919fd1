import type { SourceFile } from './file-selection.ts';
/** MD5 of a range of the file, in bytes. */
export declare function md5OfRange(file: SourceFile, start: number, end: number, signal: AbortSignal): Promise<Buffer>;
/**
 * Whether an object has the file's content, by its ETag: the MD5 of what was put at once, or that of the parts' MD5s with
 * the number of parts. An ETag of another kind, as of an encrypted object, is never the same.
 *
 * @param partSize bytes of the parts in which it would be uploaded
 */
export declare function hasContent(etag: string, file: SourceFile, partSize: number, signal: AbortSignal): Promise<boolean>;
/** The ETag of an object of these parts. */
export declare function etagOfParts(digests: readonly Buffer[]): string;
