import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { warn } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { MANIFEST_NAME, PLACEHOLDERS } from '../artifact/key.ts';
import { readGlobs } from '../artifact/path-globs.ts';
import { inParallel } from '../in-parallel.ts';
import { isTaken, type PathPattern } from '../path-pattern.ts';
import { formatCount } from '../progress/units.ts';
import type { UploadOptions } from './upload-options.ts';

/** How many keys are listed ahead of the deletion. */
const BATCH = 1_000;
const UPLOADED_NOTHING = 'Nothing was sent or deleted';
/** How many keys a message names at most. */
const MOST_NAMED = 3;

/** The objects below the prefix that `delete` removes: all that are neither part of the upload nor protected. */
export class Mirror {
  readonly #options: UploadOptions;
  readonly #kept: ReadonlySet<string>;
  readonly #protection: Protection;

  /**
   * @param keys of the upload's files
   * @throws InputError if a pattern of `keep` cannot match anything
   */
  constructor(options: UploadOptions, keys: readonly string[]) {
    const { prefix, latest } = options;
    this.#options = options;
    this.#protection = new Protection(options.keep);
    this.#kept = new Set([...keys, prefix + MANIFEST_NAME, ...(latest === undefined ? [] : [latest])]);
  }

  /**
   * Checks before anything is sent that there are not more than `delete-at-most`. A dry run shows them first.
   *
   * @throws ArtifactFailure of kind `refused` if there are more, or the session may not list them
   */
  async assertFew(): Promise<void> {
    const { stores, deleteAtMost, dryRun } = this.#options;
    if (deleteAtMost === undefined || dryRun) return;
    const state = UPLOADED_NOTHING;
    await this.#explain(state, async () => this.#assertFew(await stores.look(), state));
  }

  /**
   * @returns how many were deleted, or would be in a dry run
   * @throws ArtifactFailure if not all of them could be deleted, or there are more than `delete-at-most`
   */
  async delete(): Promise<number> {
    const { stores, dryRun, latest } = this.#options;
    const uploaded = `All files and their manifest are uploaded${latest === undefined ? '' : ', latest still names the previous upload'}`;
    const state = dryRun ? 'This is a dry run' : uploaded;
    return await this.#explain(state, async () => {
      const look = await stores.look();
      const remove = dryRun ? undefined : await stores.remove();
      if (!dryRun && remove === undefined) throw this.#notAllowed(state);
      // More of them may have come since the first check.
      if (!dryRun) await this.#assertFew(look, state);
      const deleted = await this.#deleteAll(look, remove, state);
      if (dryRun) await this.#assertFew(look, state);
      if (deleted > 0) warn(this.#options, this.#protection.idle.map(describeIdle));
      return deleted;
    });
  }

  async #assertFew(look: ObjectStore | undefined, state: string): Promise<void> {
    const { deleteAtMost, prefix } = this.#options;
    if (deleteAtMost === undefined) return;
    let count = 0;
    const names: string[] = [];
    for await (const key of this.#list(look, state)) {
      count += 1;
      if (names.length < MOST_NAMED) names.push(`'${printable(key.slice(prefix.length))}'`);
    }
    if (count <= deleteAtMost) return;
    throw new ArtifactFailure(
      'refused',
      `${state}: below '${printable(prefix)}', delete would remove ${formatCount(count)} objects, such as ${names.join(', ')}, and delete-at-most is ${formatCount(deleteAtMost)}. Check path and prefix. If all of them are to go, raise delete-at-most.`,
    );
  }

  /** @param remove undefined in a dry run */
  async #deleteAll(
    look: ObjectStore | undefined,
    remove: ObjectStore | undefined,
    state: string,
  ): Promise<number> {
    let deleted = 0;
    let batch: string[] = [];
    const flush = async () => {
      await this.#deleteBatch(remove, batch);
      deleted += batch.length;
      batch = [];
    };
    for await (const key of this.#list(look, state)) {
      batch.push(key);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    return deleted;
  }

  async *#list(look: ObjectStore | undefined, state: string): AsyncGenerator<string> {
    const { prefix, signal } = this.#options;
    if (look === undefined) throw this.#notAllowed(state);
    for await (const { key } of look.listObjects(prefix, signal)) {
      if (!this.#kept.has(key) && !this.#protects(key.slice(prefix.length))) yield key;
    }
  }

  /** Placeholders of killed uploads are hidden, and may go. */
  #protects(path: string): boolean {
    const { selection } = this.#options;
    return this.#protection.covers(path) || (selection.leavesOut(path) && !path.startsWith(PLACEHOLDERS));
  }

  async #deleteBatch(remove: ObjectStore | undefined, keys: readonly string[]): Promise<void> {
    const { prefix, concurrency, onEvent, signal } = this.#options;
    await inParallel(keys, concurrency, signal, async (key, either) => {
      await remove?.deleteObject(key, either);
      onEvent?.({ kind: 'file', path: key.slice(prefix.length), bytes: 0, outcome: 'deleted' });
    });
  }

  async #explain<T>(state: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      if (error.kind === 'refused') throw this.#notAllowed(state, error);
      const failed = `${state}, but not all other objects below the prefix could be listed or deleted`;
      throw new ArtifactFailure('partial', `${failed}. ${error.message}`, { cause: error });
    }
  }

  #notAllowed(state: string, cause?: StoreFailure): ArtifactFailure {
    const where = `below '${printable(this.#options.prefix)}'`;
    const session = 'the role, or the session of an earlier step, must allow';
    const what =
      state === UPLOADED_NOTHING || this.#options.dryRun
        ? `Cannot tell what would be deleted ${where}: ${session} listing there.`
        : `${state}, but deleting other objects ${where} was refused: ${session} listing and deleting there.`;
    return new ArtifactFailure('refused', cause === undefined ? what : `${what} ${cause.message}`, { cause });
  }
}

function describeIdle(written: string): string {
  return `keep has '${printable(written)}', which matches nothing below the prefix.`;
}

/** What the patterns of `keep` protect. They are read as patterns and as names, because no file is here that has the name. */
class Protection {
  readonly #globs: readonly PathPattern[];
  /** With exclusions only, everything else is protected. */
  readonly #byDefault: boolean;
  /** Patterns that have protected nothing so far. */
  readonly #idle: Set<PathPattern>;

  constructor(keep: readonly string[]) {
    this.#globs = readGlobs('keep', keep, []);
    const inclusions = this.#globs.filter(({ excludes }) => !excludes);
    this.#byDefault = keep.length > 0 && inclusions.length === 0;
    this.#idle = new Set(inclusions);
  }

  covers(path: string): boolean {
    for (const pattern of this.#idle) if (matches(pattern, path)) this.#idle.delete(pattern);
    const isNamed = this.#globs.some((pattern) => !pattern.excludes && isName(pattern, path));
    return isTaken(this.#globs, path) ?? (this.#byDefault || isNamed);
  }

  get idle(): string[] {
    return [...this.#idle].map(({ written }) => written);
  }
}

function matches(pattern: PathPattern, path: string): boolean {
  return pattern.takes(path) || isName(pattern, path);
}

function isName({ written }: PathPattern, path: string): boolean {
  const name = written.replace(/\/+$/, '');
  return path === name || path.startsWith(`${name}/`);
}
