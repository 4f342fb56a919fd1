import { createHash } from 'node:crypto';
import { type Checksum, type ChecksumAlgorithm, startChecksum } from './checksum.ts';

/** The digests of a whole body. */
export interface BodyDigests {
  /** In hexadecimal. It is the ETag of an object that was uploaded in one request. */
  readonly md5: string;
  readonly checksum: Checksum | undefined;
}

/** Computes the MD5 of a stream and, if requested, one checksum. */
export class BodyDigest {
  readonly #md5 = createHash('md5');
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #checksum: ReturnType<typeof startChecksum> | undefined;

  constructor(algorithm: ChecksumAlgorithm | undefined) {
    this.#algorithm = algorithm;
    this.#checksum = algorithm && startChecksum(algorithm);
  }

  update(bytes: Buffer): void {
    this.#md5.update(bytes);
    this.#checksum?.update(bytes);
  }

  /** Passes a stream through and digests it. */
  async *pass(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      this.update(bytes);
      yield bytes;
    }
  }

  /** Call once, at the end. */
  finish(): BodyDigests {
    const value = this.#checksum?.digest().toString('base64');
    const algorithm = this.#algorithm;
    return {
      md5: this.#md5.digest('hex'),
      checksum: algorithm && value !== undefined ? { algorithm, value, type: 'FULL_OBJECT' } : undefined,
    };
  }
}
