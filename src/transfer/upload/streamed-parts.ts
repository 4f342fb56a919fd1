import { ArtifactFailure } from '../artifact/failure.ts';
import { MOST_PARTS, PARTS_OF_A_SIZE, streamedPartSize } from '../part-plan.ts';
import { formatBytes } from '../progress/units.ts';
import type { PartSource, SourcePart, WholeContent } from './part-source.ts';
import type { StreamedInput, StreamedPiece } from './streamed-input.ts';

/** Bytes of parts that are kept in memory until they have been sent. */
const MOST_KEPT = 64 * 1024 ** 2;

/** The parts of a stream. The later ones are larger, because nobody knows how many there will be. */
export class StreamedParts implements PartSource {
  readonly #input: StreamedInput;
  readonly #partSize: number;
  readonly #digests: string[] = [];
  #first: StreamedPiece | undefined;

  /** @param first of `partSize` bytes, read already */
  constructor(input: StreamedInput, first: StreamedPiece, partSize: number) {
    this.#input = input;
    this.#first = first;
    this.#partSize = partSize;
  }

  async *read(signal: AbortSignal): AsyncGenerator<SourcePart> {
    for (let number = 1, isLast = false; !isLast; number += 1) {
      if (number > MOST_PARTS) throw tooLong(this.#input.size);
      const piece = this.#first ?? (await this.#input.read(streamedPartSize(number, this.#partSize), signal));
      this.#first = undefined;
      this.#digests.push(piece.sha256);
      const { bytes, sha256, release } = piece;
      isLast = piece.isLast;
      yield { number, body: { sha256, bytes: bytes.length, open: () => bytes }, release };
    }
  }

  mostAhead({ number }: SourcePart): number {
    const next = streamedPartSize(number + 1, this.#partSize);
    return Math.max(Math.floor(MOST_KEPT / next) - 1, 1);
  }

  async assertUnchanged(): Promise<void> {
    // What is in memory does not change.
  }

  async finish(): Promise<WholeContent> {
    const whole = { size: this.#input.size, sha256: this.#input.digest() };
    // In a manifest all parts but the last have one size.
    if (this.#digests.length > PARTS_OF_A_SIZE) return whole;
    return { ...whole, parts: { size: this.#partSize, sha256: this.#digests } };
  }
}

function tooLong(size: number): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `The upload failed after ${formatBytes(size)}: that is as much as fits into ${MOST_PARTS.toLocaleString('en')} parts. Nothing was uploaded: set a larger part-size, which needs more memory.`,
  );
}
