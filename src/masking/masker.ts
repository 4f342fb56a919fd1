import type { Candidate, Findings, Span } from './pattern-index.ts';
import { SecretIndex } from './secret-index.ts';

const MASK = Buffer.from('***');
const NOTHING = Buffer.alloc(0);

/**
 * The part of an encoding that an idle masker may show: its beginning, when that is where the text rests for now. What
 * is left of a 20-character access key is then 15 unknown characters.
 */
const PART_SHOWN_WHEN_IDLE = 1 / 4;

/**
 * Replaces secrets in a stream of bytes by `***`, in every encoding of {@link encodings}, base64 and hex also when
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass untouched, valid text or not. Where
 * occurrences overlap there is one `***`. How the stream is cut into chunks makes no difference.
 *
 * Only bytes that may be the beginning of a secret are held back: a chunk that does not end like one passes whole.
 */
export class Masker {
  readonly #index: SecretIndex;

  /** Bytes that are still needed: first those already emitted in which an occurrence may have begun, then those held back. */
  #kept: Buffer = NOTHING;
  /** How many of the kept bytes have been emitted, in clear or as a mask. */
  #emitted = 0;
  /** Whether the last thing emitted was a mask. An occurrence that overlaps it needs no mask of its own. */
  #endedInMask = false;

  /**
   * @param secrets see {@link learn}
   * @param index what it learns into, and searches with: its own, or one that it shares
   */
  constructor(secrets: Iterable<string> = [], index = new SecretIndex()) {
    this.#index = index;
    for (const secret of secrets) this.learn(secret);
  }

  /**
   * Masks one more secret from now on, in the bytes held back too. One that is known already, blank or shorter than
   * four bytes changes nothing.
   */
  learn(secret: string): void {
    this.#index.learn(secret);
  }

  /** Bytes held back. */
  get heldBytes(): number {
    return this.#kept.length - this.#emitted;
  }

  /** Takes a chunk in and returns what can be said by now; that may be the chunk itself, not a copy. */
  write(chunk: Uint8Array): Buffer {
    if (chunk.length > 0) {
      this.#kept = this.#kept.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#kept, chunk]);
    }
    return this.#emit(this.#find(), () => true);
  }

  /**
   * To be called when no chunk has come for a while, so that a prompt which ends like the beginning of a secret shows.
   * Releases only up to a quarter of what may become an encoding, for the pause may as well be one in the midst of it.
   * More than that stays held back, however long the pause. When the rest comes it is still masked.
   */
  idle(): Buffer {
    const shown = (start: number) => this.#kept.length - start;
    return this.#emit(this.#find(), ({ start, length }) => shown(start) > length * PART_SHOWN_WHEN_IDLE);
  }

  /** Returns what is left, an incomplete secret included. The next chunk begins a new stream. */
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
    // A copy: a view would keep the whole chunk alive, and its owner may use it again.
    this.#kept = start === this.#kept.length ? NOTHING : Buffer.from(this.#kept.subarray(start));
    this.#emitted = emitted - start;
  }
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/**
 * Up to where the output is the same whether the candidate becomes an occurrence or not: the end of the span that it
 * begins in. Not the end of one more span right after that, as an occurrence across both would leave one mask of two.
 */
function decidedEnd(spans: readonly Span[], { start }: Candidate): number {
  const span = spans.find((span) => span.start <= start && start < span.end);
  return span?.end ?? start;
}
