import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MaskingStream } from './stream.ts';
import { TimedMasker } from './timed-masker.ts';

/** As much as a pipe holds on Linux. */
const BUFFER_BYTES = 64 * 1024;

const STDIN = 0;

/**
 * Copies standard input to standard output, with secrets masked, until the input ends.
 *
 * @param secrets see {@link TimedMasker.learn}
 */
export async function copyMasked(process: NodeJS.Process, secrets: readonly string[]): Promise<void> {
  // Bun's sockets cannot read a pipe.
  const canReuse = process.versions.bun === undefined && fstatSync(STDIN).isFIFO();
  if (canReuse) await copyPipe(STDIN, process.stdout, secrets);
  else await pipeline(process.stdin, new MaskingStream(secrets), process.stdout);
}

/**
 * Reads into one buffer again and again. A stream allocates a buffer for each read, and collecting them takes a tenth of
 * the time of a copy.
 */
function copyPipe(fd: number, output: Writable, secrets: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const isWritten = () => output.writableLength === 0;
    const masker = new TimedMasker(secrets, (bytes) => {
      output.write(bytes, () => {
        if (isWritten()) input.resume();
      });
    });
    const callback = (count: number, buffer: Uint8Array) => {
      masker.write(buffer.subarray(0, count) as Buffer);
      // False pauses the input: the output still needs the buffer.
      return isWritten();
    };
    const input = new Socket({
      fd,
      readable: true,
      writable: false,
      onread: { buffer: Buffer.alloc(BUFFER_BYTES), callback },
    });
    input.on('error', reject).on('end', () => {
      masker.end();
      output.write('', () => resolve());
    });
    input.resume();
  });
}
