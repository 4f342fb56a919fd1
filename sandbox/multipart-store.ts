import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checksum, ChecksumAlgorithm } from './checksum.ts';
import { compareKeys } from './key-index.ts';
import type { ObjectAttributes } from './object-store.ts';
import { describeRecord, type OpenRecord, openRecord, writeRecord } from './record-file.ts';
import { writeWhole } from './whole-file.ts';

/** S3's limits for part numbers. */
export const MAXIMUM_PART_NUMBER = 10_000;

/** A multipart upload in progress. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  readonly attributes: ObjectAttributes;
  /** The user who started it, or whose session did. */
  readonly owner: string;
  /** The checksum algorithm of the parts and the object, if one was requested. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: Checksum['type'] } | undefined;
}

export interface PartDescription {
  readonly number: number;
  readonly size: number;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly lastModified: number;
  readonly checksum?: Checksum | undefined;
}

/** The multipart uploads of one bucket. Each upload is a folder, and each part a record in it. */
export class MultipartStore {
  readonly #directory: string;
  readonly #temporaryPath: () => string;
  readonly #ending = new Map<string, Promise<unknown>>();

  private constructor(directory: string, temporaryPath: () => string) {
    this.#directory = directory;
    this.#temporaryPath = temporaryPath;
  }

  /** @param temporaryPath returns a path for an unfinished file, on the same file system. */
  static async open(directory: string, temporaryPath: () => string): Promise<MultipartStore> {
    await mkdir(directory, { recursive: true });
    return new MultipartStore(directory, temporaryPath);
  }

  async begin(upload: Omit<Upload, 'id'>): Promise<Upload> {
    const begun = { ...upload, id: randomBytes(16).toString('hex') };
    const staging = this.#temporaryPath();
    await mkdir(staging);
    await writeWhole(join(staging, 'upload.json'), JSON.stringify(begun));
    await rename(staging, this.#folder(begun.id));
    return begun;
  }

  /** @returns `undefined` if there is no such upload, or if it is for another key. */
  async find(id: string, key: string): Promise<Upload | undefined> {
    // The ID becomes a part of a path, so only the format of `begin` is accepted.
    const upload = /^[0-9a-f]{32}$/.test(id) ? await this.#read(id) : undefined;
    return upload?.key === key ? upload : undefined;
  }

  /** All uploads, in the order in which S3 lists them. */
  async list(): Promise<Upload[]> {
    const uploads = await Promise.all((await readdir(this.#directory)).map((id) => this.#read(id)));
    return uploads
      .filter((upload) => upload !== undefined)
      .sort((left, right) => compareKeys(left.key, right.key) || compareKeys(left.id, right.id));
  }

  /** @returns `undefined` if the upload has ended meanwhile. The part is then removed. */
  async putPart(
    upload: Upload,
    data: AsyncIterable<Buffer>,
    describe: (size: number) => PartDescription,
  ): Promise<PartDescription | undefined> {
    const path = this.#temporaryPath();
    const part = await writeRecord(path, data, describe);
    try {
      await rename(path, this.#partPath(upload.id, part.number));
      return part;
    } catch (error) {
      await rm(path, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The parts by number. */
  async listParts(upload: Upload): Promise<PartDescription[]> {
    const names = (await readdir(this.#folder(upload.id))).filter((name) => name.startsWith('part-')).sort();
    const parts: PartDescription[] = [];
    for (const name of names) {
      const part = await describeRecord<PartDescription>(join(this.#folder(upload.id), name));
      if (part) parts.push(part);
    }
    return parts;
  }

  async openPart(upload: Upload, number: number): Promise<OpenRecord<PartDescription> | undefined> {
    return openRecord<PartDescription>(this.#partPath(upload.id, number));
  }

  /** Runs the completion or abort of an upload, one at a time for each upload. */
  async exclusively<Result>(id: string, end: () => Promise<Result>): Promise<Result> {
    const previous = this.#ending.get(id) ?? Promise.resolve();
    const running = previous.catch(() => undefined).then(end);
    this.#ending.set(id, running);
    try {
      return await running;
    } finally {
      if (this.#ending.get(id) === running) this.#ending.delete(id);
    }
  }

  /** Removes the upload in one step, and then its parts. */
  async remove(upload: Upload): Promise<void> {
    const doomed = this.#temporaryPath();
    await rename(this.#folder(upload.id), doomed);
    await rm(doomed, { recursive: true, force: true });
  }

  async #read(id: string): Promise<Upload | undefined> {
    try {
      return JSON.parse(await readFile(join(this.#folder(id), 'upload.json'), 'utf8')) as Upload;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #folder(id: string): string {
    return join(this.#directory, id);
  }

  #partPath(id: string, number: number): string {
    return join(this.#folder(id), `part-${String(number).padStart(5, '0')}`);
  }
}
