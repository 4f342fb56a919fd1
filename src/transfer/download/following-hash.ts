import type { FileHandle } from 'node:fs/promises';
import type { Digest, Hashing } from '../hashing.ts';
import type { Span } from './span.ts';

/**
 * Hashes a file in order, in the thread that hashes, while its spans are written in any. It reads what has just been
 * written, which the system still has in memory: with the network's bytes the disk's are verified.
 */
export class FollowingHash {
  readonly #hashing: Hashing;
  readonly #digest: Digest;
  readonly #handle: FileHandle;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Ends of what is written and not hashed yet, by where it starts. */
  readonly #written = new Map<number, number>();
  #at = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(hashing: Hashing, handle: FileHandle, signal: AbortSignal) {
    this.#hashing = hashing;
    this.#digest = hashing.begin();
    this.#handle = handle;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Takes note of a span. Nobody waits for its hashing but {@link digest}. */
  written({ start, end }: Span): void {
    this.#written.set(start, end);
    this.#reading = this.#reading.then(() => this.#follow());
    this.#reading.catch(() => undefined);
  }

  /**
   * To be called when all is written.
   *
   * @returns the SHA-256 in hexadecimal
   * @throws the system's error, or the signal's reason if it is aborted
   */
  async digest(): Promise<string> {
    await this.#reading;
    return await this.#hashing.finish(this.#digest);
  }

  /** Ends it. Resolves when the file is not read any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading.catch(() => undefined);
  }

  async #follow(): Promise<void> {
    for (;;) {
      const end = this.#written.get(this.#at);
      if (end === undefined) return;
      await this.#hashing.read([this.#digest], this.#handle.fd, this.#at, end, this.#signal);
      this.#written.delete(this.#at);
      this.#at = end;
    }
  }
}
