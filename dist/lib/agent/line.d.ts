import type { Readable } from 'node:stream';
/**
 * Reads up to the first line break.
 *
 * @throws Error when the stream ends before, or the line is longer than `mostBytes`. What was read is not in the message.
 */
export declare function readLine(stream: Readable, mostBytes: number): Promise<string>;
/** JSON read without ever quoting it in an error: it may hold secrets. */
export declare function parseJson(line: string): unknown;
