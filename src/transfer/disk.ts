import {
  close,
  closeSync,
  fchmod,
  fchmodSync,
  fstat,
  fstatSync,
  futimes,
  futimesSync,
  link,
  linkSync,
  lstat,
  lstatSync,
  open,
  openSync,
  read,
  readSync,
  rename,
  renameSync,
  type Stats,
  unlink,
  unlinkSync,
  write,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

type Soon<T> = T | Promise<T>;

/**
 * The system calls of a small file. A file that is open is a descriptor and no FileHandle, whose bookkeeping is half the
 * cost of a small file (5,000 of 8 KiB: 160 ms instead of 250).
 */
export interface Disk {
  open(path: string, flags: number, mode?: number): Soon<number>;
  /** @returns the number of bytes that were read, from `position` on, into `buffer` from `offset` on */
  read(descriptor: number, buffer: Buffer, offset: number, position: number): Soon<number>;
  /** @returns the number of bytes that were written */
  write(descriptor: number, bytes: Buffer, position: number): Soon<number>;
  stat(descriptor: number): Soon<Stats>;
  setMode(descriptor: number, mode: number): Soon<void>;
  setTime(descriptor: number, time: Date): Soon<void>;
  close(descriptor: number): Soon<void>;
  /** The entry itself, without following a link. */
  statPath(path: string): Soon<Stats>;
  rename(from: string, to: string): Soon<void>;
  link(from: string, to: string): Soon<void>;
  remove(path: string): Soon<void>;
}

const opening = promisify(open);
const reading = promisify(read);
const writing = promisify(write);
const settingTime = promisify(futimes);

/** Does the calls in other threads. */
export const backgroundDisk: Disk = {
  open: (path, flags, mode) => opening(path, flags, mode),
  read: async (descriptor, buffer, offset, position) =>
    (await reading(descriptor, buffer, offset, buffer.length - offset, position)).bytesRead,
  write: async (descriptor, bytes, position) =>
    (await writing(descriptor, bytes, 0, bytes.length, position)).bytesWritten,
  stat: promisify(fstat),
  setMode: promisify(fchmod),
  setTime: (descriptor, time) => settingTime(descriptor, time, time),
  close: promisify(close),
  statPath: promisify(lstat),
  rename: promisify(rename),
  link: promisify(link),
  remove: promisify(unlink),
};

/** Does the calls in this thread, and measures them. */
class SynchronousDisk implements Disk {
  #calls = 0;
  #milliseconds = 0;

  /** How long a call took on average, in milliseconds. */
  get pace(): number {
    return this.#milliseconds / Math.max(this.#calls, 1);
  }

  open(path: string, flags: number, mode?: number): number {
    return this.#measure(() => openSync(path, flags, mode));
  }

  read(descriptor: number, buffer: Buffer, offset: number, position: number): number {
    return this.#measure(() => readSync(descriptor, buffer, offset, buffer.length - offset, position));
  }

  write(descriptor: number, bytes: Buffer, position: number): number {
    return this.#measure(() => writeSync(descriptor, bytes, 0, bytes.length, position));
  }

  stat(descriptor: number): Stats {
    return this.#measure(() => fstatSync(descriptor));
  }

  setMode(descriptor: number, mode: number): void {
    this.#measure(() => fchmodSync(descriptor, mode));
  }

  setTime(descriptor: number, time: Date): void {
    this.#measure(() => futimesSync(descriptor, time, time));
  }

  close(descriptor: number): void {
    this.#measure(() => closeSync(descriptor));
  }

  statPath(path: string): Stats {
    return this.#measure(() => lstatSync(path));
  }

  rename(from: string, to: string): void {
    this.#measure(() => renameSync(from, to));
  }

  link(from: string, to: string): void {
    this.#measure(() => linkSync(from, to));
  }

  remove(path: string): void {
    this.#measure(() => unlinkSync(path));
  }

  #measure<T>(call: () => T): T {
    const begun = performance.now();
    try {
      return call();
    } finally {
      this.#calls += 1;
      this.#milliseconds += performance.now() - begun;
    }
  }
}

/** If a call takes longer than this many milliseconds on average, doing it in another thread is cheaper. */
const SLOW_MS = 0.04;
/** How many files are handled in the background after a slow one. The number doubles with each slow file in a row. */
const FEWEST_IN_BACKGROUND = 8;
const MOST_IN_BACKGROUND = 256;

/**
 * Chooses how to do the calls of a small file. On a fast disk, such as for files that a job has just written, each call costs
 * more on its way to another thread and back than on its own (2,000 files of 8 KiB: a third of the whole download). A slow
 * disk, such as one on the network, must not hold up everything else.
 */
export class PacedDisk {
  #left = 0;
  #next = FEWEST_IN_BACKGROUND;

  async use<T>(work: (disk: Disk) => Promise<T>): Promise<T> {
    if (this.#left > 0) {
      this.#left -= 1;
      return await work(backgroundDisk);
    }
    const disk = new SynchronousDisk();
    try {
      return await work(disk);
    } finally {
      if (disk.pace < SLOW_MS) this.#next = FEWEST_IN_BACKGROUND;
      else {
        this.#left = this.#next;
        this.#next = Math.min(this.#next * 2, MOST_IN_BACKGROUND);
      }
    }
  }
}
