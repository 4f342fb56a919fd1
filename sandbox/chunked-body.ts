import { createHash } from 'node:crypto';
import { WireError } from './error.ts';
import { type SigningContext, sameSignature, signChunk, signTrailers } from './signature.ts';

/** Bytes. Enough for a chunk's size and signature, and for a checksum trailer. */
const MAXIMUM_LINE = 1024;
const MAXIMUM_TRAILERS = 8;
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/** The framing of an aws-chunked body, as announced by `x-amz-content-sha256` and `x-amz-trailer`. */
export interface ChunkFraming {
  /** Present if each chunk is signed. */
  readonly signing: SigningContext | undefined;
  /** Lower-case names of the trailers to expect; `undefined` when the body has none. */
  readonly trailers: readonly string[] | undefined;
  /** `x-amz-decoded-content-length`, bytes. */
  readonly decodedLength: number;
}

/**
 * Decodes an aws-chunked body as it arrives, and verifies each signature after its chunk.
 * Data is passed on before it is verified, so a reader must not keep anything until the iteration has ended.
 */
export class ChunkedBody {
  readonly trailers = new Map<string, string>();
  readonly #source: ByteSource;
  readonly #framing: ChunkFraming;
  #previousSignature: string;

  constructor(source: AsyncIterator<Buffer>, framing: ChunkFraming) {
    this.#source = new ByteSource(source);
    this.#framing = framing;
    this.#previousSignature = framing.signing?.seedSignature ?? '';
  }

  /** @throws WireError IncompleteBody, SignatureDoesNotMatch or MalformedTrailerError. */
  async *data(): AsyncGenerator<Buffer> {
    let received = 0;
    for (;;) {
      const { size, signature } = parseChunkHeader(
        await this.#source.readLine(),
        this.#framing.signing !== undefined,
      );
      received += size;
      if (received > this.#framing.decodedLength) throw wrongLength(this.#framing.decodedLength);
      yield* this.#readChunk(size, signature);
      if (size === 0) break;
      await this.#expectLineEnd();
    }
    if (received !== this.#framing.decodedLength) throw wrongLength(this.#framing.decodedLength);
    await this.#readTrailers();
    if (!(await this.#source.atEnd())) throw new WireError('InvalidRequest', 'Bytes follow the last chunk.');
  }

  async *#readChunk(size: number, signature: string): AsyncGenerator<Buffer> {
    const hash = this.#framing.signing && createHash('sha256');
    for (let left = size; left > 0; ) {
      const bytes = await this.#source.read(left);
      left -= bytes.length;
      hash?.update(bytes);
      yield bytes;
    }
    if (hash && this.#framing.signing) {
      const expected = signChunk(this.#framing.signing, this.#previousSignature, hash.digest('hex'));
      this.#accept(expected, signature, 'chunk');
    }
  }

  async #expectLineEnd(): Promise<void> {
    if ((await this.#source.readLine()) !== '')
      throw new WireError('InvalidRequest', 'A chunk is longer than its size.');
  }

  async #readTrailers(): Promise<void> {
    let canonical = '';
    for (let count = 0; !(await this.#source.atEnd()); count++) {
      const line = await this.#source.readLine();
      if (line === '') break;
      const [, name = '', value = ''] = /^([!-9;-~]+):\s*(.*?)\s*$/.exec(line) ?? [];
      if (count >= MAXIMUM_TRAILERS) throw malformedTrailer('there are too many');
      if (name.toLowerCase() === TRAILER_SIGNATURE) this.#verifyTrailers(canonical, value);
      else canonical += `${this.#keepTrailer(name.toLowerCase(), value)}\n`;
    }
    this.#checkAllPresent();
  }

  #keepTrailer(name: string, value: string): string {
    const announced = this.#framing.trailers?.includes(name) ?? false;
    const signed = this.trailers.has(TRAILER_SIGNATURE);
    if (!announced || signed || this.trailers.has(name))
      throw malformedTrailer('one was not announced, or is repeated');
    this.trailers.set(name, value);
    return `${name}:${value}`;
  }

  #verifyTrailers(canonical: string, signature: string): void {
    if (!this.#framing.signing) throw malformedTrailer('a signature was not announced');
    this.#accept(
      signTrailers(this.#framing.signing, this.#previousSignature, canonical),
      signature,
      'trailer',
    );
    this.trailers.set(TRAILER_SIGNATURE, signature);
  }

  #checkAllPresent(): void {
    const expected = this.#framing.trailers ?? [];
    const missing = expected.find((name) => !this.trailers.has(name));
    if (missing !== undefined) throw malformedTrailer(`${missing} was announced but is missing`);
    if (this.#framing.signing && this.#framing.trailers && !this.trailers.has(TRAILER_SIGNATURE)) {
      throw malformedTrailer('they are not signed');
    }
  }

  #accept(expected: string, presented: string, what: string): void {
    if (!sameSignature(expected, presented)) {
      throw new WireError('SignatureDoesNotMatch', `The signature of a ${what} of the body does not match.`);
    }
    this.#previousSignature = presented;
  }
}

function parseChunkHeader(line: string, signed: boolean): { size: number; signature: string } {
  const [, size, signature] = /^([0-9A-Fa-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
  if (size === undefined || signed !== (signature !== undefined)) {
    throw new WireError('InvalidRequest', 'A chunk of the body has an invalid header.');
  }
  return { size: Number.parseInt(size, 16), signature: signature ?? '' };
}

function wrongLength(expected: number): WireError {
  return new WireError(
    'IncompleteBody',
    `The decoded body does not have the announced length of ${expected} bytes.`,
  );
}

function malformedTrailer(what: string): WireError {
  return new WireError('MalformedTrailerError', `The trailers of the body are invalid: ${what}.`);
}

/** Reads lines and bytes from a stream of buffers. Holds one buffer at a time. */
class ByteSource {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source;
  }

  async atEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) return true;
      this.#rest = next.value;
    }
    return false;
  }

  /** Up to `maximum` bytes, at least one. */
  async read(maximum: number): Promise<Buffer> {
    if (await this.atEnd()) throw new WireError('IncompleteBody', 'The body ended in the middle of a chunk.');
    const bytes = this.#rest.subarray(0, maximum);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  /** One line without its CRLF. */
  async readLine(): Promise<string> {
    let line = '';
    while (!line.endsWith('\n')) {
      if (line.length > MAXIMUM_LINE)
        throw new WireError('InvalidRequest', 'A line of the chunked body is too long.');
      await this.atEnd();
      const end = this.#rest.indexOf(0x0a) + 1;
      line += (await this.read(end === 0 ? MAXIMUM_LINE : end)).toString('latin1');
    }
    return line.replace(/\r?\n$/, '');
  }
}
