import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checksum } from './checksum.ts';
import { KeyIndex } from './key-index.ts';
import { describeRecord, type OpenRecord, openRecord, writeRecord } from './record-file.ts';

/** How many files are opened at once when a bucket is loaded. */
const LOADING_WIDTH = 32;

/** What a client may set when it uploads an object. */
export interface ObjectAttributes {
  /** The standard headers that are returned with the object, such as `content-type`. Lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*` without that prefix, in latin1 like all headers. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly (readonly [string, string])[];
  /** The canned ACL of the upload. */
  readonly acl: string;
}

export interface ObjectDescription extends ObjectAttributes {
  readonly key: string;
  /** The user who uploaded it, or whose session did. */
  readonly owner: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly checksum?: Checksum | undefined;
  /** The sizes of the parts of a multipart object, in order. */
  readonly parts?: readonly number[] | undefined;
}

/** An entry of the index. Enough for listings, conditions and permissions. */
export type ObjectSummary = Pick<
  ObjectDescription,
  'size' | 'etag' | 'lastModified' | 'checksum' | 'owner' | 'acl'
>;

/** Throws if an object must not be replaced or removed. `current` is `undefined` if there is none. */
export type Precondition = (current: ObjectSummary | undefined) => void;

/** A body that is on disk but not yet an object. It must be committed or discarded. */
interface StagedObject {
  readonly path: string;
  readonly description: ObjectDescription;
}

/**
 * The objects of one bucket. Files are named after the SHA-256 of the key, so that no key can become a path. The record
 * contains the key itself. Files are not synced, so a power failure can lose the newest objects. Incomplete files are
 * ignored when the bucket is loaded.
 */
export class ObjectStore {
  readonly index: KeyIndex<ObjectSummary>;
  readonly temporaryDirectory: string;
  readonly #objectDirectory: string;
  readonly #madeDirectories = new Set<string>();

  private constructor(directory: string, index: KeyIndex<ObjectSummary>) {
    this.#objectDirectory = join(directory, 'objects');
    this.temporaryDirectory = join(directory, 'temporary');
    this.index = index;
  }

  /** Loads the bucket in `directory`, which is created if it does not exist. Removes what a crash left incomplete. */
  static async open(directory: string): Promise<ObjectStore> {
    const temporary = join(directory, 'temporary');
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    await mkdir(join(directory, 'objects'), { recursive: true });
    return new ObjectStore(directory, new KeyIndex(await loadSummaries(join(directory, 'objects'))));
  }

  /** A new path in the folder for unfinished files. A finished file is renamed to its own path. */
  temporaryPath(): string {
    return join(this.temporaryDirectory, randomUUID());
  }

  async open(key: string): Promise<OpenRecord<ObjectDescription> | undefined> {
    return this.index.get(key) && openRecord<ObjectDescription>(this.#path(key));
  }

  /**
   * Stores an object, or nothing if anything throws.
   * @param precondition is checked again at the moment of the rename, so that exactly one of two racing writers can be the
   * first.
   */
  async put(
    data: AsyncIterable<Buffer>,
    describe: (size: number) => ObjectDescription,
    precondition: Precondition,
  ): Promise<ObjectDescription> {
    const path = this.temporaryPath();
    const description = await writeRecord(path, data, describe);
    this.#commit({ path, description }, precondition);
    return description;
  }

  /** Removes an object if there is one. */
  remove(key: string, precondition: Precondition): void {
    precondition(this.index.get(key));
    rmSync(this.#path(key), { force: true });
    this.index.delete(key);
  }

  /** Synchronous from the check to the rename, so that nothing can happen between them. */
  #commit({ path, description }: StagedObject, precondition: Precondition): void {
    try {
      precondition(this.index.get(description.key));
      const target = this.#path(description.key);
      this.#makeDirectory(join(target, '..'));
      renameSync(path, target);
      this.index.set(description.key, summarize(description));
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }

  #makeDirectory(directory: string): void {
    if (this.#madeDirectories.has(directory)) return;
    mkdirSync(directory, { recursive: true });
    this.#madeDirectories.add(directory);
  }

  #path(key: string): string {
    const name = createHash('sha256').update(key, 'utf8').digest('hex');
    return join(this.#objectDirectory, name.slice(0, 2), name);
  }
}

function summarize(description: ObjectDescription): ObjectSummary {
  const { size, etag, lastModified, checksum, owner, acl } = description;
  return { size, etag, lastModified, checksum, owner, acl };
}

async function loadSummaries(directory: string): Promise<[string, ObjectSummary][]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const summaries: [string, ObjectSummary][] = [];
  const load = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const description = await describeRecord<ObjectDescription>(path);
      if (description) summaries.push([description.key, summarize(description)]);
    }
  };
  await Promise.all(Array.from({ length: LOADING_WIDTH }, load));
  return summaries;
}
