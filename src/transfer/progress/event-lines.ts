import { jsonLine } from '../../printable.ts';
import type { TransferEvent } from '../artifact/event.ts';
import { Tally } from './tally.ts';

/** Milliseconds between two lines of progress. */
const PERIOD_MS = 1_000;

export interface EventLinesOptions {
  readonly write: (line: string) => void;
  /** Milliseconds since any fixed moment; never goes back. */
  readonly now: () => number;
}

/**
 * Reports a transfer as lines of JSON for programs. Instead of `sent` events, which come with every chunk of a body, it
 * prints `{"event":"progress",…}` at most once a second.
 */
export class EventLines {
  readonly #options: EventLinesOptions;
  readonly #tally = new Tally();
  #saidAt: number;

  constructor(options: EventLinesOptions) {
    this.#options = options;
    this.#saidAt = options.now();
  }

  take(event: TransferEvent): void {
    const at = this.#options.now();
    this.#tally.take(event, at);
    if (event.kind !== 'sent') this.#write(event);
    if (at - this.#saidAt < PERIOD_MS) return;
    this.#saidAt = at;
    const { files, totalFiles, bytes, totalBytes, failed, rate } = this.#tally.stateAt(at);
    const bytesPerSecond = rate === undefined ? {} : { bytesPerSecond: Math.round(rate) };
    this.#options.write(
      jsonLine({ event: 'progress', files, totalFiles, bytes, totalBytes, failed, ...bytesPerSecond }),
    );
  }

  #write({ kind, ...detail }: TransferEvent): void {
    this.#options.write(jsonLine({ event: kind, ...detail }));
  }
}
