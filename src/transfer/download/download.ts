import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { LARGEST_SMALL } from '../../s3/slots.ts';
import type { TransferEvent } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile, ManifestLink } from '../artifact/manifest.ts';
import { asPrefix } from '../artifact/prefix-template.ts';
import { PacedDisk } from '../disk.ts';
import { Hashing } from '../hashing.ts';
import { inParallel } from '../in-parallel.ts';
import { formatBytes } from '../progress/units.ts';
import { type ArchivedFile, readArchive } from './archive-reader.ts';
import { findArtifact } from './artifact-source.ts';
import { type Choice, type ChosenFile, type ChosenLink, choose, type PlacedArtifact } from './choice.ts';
import { checkManifestSha256 } from './download-inputs.ts';
import type { EntryCount } from './entry.ts';
import { type FileFailure, isOutage, judgeFile, summarize } from './file-failures.ts';
import type { Transfer } from './file-fetch.ts';
import { fetchFile } from './file-transfer.ts';
import type { FinalName } from './final-name.ts';
import { needsLink, restoreLink } from './link-restoring.ts';
import { describeSystemError, isSystemError, notToReplace } from './local-failure.ts';
import { compare, statOf } from './local-file.ts';
import { PartialFile } from './partial-file.ts';
import { writeSmallFile } from './small-file.ts';
import { TargetFolder } from './target-folder.ts';
import { readVerifiedWhole } from './verified-body.ts';
import { writeBody } from './written-body.ts';

export interface DownloadOptions {
  readonly store: ObjectStore;
  /** The artifact's prefix, unless `manifestKey` or `latest` is given. */
  readonly prefix: string;
  readonly manifestKey?: string | undefined;
  /** The manifest's required SHA-256, in hexadecimal. */
  readonly manifestSha256?: string | undefined;
  /** The key of the pointer to the latest artifact. */
  readonly latest?: string | undefined;
  /** Created if it does not exist. */
  readonly directory: string;
  /** How many files, and ranges of a large one, at the same time. The store limits requests in flight. */
  readonly concurrency: number;
  /** The size of a range of a large file, in bytes. By default 16 MiB. */
  readonly partSize?: number | undefined;
  /** Whether files with other content are replaced. */
  readonly overwrite: boolean;
  /** Globs. A file or link is downloaded if its path matches one. */
  readonly include?: readonly string[] | undefined;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

export type RestoreOptions = Omit<DownloadOptions, 'prefix' | 'manifestKey' | 'manifestSha256' | 'latest'>;

export interface DownloadResult {
  /** Absolute, and without symbolic links; empty when no folder was written to. */
  readonly directory: string;
  /** All requested files, without links. The same for `bytes`, `downloaded` and `skipped`. */
  readonly files: number;
  readonly links: number;
  readonly bytes: number;
  readonly downloaded: number;
  readonly skipped: number;
  /** How many of the files no manifest lists. */
  readonly unverified: number;
  /** Empty if there are several artifacts. The same for `manifestSha256`. */
  readonly manifestKey: string;
  readonly manifestSha256: string;
  /** Ordered by prefix. */
  readonly artifacts: readonly ArtifactResult[];
}

/** What was downloaded of one artifact. */
export interface ArtifactResult {
  readonly prefix: string;
  /** Absolute; empty when no folder was written to. */
  readonly directory: string;
  /** The requested files, without links. Several artifacts can have the same file. */
  readonly files: number;
  readonly bytes: number;
  /** Empty without a manifest. */
  readonly manifestKey: string;
  readonly manifestSha256: string;
  /** Whether it has no manifest. */
  readonly unverified: boolean;
}

/** Descriptions of what is in a file's place. */
const THERE = {
  different: 'a file with different content is there',
  unreadable: 'a file that this user may not read is there',
  incomparable: 'a file of this size is there, and there is no digest to compare it with',
} as const;

const DEFAULT_PART_SIZE = 16 * 1024 ** 2;
/** How many files are compared at the same time. The disk and the hash are the limit, not waiting. */
const COMPARED_AT_ONCE = 4;
/** How many files of an archive are written at the same time. Each is in memory. */
const UNPACKED_AT_ONCE = 16;

/**
 * Downloads the files that a manifest lists, verifies them, and gives them their names, modes and times. Then it creates
 * the links. Existing files with the right content are kept, so an interrupted download continues. If something may not be
 * replaced, nothing is changed.
 *
 * @throws InputError if the prefix, the digest or a glob is invalid
 * @throws ArtifactFailure if something is missing. No file with a final name is incomplete or unverified.
 * @throws the signal's reason if it is aborted. No unfinished file remains.
 */
export async function download(options: DownloadOptions): Promise<DownloadResult> {
  const { manifestSha256 } = options;
  const whereabouts = {
    ...options,
    prefix: asPrefix(options.prefix),
    manifestSha256: manifestSha256 === undefined ? undefined : checkManifestSha256(manifestSha256),
  };
  const artifact = await findArtifact(options.store, whereabouts, options.signal);
  return await restoreArtifacts([{ ...artifact, folder: '' }], options);
}

/**
 * Like {@link download}, for artifacts that have been found. If two of them have different content for one path, nothing is
 * downloaded.
 *
 * @throws as {@link download}
 */
export async function restoreArtifacts(
  artifacts: readonly PlacedArtifact[],
  options: RestoreOptions,
): Promise<DownloadResult> {
  const { files, links } = plan(artifacts, options);
  const folder = await openFolder(options);
  const hashing = new Hashing();
  const restoration = new Restoration(options, artifacts, folder, hashing);
  let missing: readonly ChosenFile[];
  try {
    const found = await restoration.compareAll(files, links);
    missing = found.missing;
    await restoration.fetchAll(missing);
    await restoration.linkAll(found.missingLinks);
  } finally {
    await hashing.close();
  }
  const downloaded = missing.length;
  const skipped = files.length - downloaded;
  return {
    directory: folder.root,
    files: files.length,
    links: links.length,
    bytes: bytesOf(files),
    downloaded,
    skipped,
    unverified: countUnverified(files),
    ...resultsOf(artifacts, files, (artifact) => folder.locate(artifact.folder)),
  };
}

export function countUnverified(files: readonly ChosenFile[]): number {
  return files.filter(({ etag }) => etag !== undefined).length;
}

/** What a result says of each artifact. @param locate returns the absolute folder of an artifact */
export function resultsOf(
  artifacts: readonly PlacedArtifact[],
  files: readonly ChosenFile[],
  locate: (artifact: PlacedArtifact) => string,
): Pick<DownloadResult, 'manifestKey' | 'manifestSha256' | 'artifacts'> {
  const results = artifacts.map((artifact) => {
    const { prefix, manifestKey, manifestSha256, etags } = artifact;
    const own = files.filter((file) => file.artifact === artifact);
    const counts = { files: own.length, bytes: bytesOf(own) };
    const unverified = etags !== undefined;
    return { prefix, directory: locate(artifact), ...counts, manifestKey, manifestSha256, unverified };
  });
  const [only, another] = results;
  const { manifestKey, manifestSha256 } = only !== undefined && another === undefined ? only : NO_MANIFEST;
  return { manifestKey, manifestSha256, artifacts: results };
}

const NO_MANIFEST = { manifestKey: '', manifestSha256: '' };

/** Reports the requested files before the first is fetched. */
function plan(artifacts: readonly PlacedArtifact[], options: RestoreOptions): Choice {
  const choice = choose(artifacts, options);
  const { files, idle } = choice;
  const where = artifacts.length === 1 ? 'the artifact' : 'any of the artifacts';
  for (const glob of idle) {
    const text = `include has '${printable(glob)}', which matches nothing in ${where}`;
    options.onEvent?.({ kind: 'note', text });
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

class Restoration {
  readonly #options: RestoreOptions;
  readonly #transfer: Transfer;
  readonly #artifacts: readonly PlacedArtifact[];
  readonly #folder: TargetFolder;
  readonly #disk = new PacedDisk();
  readonly #failures: FileFailure[] = [];
  #all: EntryCount = { files: 0, links: 0 };
  #kept = 0;
  #doneFiles = 0;
  #doneLinks = 0;

  constructor(
    options: RestoreOptions,
    artifacts: readonly PlacedArtifact[],
    folder: TargetFolder,
    hashing: Hashing,
  ) {
    this.#options = options;
    this.#transfer = transferOf(options, hashing);
    this.#artifacts = artifacts;
    this.#folder = folder;
  }

  /**
   * The missing files and links. Changes only modes and times of existing files.
   *
   * @throws ArtifactFailure if something is in the way
   */
  async compareAll(files: readonly ChosenFile[], links: readonly ChosenLink[]) {
    this.#all = { files: files.length, links: links.length };
    const missing = new Set<ChosenFile>();
    const missingLinks = new Set<ChosenLink>();
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
    // In the manifest's order, because comparisons finish in any order.
    return {
      missing: files.filter((file) => missing.has(file)),
      missingLinks: links.filter((link) => missingLinks.has(link)),
    };
  }

  /** @throws ArtifactFailure if one of them could not be fetched */
  async fetchAll(files: readonly ChosenFile[]): Promise<void> {
    const objects = files.filter(({ artifact }) => artifact.manifest.archive === undefined);
    await this.#folder.dropLeftovers(objects.filter(({ parts }) => parts !== undefined));
    const fetchOne = async (file: ChosenFile, signal: AbortSignal) => {
      await this.#fetch(file, signal);
      this.#settle(file, 'downloaded');
    };
    await this.#each(objects, this.#options.concurrency, fetchOne, ({ size }) => size);
    for (const artifact of this.#artifacts) await this.#unpack(artifact, files);
    this.#assertNoFailure();
  }

  /** Fetches the files of an artifact that is one archive. */
  async #unpack(artifact: PlacedArtifact, files: readonly ChosenFile[]): Promise<void> {
    const { archive } = artifact.manifest;
    const wanted = new Map(
      files.filter((file) => file.artifact === artifact).map((file) => [file.source, file]),
    );
    if (archive === undefined || wanted.size === 0) return;
    const { store, signal: outer } = this.#options;
    const left = new Set(wanted.values());
    const isWanted = (file: ManifestFile) => wanted.has(file);
    const entries = readArchive(store, artifact, archive, isWanted, outer);
    const work = async ({ file: source, content, release }: ArchivedFile, signal: AbortSignal) => {
      const file = wanted.get(source);
      if (file === undefined) return;
      left.delete(file);
      await this.#attempt(file, signal, async () => {
        await this.#write(file, ({ handle }) => this.#writeContent(handle, file, content, signal), signal);
        this.#settle(file, 'downloaded');
      }).finally(release);
    };
    await inParallel(entries, UNPACKED_AT_ONCE, outer, work).catch((error: unknown) => {
      outer.throwIfAborted();
      if (this.#isTold(error)) return;
      // A fault of the archive is reported for the first file that is missing because of it.
      const [first] = left;
      if (first !== undefined) this.#fail(first, judgeFile(first.path, 'file', error));
      else if (this.#failures.length === 0) throw error;
    });
  }

  async #writeContent(
    handle: FileHandle,
    { size }: ChosenFile,
    content: AsyncIterable<Buffer>,
    signal: AbortSignal,
  ): Promise<void> {
    const onWritten = (pieces: readonly Buffer[]) => {
      for (const { length } of pieces) this.#transfer.onReceived(length);
    };
    await writeBody(handle, content, { start: 0, end: size }, onWritten, signal);
  }

  /** @throws ArtifactFailure if one of them could not be created */
  async linkAll(links: readonly ChosenLink[]): Promise<void> {
    const terms = this.#linkTerms();
    await this.#each(links, 1, async (link) => {
      await restoreLink(this.#folder, link, terms);
      this.#doneLinks += 1;
    });
    this.#assertNoFailure();
  }

  async #isMissing(file: ChosenFile, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#folder.hasFolderOf(file.path))) return true;
    const found = await compare(this.#folder.locate(file.path), file, signal);
    if (found === 'same' || found === 'absent') return found === 'absent';
    if (!this.#options.overwrite) throw notToReplace(file.path, THERE[found]);
    return true;
  }

  async #fetch(file: ChosenFile, signal: AbortSignal): Promise<void> {
    const { key, parts, size } = file;
    if (size <= LARGEST_SMALL && parts === undefined) return await this.#fetchSmall(file, signal);
    const fetch = ({ handle, isContinued }: PartialFile) =>
      fetchFile(this.#transfer, { key, file, handle, isContinued }, signal);
    await this.#write(file, fetch, signal);
  }

  async #fetchSmall(file: ChosenFile, signal: AbortSignal): Promise<void> {
    const content = await readVerifiedWhole(this.#options.store, file, signal);
    this.#transfer.onReceived(content.length);
    const folder = await this.#folder.makeFolderOf(file.path);
    signal.throwIfAborted();
    await this.#disk.use((disk) => writeSmallFile(disk, folder, file, content, this.#nameOf(file)));
  }

  #nameOf({ path }: ChosenFile): FinalName {
    const { overwrite: replace, platform } = this.#options;
    return { final: this.#folder.locate(path), path, replace, platform };
  }

  /** @param fill writes the content, and verifies it */
  async #write(
    file: ChosenFile,
    fill: (partial: PartialFile) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const folder = await this.#folder.makeFolderOf(file.path);
    const leftover = this.#folder.takeLeftover(file);
    const partial = await PartialFile.open(folder, file, { platform: this.#options.platform, leftover });
    try {
      await fill(partial);
      signal.throwIfAborted();
      await partial.complete(this.#nameOf(file));
    } catch (error) {
      await this.#leave(partial, error);
      throw error;
    }
  }

  /** Keeps a partial file only if its rest could not be fetched, and not if its content is wrong. */
  async #leave(partial: PartialFile, error: unknown): Promise<void> {
    const isUseful = error instanceof StoreFailure && isOutage(error) && !this.#options.signal.aborted;
    if (isUseful && (await partial.keep().catch(() => false))) this.#kept += 1;
    else await partial.discard();
  }

  /** Continues after a failure, unless it would affect every other file too. */
  async #each<Entry extends ManifestFile | ManifestLink>(
    entries: readonly Entry[],
    limit: number,
    work: (entry: Entry, signal: AbortSignal) => Promise<void>,
    bytesOf?: (entry: Entry) => number,
  ): Promise<void> {
    const attempt = (entry: Entry, signal: AbortSignal) =>
      this.#attempt(entry, signal, () => work(entry, signal));
    await inParallel(entries, limit, this.#options.signal, attempt, bytesOf).catch((error: unknown) => {
      this.#options.signal.throwIfAborted();
      if (!this.#isTold(error)) throw error;
    });
  }

  /** Notes the failure of an entry. @throws the failure if it would affect every other file too */
  async #attempt(
    entry: ManifestFile | ManifestLink,
    signal: AbortSignal,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A failure that follows from the abort is not a failure of its own.
      if (signal.aborted) return;
      const failure = judgeFile(entry.path, 'size' in entry ? 'file' : 'link', error);
      this.#fail(entry, failure);
      if (failure.general) throw error;
    }
  }

  #isTold(error: unknown): boolean {
    return this.#failures.some((failure) => failure.error === error);
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
    const paths = () =>
      this.#artifacts.flatMap(({ folder, manifest }) => manifest.files.map(({ path }) => folder + path));
    return { overwrite, platform, paths };
  }
}
