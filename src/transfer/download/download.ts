import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { TransferEvent } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile, ManifestLink } from '../artifact/manifest.ts';
import { asPrefix } from '../artifact/prefix-template.ts';
import { Hashing } from '../hashing.ts';
import { inParallel } from '../in-parallel.ts';
import { formatBytes } from '../progress/units.ts';
import { type FoundArtifact, findArtifact } from './artifact-source.ts';
import { type Choice, choose } from './choice.ts';
import { checkManifestSha256 } from './download-inputs.ts';
import type { EntryCount } from './entry.ts';
import { type FileFailure, isOutage, judgeFile, summarize } from './file-failures.ts';
import type { Transfer } from './file-fetch.ts';
import { fetchFile } from './file-transfer.ts';
import { needsLink, restoreLink } from './link-restoring.ts';
import { describeSystemError, isSystemError, notToReplace } from './local-failure.ts';
import { compare, statOf } from './local-file.ts';
import { PartialFile } from './partial-file.ts';
import { TargetFolder } from './target-folder.ts';

export interface DownloadOptions {
  readonly store: ObjectStore;
  /** Where the artifact is, when neither `manifestKey` nor `latest` says so. */
  readonly prefix: string;
  readonly manifestKey?: string | undefined;
  /** Hexadecimal: what the manifest has to be. */
  readonly manifestSha256?: string | undefined;
  /** The key of the pointer to the latest artifact. */
  readonly latest?: string | undefined;
  /** Made when it is not there. */
  readonly directory: string;
  /** Files at once, and ranges of a big one; how many requests are in flight is the store's to limit. */
  readonly concurrency: number;
  /** Bytes of a range of a big file; 16 MiB. */
  readonly partSize?: number | undefined;
  /** Whether files with other content are replaced. */
  readonly overwrite: boolean;
  /** Globs; a file or link is taken when one of them matches its path. */
  readonly include?: readonly string[] | undefined;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** What a download needs once the artifact has been found. */
export type RestoreOptions = Omit<DownloadOptions, 'prefix' | 'manifestKey' | 'manifestSha256' | 'latest'>;

export interface DownloadResult {
  /** Absolute, and without symbolic links. */
  readonly directory: string;
  /** All that were asked for, the links not counted; as `bytes`, `downloaded` and `skipped`. */
  readonly files: number;
  readonly links: number;
  readonly bytes: number;
  readonly downloaded: number;
  readonly skipped: number;
  readonly manifestKey: string;
  readonly manifestSha256: string;
}

/** What is in the way of a file. */
const THERE = {
  different: 'a file with different content is there',
  unreadable: 'a file that this user may not read is there',
} as const;

const DEFAULT_PART_SIZE = 16 * 1024 ** 2;
/** Files that are compared at once with what is there: the disk and the hash are the limit, not a wait. */
const COMPARED_AT_ONCE = 4;

/**
 * Fetches the files that a manifest lists, verifies them, and gives them their names, modes and times; then makes the
 * links. What is there with the right content is left alone, so that a download that was interrupted goes on. Nothing is
 * changed when something may not be replaced.
 *
 * @throws InputError when the prefix, the digest or a glob is wrong
 * @throws ArtifactFailure when not everything is at its place. No file under its final name is unfinished or unverified.
 * @throws the signal's reason if it is aborted
 */
export async function download(options: DownloadOptions): Promise<DownloadResult> {
  const { manifestSha256 } = options;
  const whereabouts = {
    ...options,
    prefix: asPrefix(options.prefix),
    manifestSha256: manifestSha256 === undefined ? undefined : checkManifestSha256(manifestSha256),
  };
  return await restoreArtifact(await findArtifact(options.store, whereabouts, options.signal), options);
}

/**
 * The same for an artifact that has been found.
 *
 * @throws as {@link download}
 */
export async function restoreArtifact(
  artifact: FoundArtifact,
  options: RestoreOptions,
): Promise<DownloadResult> {
  const { files, links } = plan(artifact, options);
  const folder = await openFolder(options);
  const hashing = new Hashing();
  const restoration = new Restoration(options, artifact, folder, hashing);
  let missing: readonly ManifestFile[];
  try {
    const found = await restoration.compareAll(files, links);
    missing = found.missing;
    await restoration.fetchAll(missing);
    await restoration.linkAll(found.missingLinks);
  } finally {
    await hashing.close();
  }
  const { manifestKey, manifestSha256 } = artifact;
  const downloaded = missing.length;
  const skipped = files.length - downloaded;
  return {
    directory: folder.root,
    files: files.length,
    links: links.length,
    bytes: bytesOf(files),
    downloaded,
    skipped,
    manifestKey,
    manifestSha256,
  };
}

/** What of the artifact is to be there, said before the first of it is fetched. */
function plan({ manifest }: FoundArtifact, options: RestoreOptions): Choice {
  const choice = choose(manifest, options);
  const { files, idle } = choice;
  for (const glob of idle) {
    options.onEvent?.({
      kind: 'note',
      text: `include has '${printable(glob)}', which matches nothing in the artifact`,
    });
  }
  options.onEvent?.({ kind: 'planned', files: files.length, bytes: bytesOf(files) });
  return choice;
}

function bytesOf(files: readonly ManifestFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function transferOf(options: RestoreOptions, hashing: Hashing): Transfer {
  const { store, concurrency, onEvent, partSize = DEFAULT_PART_SIZE } = options;
  return {
    store,
    hashing,
    concurrency,
    partSize,
    onReceived: (bytes) => onEvent?.({ kind: 'sent', bytes }),
    onContinued: ({ path, size }, bytes) => {
      const text = `continuing '${printable(path)}': an earlier download left ${formatBytes(bytes)} of ${formatBytes(size)}, which are verified`;
      onEvent?.({ kind: 'note', text });
    },
  };
}

async function openFolder({ directory, now = Date.now }: RestoreOptions): Promise<TargetFolder> {
  try {
    return await TargetFolder.open(directory, now);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST' || error.code === 'ENOTDIR') {
      const place = error.path ?? directory;
      const what = (await isLink(place))
        ? `'${printable(place)}' is a broken symbolic link: create the folder that it leads to, or name another folder`
        : 'there is a file: name a folder';
      throw new InputError('directory', `is '${printable(directory)}', and ${what}.`);
    }
    if (error.code === 'ENOENT') {
      throw new InputError(
        'directory',
        `is '${printable(directory)}', and the system does not allow a folder there (ENOENT): choose another one.`,
      );
    }
    throw new ArtifactFailure(
      'failed',
      `Making the directory '${printable(directory)}' failed: ${describeSystemError(error)}.`,
      { cause: error },
    );
  }
}

async function isLink(place: string): Promise<boolean> {
  return (await statOf(place).catch(() => undefined))?.isSymbolicLink() ?? false;
}

/** One artifact on its way into a folder. */
class Restoration {
  readonly #options: RestoreOptions;
  readonly #transfer: Transfer;
  readonly #artifact: FoundArtifact;
  readonly #folder: TargetFolder;
  readonly #failures: FileFailure[] = [];
  #all: EntryCount = { files: 0, links: 0 };
  #kept = 0;
  #doneFiles = 0;
  #doneLinks = 0;

  constructor(options: RestoreOptions, artifact: FoundArtifact, folder: TargetFolder, hashing: Hashing) {
    this.#options = options;
    this.#transfer = transferOf(options, hashing);
    this.#artifact = artifact;
    this.#folder = folder;
  }

  /**
   * What is not there yet. Nothing is changed but modes and times of what is.
   *
   * @throws ArtifactFailure when something is in the way
   */
  async compareAll(files: readonly ManifestFile[], links: readonly ManifestLink[]) {
    this.#all = { files: files.length, links: links.length };
    const missing = new Set<ManifestFile>();
    const missingLinks = new Set<ManifestLink>();
    await this.#each(files, COMPARED_AT_ONCE, async (file, signal) => {
      if (await this.#isMissing(file, signal)) missing.add(file);
      else this.#settle(file, 'skipped');
    });
    const terms = this.#linkTerms();
    await this.#each(links, COMPARED_AT_ONCE, async (link) => {
      if (await needsLink(this.#folder, link, terms)) missingLinks.add(link);
      else this.#doneLinks += 1;
    });
    this.#assertNoFailure();
    // In the manifest's order, whichever was looked at first.
    return {
      missing: files.filter((file) => missing.has(file)),
      missingLinks: links.filter((link) => missingLinks.has(link)),
    };
  }

  /** @throws ArtifactFailure when one of them could not be fetched */
  async fetchAll(files: readonly ManifestFile[]): Promise<void> {
    await this.#folder.dropLeftovers(files.filter(({ parts }) => parts !== undefined));
    await this.#each(files, this.#options.concurrency, async (file, signal) => {
      await this.#fetch(file, signal);
      this.#settle(file, 'downloaded');
    });
    this.#assertNoFailure();
  }

  /** @throws ArtifactFailure when one of them could not be made */
  async linkAll(links: readonly ManifestLink[]): Promise<void> {
    const terms = this.#linkTerms();
    await this.#each(links, 1, async (link) => {
      await restoreLink(this.#folder, link, terms);
      this.#doneLinks += 1;
    });
    this.#assertNoFailure();
  }

  async #isMissing(file: ManifestFile, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#folder.hasFolderOf(file.path))) return true;
    const found = await compare(this.#folder.locate(file.path), file, signal);
    if (found === 'same' || found === 'absent') return found === 'absent';
    if (!this.#options.overwrite) throw notToReplace(file.path, THERE[found]);
    return true;
  }

  async #fetch(file: ManifestFile, signal: AbortSignal): Promise<void> {
    const { overwrite: replace, platform } = this.#options;
    const folder = await this.#folder.makeFolderOf(file.path);
    const partial = await PartialFile.open(folder, file, this.#folder.takeLeftover(file));
    const { handle, isContinued } = partial;
    try {
      const key = this.#artifact.prefix + file.path;
      await fetchFile(this.#transfer, { key, file, handle, isContinued }, signal);
      signal.throwIfAborted();
      await partial.complete(this.#folder.locate(file.path), { replace, platform });
    } catch (error) {
      await this.#leave(partial, error);
      throw error;
    }
  }

  /** What is there of a file may be of use when nothing is wrong with it but that the rest could not be fetched. */
  async #leave(partial: PartialFile, error: unknown): Promise<void> {
    const isUseful = error instanceof StoreFailure && isOutage(error) && !this.#options.signal.aborted;
    if (isUseful && (await partial.keep().catch(() => false))) this.#kept += 1;
    else await partial.discard();
  }

  /** Works on all of them, whichever fails, unless none would fare better. */
  async #each<Entry extends ManifestFile | ManifestLink>(
    entries: readonly Entry[],
    limit: number,
    work: (entry: Entry, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const attempt = async (entry: Entry, signal: AbortSignal) => {
      try {
        await work(entry, signal);
      } catch (error) {
        // What fails because all has been told to end is no failure of its own.
        if (signal.aborted) return;
        const failure = judgeFile(entry.path, 'size' in entry ? 'file' : 'link', error);
        this.#fail(entry, failure);
        if (failure.general) throw error;
      }
    };
    await inParallel(entries, limit, this.#options.signal, attempt).catch((error: unknown) => {
      this.#options.signal.throwIfAborted();
      if (!this.#failures.some((failure) => failure.error === error)) throw error;
    });
  }

  #settle({ path, size: bytes }: ManifestFile, outcome: 'downloaded' | 'skipped'): void {
    this.#doneFiles += 1;
    this.#options.onEvent?.({ kind: 'file', path, bytes, outcome });
  }

  #fail(entry: ManifestFile | ManifestLink, failure: FileFailure): void {
    this.#failures.push(failure);
    if (!('size' in entry)) return;
    const { path, size: bytes } = entry;
    this.#options.onEvent?.({ kind: 'file', path, bytes, outcome: 'failed', reason: failure.reason });
  }

  #assertNoFailure(): void {
    if (this.#failures.length === 0) return;
    const done = { files: this.#doneFiles, links: this.#doneLinks };
    const standing = { directory: this.#folder.root, done, all: this.#all, kept: this.#kept };
    throw summarize(this.#failures, standing);
  }

  #linkTerms() {
    const { overwrite, platform } = this.#options;
    return { overwrite, platform, manifest: this.#artifact.manifest };
  }
}
