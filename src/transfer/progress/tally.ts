import type { TransferEvent } from '../artifact/event.ts';

/** Milliseconds over which the rate is taken: shorter jumps about, longer hides that a transfer has stalled. */
const WINDOW_MS = 15_000;
/** Milliseconds between two samples of it, so that there are few however many events come. */
const SAMPLE_MS = 250;

/** How far a transfer is. */
export interface Standing {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly failed: number;
  /** Bytes a second that went over the wire lately; `undefined` while that cannot be told. */
  readonly rate: number | undefined;
  /** Seconds; `undefined` while that cannot be told. */
  readonly left: number | undefined;
  /** Whether all bytes have travelled, and files wait for the server, which puts parts together. */
  readonly finishing: boolean;
}

interface Sample {
  readonly at: number;
  readonly sent: number;
}

/** Adds up what a transfer reports. */
export class Tally {
  #totalFiles = 0;
  #totalBytes = 0;
  #files = 0;
  #failed = 0;
  /** Bytes of the files that are done with. */
  #settledBytes = 0;
  /** Bytes of files that were there already, none of which travelled. */
  #skippedBytes = 0;
  #sent = 0;
  readonly #samples: Sample[] = [];

  /** @param at milliseconds since any fixed moment */
  take(event: TransferEvent, at: number): void {
    if (event.kind === 'planned') {
      this.#totalFiles = event.files;
      this.#totalBytes = event.bytes;
    } else if (event.kind === 'sent') {
      this.#sent += event.bytes;
    } else if (event.kind === 'file' && event.outcome !== 'deleted') {
      this.#settle(event);
    } else {
      return;
    }
    this.#sample(at);
  }

  standing(at: number): Standing {
    const bytes = this.#doneBytes();
    const rate = this.#rate(at);
    return {
      files: this.#files,
      totalFiles: this.#totalFiles,
      bytes,
      totalBytes: this.#totalBytes,
      failed: this.#failed,
      rate,
      // All bytes are there, and what is left is for the server to do.
      left:
        rate === undefined || rate === 0 || bytes === this.#totalBytes
          ? undefined
          : (this.#totalBytes - bytes) / rate,
      finishing:
        this.#totalBytes > 0 && bytes === this.#totalBytes && this.#files + this.#failed < this.#totalFiles,
    };
  }

  #settle({ bytes, outcome }: Extract<TransferEvent, { kind: 'file' }>): void {
    if (outcome === 'failed') {
      this.#failed += 1;
      return;
    }
    this.#files += 1;
    this.#settledBytes += bytes;
    if (outcome === 'skipped') this.#skippedBytes += bytes;
  }

  /** What was sent twice, since a request failed half-way, counts once: no more than there is, no less than is done. */
  #doneBytes(): number {
    const travelled = this.#sent + this.#skippedBytes;
    return Math.min(Math.max(travelled, this.#settledBytes), this.#totalBytes);
  }

  #sample(at: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && at - last.at < SAMPLE_MS) return;
    this.#samples.push({ at, sent: this.#sent });
    while ((this.#samples[1]?.at ?? at) < at - WINDOW_MS) this.#samples.shift();
  }

  #rate(at: number): number | undefined {
    const first = this.#samples.findLast((sample) => sample.at <= at - WINDOW_MS) ?? this.#samples[0];
    if (first === undefined || at - first.at < SAMPLE_MS) return undefined;
    return Math.max(((this.#sent - first.sent) * 1000) / (at - first.at), 0);
  }
}
