import type { Readable } from 'node:stream';

/**
 * Reads up to the first line break.
 *
 * @throws Error if the stream ends first, or the line is longer than `mostBytes`. The message does not quote what was read.
 */
export function readLine(stream: Readable, mostBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      stream.off('data', read).off('end', ended).off('close', ended).off('error', reject).pause();
      settle();
    };
    const read = (chunk: Buffer) => {
      text = Buffer.concat([text, chunk]);
      const end = text.indexOf('\n');
      if (end >= 0) finish(() => resolve(text.toString('utf8', 0, end)));
      else if (text.length > mostBytes)
        finish(() => reject(new Error(`the line is longer than ${mostBytes} bytes`)));
    };
    const ended = () => finish(() => reject(new Error('the other side ended without a line')));
    stream.on('data', read).on('end', ended).on('close', ended).on('error', reject);
  });
}

/** Parses JSON, and does not quote it in an error, because it may hold secrets. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the line is not JSON');
  }
}
