import type { FileHandle } from 'node:fs/promises';
import type { Digest, Hashing } from '../hashing.ts';
import type { Span } from './span.ts';

/**
 * Hashes a file in order, in the hashing thread, while its spans are written in any order. It reads back what was just
 * written and is still in the system's cache, so it verifies the disk's bytes along with the network's.
 */
export class FollowingHash {
  readonly #hashing: Hashing;
  readonly #digest: Digest;
  readonly #handle: FileHandle;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** The spans that are written and not yet hashed: their ends, by their starts. */
  readonly #written = new Map<number, number>();
  #at = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(hashing: Hashing, digest: Digest, handle: FileHandle, signal: AbortSignal) {
    this.#hashing = hashing;
    this.#digest = digest;
    this.#handle = handle;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Notes a written span. Only {@link digest} waits for its hashing. */
  written({ start, end }: Span): void {
    this.#written.set(start, end);
    this.#reading = this.#reading.then(() => this.#follow());
    this.#reading.catch(() => undefined);
  }

  /**
   * Call this when everything is written.
   *
   * @returns the digest in hexadecimal
   * @throws the system's error, or the signal's reason if it is aborted
   */
  async digest(): Promise<string> {
    await this.#reading;
    return await this.#hashing.finish(this.#digest);
  }

  /** Stops the hashing. Resolves when the file is no longer read. */
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
