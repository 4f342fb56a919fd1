import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checksum } from './checksum.ts';
import { KeyIndex } from './key-index.ts';
import { describeRecord, type OpenRecord, openRecord, writeRecord } from './record-file.ts';

/** How many files are opened at once when a bucket is loaded. */
const LOADING_WIDTH = 32;

/** What a client may set when it puts an object. */
export interface ObjectAttributes {
  /** The standard headers that come back with the object (`content-type` and so on), lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, without that prefix; byte for byte in latin1, as headers are. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly (readonly [string, string])[];
  /** The canned ACL it was put with. */
  readonly acl: string;
}

export interface ObjectDescription extends ObjectAttributes {
  readonly key: string;
  /** The user who put it, or whose session did. */
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

/** What the index has: enough for a listing, for conditions and for permission. */
export type ObjectSummary = Pick<
  ObjectDescription,
  'size' | 'etag' | 'lastModified' | 'checksum' | 'owner' | 'acl'
>;

/** Throws when an object may not be replaced or removed. `current` is `undefined` when there is none. */
export type Precondition = (current: ObjectSummary | undefined) => void;

/** A body that is on disk and not yet an object. It must be committed or discarded. */
interface StagedObject {
  readonly path: string;
  readonly description: ObjectDescription;
}

/**
 * The objects of one bucket. A file is named after the SHA-256 of its key, so that no key, however it reads,
 * says anything about a path; the key itself is in the record. Files are not synced one by one: a power cut
 * may lose the last objects, and what it left torn is passed over when the bucket is loaded.
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

  /** Loads the bucket in `directory`, made when it is not there. What a crash left half-written is removed. */
  static async open(directory: string): Promise<ObjectStore> {
    const temporary = join(directory, 'temporary');
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    await mkdir(join(directory, 'objects'), { recursive: true });
    return new ObjectStore(directory, new KeyIndex(await loadSummaries(join(directory, 'objects'))));
  }

  /** A fresh name in the folder for what is not finished; a rename puts it in place. */
  temporaryPath(): string {
    return join(this.temporaryDirectory, randomUUID());
  }

  async open(key: string): Promise<OpenRecord<ObjectDescription> | undefined> {
    return this.index.get(key) && openRecord<ObjectDescription>(this.#path(key));
  }

  /**
   * Puts an object: all of it or, when anything throws, none.
   * @param precondition is asked again in the instant of putting it in place, so of two racing writers who
   * both want to be the first exactly one is.
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
