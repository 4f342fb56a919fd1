import type { Hash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** A SHA-256 that is computed in the thread. */
export interface Digest {
  readonly id: number;
}

/** Bytes after which a reading may be stopped, and others have their turn: 10 ms. */
const SLICE = 8 * 1024 * 1024;

interface Order {
  readonly id: number;
  /** The digests that it is for, by their numbers. */
  readonly digests: readonly number[];
  /** What is to be read, to its last byte or the file's end; nothing when the digests are to be told. */
  readonly range?: { readonly descriptor: number; readonly start: number; readonly end: number };
}

/** What came of an order. */
interface Report {
  readonly id: number;
  readonly bytes?: number;
  /** Hexadecimal. */
  readonly sha256?: string;
  readonly failure?: { readonly code: string; readonly syscall: string; readonly message: string };
}

interface Waiting {
  resolve(report: Report): void;
  reject(error: unknown): void;
}

/**
 * Reads and hashes files in a thread of its own, while the one that asks sends what was hashed before: a GiB whose every byte
 * goes into two digests keeps a core busy for 1.2 s of the 2.6 that its upload took (measured). The thread is there from the
 * first order on, until the end.
 */
export class Hashing {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #lastId = 0;
  #lost: Error | undefined;

  begin(): Digest {
    this.#lastId += 1;
    return { id: this.#lastId };
  }

  /**
   * Reads a range of an open file into digests. The file has to stay open until it is over.
   *
   * @param end after the last byte
   * @returns how many bytes there were
   * @throws the system's error, or the signal's reason when it is aborted
   */
  async read(
    digests: readonly Digest[],
    descriptor: number,
    start: number,
    end: number,
    signal?: AbortSignal,
  ): Promise<number> {
    for (let at = start; at < end; ) {
      signal?.throwIfAborted();
      const to = Math.min(end, at + SLICE);
      const { bytes = 0 } = await this.#ask(digests, { descriptor, start: at, end: to });
      at += bytes;
      if (at < to) return at - start;
    }
    return end - start;
  }

  /** @returns the SHA-256 in hexadecimal; the digest is over */
  async finish(digest: Digest): Promise<string> {
    const { sha256 = '' } = await this.#ask([digest]);
    return sha256;
  }

  /** Ends the thread. Nothing may be under way. */
  async close(): Promise<void> {
    this.#lose(new Error('Hashing was closed.'));
    await this.#thread?.terminate();
  }

  async #ask(digests: readonly Digest[], range?: Order['range']): Promise<Report> {
    if (this.#lost !== undefined) throw this.#lost;
    this.#thread ??= this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const order: Order = { id, digests: digests.map((digest) => digest.id), ...(range && { range }) };
    const thread = this.#thread;
    const report = await new Promise<Report>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      thread.postMessage(order);
    });
    if (report.failure === undefined) return report;
    const { message, ...rest } = report.failure;
    throw Object.assign(new Error(message), rest);
  }

  #start(): Worker {
    // Its text, since a bundle has no file of it. What it uses it has to get by itself.
    const thread = new Worker(`(${hashInThread})()`, { eval: true, env: {}, execArgv: [] });
    thread.on('message', (report: Report) => {
      this.#waiting.get(report.id)?.resolve(report);
      this.#waiting.delete(report.id);
    });
    thread.on('error', (error) => this.#lose(error));
    thread.on('exit', () => this.#lose(new Error('The hashing thread has ended.')));
    return thread;
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function hashInThread(): void {
  const threads = process.getBuiltinModule('node:worker_threads');
  const crypto = process.getBuiltinModule('node:crypto');
  const fs = process.getBuiltinModule('node:fs');
  const buffer = Buffer.allocUnsafeSlow(512 * 1024);
  const hashes = new Map<number, Hash>();

  function hashOf(id: number): Hash {
    const hash = hashes.get(id) ?? crypto.createHash('sha256');
    hashes.set(id, hash);
    return hash;
  }

  function read(digests: readonly number[], { descriptor, start, end }: NonNullable<Order['range']>): number {
    const all = digests.map(hashOf);
    let position = start;
    while (position < end) {
      const bytes = fs.readSync(descriptor, buffer, 0, Math.min(buffer.length, end - position), position);
      if (bytes === 0) break;
      const chunk = buffer.subarray(0, bytes);
      for (const hash of all) hash.update(chunk);
      position += bytes;
    }
    return position - start;
  }

  function finish(digests: readonly number[]): string {
    const [id = 0] = digests;
    const sha256 = hashOf(id).digest('hex');
    hashes.delete(id);
    return sha256;
  }

  threads.parentPort?.on('message', ({ id, digests, range }: Order) => {
    let report: Report;
    try {
      report = range === undefined ? { id, sha256: finish(digests) } : { id, bytes: read(digests, range) };
    } catch (error) {
      const { code = '', syscall = '', message } = error as NodeJS.ErrnoException;
      report = { id, failure: { code, syscall, message } };
    }
    threads.parentPort?.postMessage(report);
  });
}
