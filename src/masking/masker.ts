import type { Candidate, Findings, Span } from './pattern-index.ts';
import { SecretIndex } from './secret-index.ts';

const MASK = Buffer.from('***');
const NOTHING = Buffer.alloc(0);

/**
 * The part of an encoding that an idle masker may show, if the text pauses there: its beginning. Of a 20-character access
 * key, 15 characters then remain unknown.
 */
const PART_SHOWN_WHEN_IDLE = 1 / 4;

/**
 * Replaces secrets in a stream of bytes by `***`, in every encoding of {@link encodings}, also in base64 and hex that is
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass unchanged, valid text or not. Overlapping
 * occurrences become one `***`. It does not matter how the stream is divided into chunks.
 *
 * Only bytes that may begin a secret are held back. A chunk that does not end like this passes completely.
 */
export class Masker {
  readonly #index: SecretIndex;

  /** Bytes that are still needed: first emitted ones in which an occurrence may have begun, then those held back. */
  #kept: Buffer = NOTHING;
  /** How many of the kept bytes have been emitted, in clear or as a mask. */
  #emitted = 0;
  /** Whether the last output was a mask. An occurrence that overlaps it needs no mask of its own. */
  #endedInMask = false;

  /**
   * @param secrets see {@link learn}
   * @param index the index to use: its own, or a shared one
   */
  constructor(secrets: Iterable<string> = [], index = new SecretIndex()) {
    this.#index = index;
    for (const secret of secrets) this.learn(secret);
  }

  /**
   * Masks another secret from now on, including in bytes that are held back. A known or blank secret, or one shorter than
   * four bytes, changes nothing.
   */
  learn(secret: string): void {
    this.#index.learn(secret);
  }

  /** Bytes held back. */
  get heldBytes(): number {
    return this.#kept.length - this.#emitted;
  }

  /** Accepts a chunk and returns the output that is certain. That may be the chunk itself, not a copy. */
  write(chunk: Uint8Array): Buffer {
    if (chunk.length > 0) {
      this.#kept = this.#kept.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#kept, chunk]);
    }
    return this.#emit(this.#find(), () => true);
  }

  /**
   * Call this when no chunk has arrived for a while, so that a prompt which ends like the beginning of a secret is shown.
   * It releases at most a quarter of a possible encoding, because the pause may be in the middle of a secret. The rest
   * stays held back, however long the pause, and is masked if it turns out to be a secret.
   */
  idle(): Buffer {
    const shown = (start: number) => this.#kept.length - start;
    return this.#emit(this.#find(), ({ start, length }) => shown(start) > length * PART_SHOWN_WHEN_IDLE);
  }

  /** Returns the rest, including an incomplete secret. The next chunk begins a new stream. */
  end(): Buffer {
    const rest = this.#emit(this.#find(), () => false);
    this.#kept = NOTHING;
    this.#emitted = 0;
    this.#endedInMask = false;
    return rest;
  }

  #find(): Findings {
    return this.#index.find(this.#kept);
  }

  #emit({ spans, candidates }: Findings, blocks: (candidate: Candidate) => boolean): Buffer {
    let end = this.#kept.length;
    for (const candidate of candidates) {
      if (blocks(candidate)) end = Math.min(end, Math.max(decidedEnd(spans, candidate), this.#emitted));
    }
    const output = this.#render(spans, end);
    this.#keepFrom(Math.min(end, candidates[0]?.start ?? end), end);
    return output;
  }

  /** The bytes from the last emitted one up to `end`. */
  #render(spans: readonly Span[], end: number): Buffer {
    const parts: Buffer[] = [];
    let at = this.#emitted;
    for (const span of spans) {
      if (span.end <= at) continue;
      if (span.start >= end) break;
      if (span.start > at) parts.push(this.#kept.subarray(at, span.start));
      if (span.start >= at || !this.#endedInMask) parts.push(MASK);
      at = span.end;
      this.#endedInMask = true;
    }
    if (at < end) {
      parts.push(this.#kept.subarray(at, end));
      this.#endedInMask = false;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  #keepFrom(start: number, emitted: number): void {
    // A copy, because a view would keep the whole chunk alive, and its owner may reuse it.
    this.#kept = start === this.#kept.length ? NOTHING : Buffer.from(this.#kept.subarray(start));
    this.#emitted = emitted - start;
  }
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/**
 * The position up to which the output does not depend on whether the candidate becomes an occurrence: the end of the span
 * that it begins in. It is not the end of an adjacent next span, because an occurrence across both would turn two masks
 * into one.
 */
function decidedEnd(spans: readonly Span[], { start }: Candidate): number {
  const span = spans.find((span) => span.start <= start && start < span.end);
  return span?.end ?? start;
}
