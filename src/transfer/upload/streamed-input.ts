import { untilAborted } from '../../http/timing.ts';
import { LARGEST_OBJECT } from '../../s3/listing.ts';
import { startContentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';

/** Content of unknown length, such as standard input. */
export interface StreamSource {
  /** What it is called in messages, such as `standard input`. */
  readonly title: string;
  /** Called once, when everything that could be checked beforehand has been. */
  open(): OpenStream;
}

export interface OpenStream {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Called after the last chunk. @throws ArtifactFailure when what wrote the chunks has failed */
  assertWhole(): Promise<void>;
  /** Ends the reading, and what writes. */
  close(): Promise<void>;
}

/** A piece of the content, in memory. */
export interface StreamedPiece {
  readonly bytes: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Whether everything has been read and is complete. */
  readonly isLast: boolean;
  /** Says that the bytes are no longer needed. Their memory is then used for another piece. */
  release(): void;
}

/** Bytes at the end of the content in which `expect-end` is looked for: a dump has comments after its last line. */
export const END_BYTES = 1_024;

/** Cuts a stream into pieces, and decides at its end whether it is complete. */
export class StreamedInput {
  readonly #stream: OpenStream;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #title: string;
  readonly #expectedEnd: Buffer;
  readonly #whole = startContentDigest();
  /** Memory of used pieces. New memory for each piece would be freed late: 50 MB more (measured). */
  #spare: Buffer[] = [];
  #rest: Uint8Array | undefined;
  #end: Uint8Array = Buffer.of();
  #size = 0;

  /** @param expectedEnd what the last bytes have to contain; empty for anything */
  constructor({ title, open }: StreamSource, expectedEnd: string) {
    this.#title = title;
    this.#expectedEnd = Buffer.from(expectedEnd);
    this.#stream = open();
    this.#chunks = this.#stream.chunks[Symbol.asyncIterator]();
  }

  /** Bytes that have been read. */
  get size(): number {
    return this.#size;
  }

  /** The SHA-256 of everything in hexadecimal. To be called once, when all has been read. */
  digest(): string {
    return this.#whole.digest('hex');
  }

  /**
   * @param size bytes; less at the end
   * @throws ArtifactFailure if it cannot be read, or is incomplete; the signal's reason if it is aborted
   */
  async read(size: number, signal: AbortSignal): Promise<StreamedPiece> {
    // A piece that is not full takes no memory for the rest.
    const buffer = this.#spare.find(({ length }) => length === size) ?? Buffer.allocUnsafeSlow(size);
    this.#spare = this.#spare.filter((spare) => spare !== buffer && spare.length === size);
    const digest = startContentDigest();
    let filled = 0;
    let chunk = await this.#next(signal);
    while (chunk !== undefined && filled < size) {
      const taken = chunk.subarray(0, size - filled);
      buffer.set(taken, filled);
      digest.update(taken);
      filled += taken.length;
      chunk = taken.length < chunk.length ? chunk.subarray(taken.length) : await this.#next(signal);
    }
    this.#rest = chunk;
    if (chunk === undefined) await this.#assertWhole(signal);
    return {
      bytes: buffer.subarray(0, filled),
      sha256: digest.digest('hex'),
      isLast: chunk === undefined,
      release: () => void this.#spare.push(buffer),
    };
  }

  async close(): Promise<void> {
    await this.#stream.close();
  }

  async #next(signal: AbortSignal): Promise<Uint8Array | undefined> {
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest !== undefined) return rest;
    for (;;) {
      const { value, done } = await untilAborted(this.#readChunk(), signal);
      if (done === true) return undefined;
      if (value.length === 0) continue;
      this.#note(value);
      return value;
    }
  }

  async #readChunk(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await this.#chunks.next();
    } catch (error) {
      if (error instanceof ArtifactFailure) throw error;
      const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
      throw new ArtifactFailure(
        'failed',
        `Reading ${this.#title} failed (${code}), so nothing was uploaded. Run what writes it again.`,
        { cause: error },
      );
    }
  }

  #note(chunk: Uint8Array): void {
    this.#size += chunk.length;
    this.#whole.update(chunk);
    this.#end = Buffer.concat([this.#end, chunk.subarray(-END_BYTES)]).subarray(-END_BYTES);
    if (this.#size <= LARGEST_OBJECT) return;
    throw new ArtifactFailure(
      'failed',
      `Uploading ${this.#title} failed: it is larger than the 5 TiB that an object can have. Compress or split it.`,
    );
  }

  async #assertWhole(signal: AbortSignal): Promise<void> {
    await untilAborted(this.#stream.assertWhole(), signal);
    if (Buffer.from(this.#end).includes(this.#expectedEnd)) return;
    throw new ArtifactFailure(
      'integrity',
      `Uploading ${this.#title} failed: its last ${END_BYTES.toLocaleString('en')} bytes do not contain the text of expect-end, so it is probably cut off. Nothing was uploaded: find out why what writes it ended early.`,
    );
  }
}
