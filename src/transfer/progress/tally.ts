import type { TransferEvent } from '../artifact/event.ts';

/** Milliseconds over which the rate is measured. A shorter window is unsteady, a longer one hides a stall. */
const WINDOW_MS = 15_000;
/** Milliseconds between two samples. This limits their number, however many events there are. */
const SAMPLE_MS = 250;

/** The progress of a transfer. */
export interface ProgressState {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  /** `undefined` while nobody knows. */
  readonly totalBytes: number | undefined;
  readonly failed: number;
  /** The current rate in bytes per second. `undefined` while it is unknown. */
  readonly rate: number | undefined;
  /** The remaining time in seconds. `undefined` while it is unknown. */
  readonly left: number | undefined;
  /** Whether all bytes are sent, and only the server still has work, such as assembling parts. */
  readonly finishing: boolean;
}

interface Sample {
  readonly at: number;
  readonly sent: number;
}

export class Tally {
  #totalFiles = 0;
  #totalBytes: number | undefined = 0;
  #files = 0;
  #failed = 0;
  /** Bytes of finished files. */
  #settledBytes = 0;
  /** Bytes of files that existed and were not sent. */
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
    } else if (event.kind === 'file' && !['deleted', 'headers-changed'].includes(event.outcome)) {
      this.#settle(event);
    } else {
      return;
    }
    this.#sample(at);
  }

  stateAt(at: number): ProgressState {
    const bytes = this.#doneBytes();
    const rate = this.#rate(at);
    const total = this.#totalBytes;
    return {
      files: this.#files,
      totalFiles: this.#totalFiles,
      bytes,
      totalBytes: total,
      failed: this.#failed,
      rate,
      // All bytes are sent, so the rest of the time is the server's.
      left:
        rate === undefined || rate === 0 || total === undefined || bytes === total
          ? undefined
          : (total - bytes) / rate,
      finishing:
        total !== undefined && total > 0 && bytes === total && this.#files + this.#failed < this.#totalFiles,
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

  /**
   * Bytes that were sent twice, because a request failed halfway, count once. The result stays between the finished and the
   * total bytes.
   */
  #doneBytes(): number {
    const travelled = this.#sent + this.#skippedBytes;
    return Math.min(Math.max(travelled, this.#settledBytes), this.#totalBytes ?? Number.POSITIVE_INFINITY);
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
