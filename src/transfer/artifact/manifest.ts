import { setImmediate } from 'node:timers/promises';
import { printable } from '../../printable.ts';
import { LARGEST_OBJECT } from '../../s3/listing.ts';
import { MOST_PARTS, SMALLEST_PART } from '../part-plan.ts';
import { isArchiveName, type ManifestArchive } from './archive.ts';
import { ArtifactFailure } from './failure.ts';
import { JsonReader } from './json-reader.ts';
import { MANIFEST_NAME, readPrefix } from './key.ts';
import { linkProblem, pathProblem, treeProblem } from './path-rules.ts';

/** The parts of a large file. A damaged or missing one can be fetched on its own. */
export interface FileParts {
  /** The size of each part except the last, in bytes. */
  readonly size: number;
  /** Hexadecimal, in the order of the parts. */
  readonly sha256: readonly string[];
}

/** A file of an artifact. */
export interface ManifestFile {
  /** Relative to the artifact's folder, with `/` between the segments. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The permission bits, at most 0o777. */
  readonly mode: number;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly mtime: string;
  /** Only for a file with more than one part. */
  readonly parts?: FileParts;
}

/** A symbolic link of an artifact. It exists only in the manifest, and has no object. */
export interface ManifestLink {
  readonly path: string;
  /** Relative to the link's folder, with `/`. It stays inside the artifact's folder, and has `..` only at its beginning. */
  readonly target: string;
  readonly mtime?: string;
}

export interface Manifest {
  readonly version: 1;
  /** A file's key is the prefix followed by its path, unless there is an archive. */
  readonly prefix: string;
  readonly createdAt: string;
  /** When the bucket's lifecycle rule may remove it. */
  readonly expiresAt?: string;
  /** The object that holds all files. Then they have no objects of their own. */
  readonly archive?: ManifestArchive;
  readonly files: readonly ManifestFile[];
  readonly links: readonly ManifestLink[];
}

/**
 * The maximum size of a manifest, in bytes. 100,000 files need 18 MiB with paths of 40 characters, and 34 MiB with paths of
 * 210. It is parsed in one go, and signals wait until that is done.
 */
export const LONGEST_MANIFEST = 64 * 1024 ** 2;

/** The bits of a mode that are accepted. Only 0o777 of them are kept, so setuid, setgid and sticky are never restored. */
const MODE_BITS = 0o7777;
const PERMISSIONS = 0o777;

/**
 * The manifest as JSON, with one entry per line, sorted by path. The same artifact gives the same text.
 *
 * @throws ArtifactFailure of kind `failed` if a download would refuse it, or it is too large
 */
export function formatManifest(manifest: Manifest): string {
  assertAcceptable(manifest);
  const { prefix, createdAt, expiresAt, archive } = manifest;
  const text = [
    '{',
    '"version": 1,',
    `"prefix": ${JSON.stringify(prefix)},`,
    `"createdAt": ${JSON.stringify(createdAt)},`,
    ...(expiresAt === undefined ? [] : [`"expiresAt": ${JSON.stringify(expiresAt)},`]),
    ...(archive === undefined ? [] : [`"archive": ${JSON.stringify(archive)},`]),
    `"files": ${formatList(manifest.files, formatFile)},`,
    `"links": ${formatList(manifest.links, formatLink)}`,
    '}\n',
  ].join('\n');
  assertReadable(text, manifest);
  return text;
}

function assertReadable(text: string, { files, links }: Manifest): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_MANIFEST) return;
  throw new ArtifactFailure(
    'failed',
    `Writing the manifest failed: with ${files.length + links.length} files and links it has ${bytes} bytes, and a download reads at most ${LONGEST_MANIFEST}. Upload them as several artifacts, or as an archive.`,
  );
}

/** A manifest that a download would refuse is not written. */
function assertAcceptable({ files, links }: Manifest): void {
  const paths = [...files, ...links].map(({ path }) => ({ path, problem: ownPathProblem(path) }));
  const targets = links.map(({ path, target }) => ({ path, problem: linkProblem(path, target) }));
  const found = [...paths, ...targets].find(({ problem }) => problem !== undefined) ?? treeOf(files, links);
  if (found === undefined) return;
  throw new ArtifactFailure(
    'failed',
    `Writing the manifest failed: '${printable(found.path)}' ${found.problem}, which a download refuses. Exclude or rename it.`,
  );
}

function formatList<T extends { readonly path: string }>(
  entries: readonly T[],
  format: (entry: T) => string,
) {
  if (entries.length === 0) return '[]';
  const sorted = entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return `[\n${sorted.map(format).join(',\n')}\n]`;
}

function formatFile({ path, size, sha256, mode, mtime, parts }: ManifestFile): string {
  return JSON.stringify({ path, size, sha256, mode, mtime, parts });
}

function formatLink({ path, target, mtime }: ManifestLink): string {
  return JSON.stringify({ path, target, mtime });
}

/**
 * Reads a manifest that may come from anyone who can write to the bucket.
 *
 * @throws ArtifactFailure of kind `integrity` for anything unsafe: a path that leaves the folder or occurs twice, a file
 *   below a file or link, a link that leads out, an invalid number
 */
export function parseManifest(text: string): Manifest {
  const steps = readManifest(text);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Like {@link parseManifest}, but gives way to other work of the process, such as handling a signal.
 *
 * @param what what is read, for messages
 * @throws the signal's reason if it is aborted
 */
export async function parseManifestInTurns(
  text: string,
  signal: AbortSignal,
  what?: string,
): Promise<Manifest> {
  const steps = readManifest(text, what);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
    signal.throwIfAborted();
  }
}

/** Entries that are read in one turn, which takes a few milliseconds. */
const ENTRIES_IN_A_TURN = 1_000;

function* readManifest(text: string, what = 'the manifest'): Generator<void, Manifest> {
  const reader = new JsonReader(what);
  const manifest = reader.parse(text);
  yield;
  reader.version(manifest.version);
  const prefix = readPrefix(reader, manifest.prefix);
  const archive = manifest.archive === undefined ? undefined : readArchive(reader, manifest.archive);
  const files = yield* readEach(reader.list(manifest.files, 'its files'), (file, index) =>
    readFile(reader, file, index, archive === undefined ? LARGEST_OBJECT : Number.MAX_SAFE_INTEGER),
  );
  const links = yield* readEach(reader.list(manifest.links, 'its links'), (link, index) =>
    readLink(reader, link, index),
  );
  yield;
  assertTree(reader, files, links);
  return {
    version: 1,
    prefix,
    createdAt: reader.time(manifest.createdAt, 'its createdAt'),
    ...(manifest.expiresAt === undefined
      ? {}
      : { expiresAt: reader.time(manifest.expiresAt, 'its expiresAt') }),
    ...(archive && { archive }),
    files,
    links,
  };
}

function* readEach<T>(
  values: readonly unknown[],
  read: (value: unknown, index: number) => T,
): Generator<void, T[]> {
  const entries: T[] = [];
  for (const [index, value] of values.entries()) {
    entries.push(read(value, index));
    if (index % ENTRIES_IN_A_TURN === ENTRIES_IN_A_TURN - 1) yield;
  }
  return entries;
}

function readArchive(reader: JsonReader, value: unknown): ManifestArchive {
  const archive = reader.record(value, 'its archive');
  const path = reader.text(archive.path, 'the path of its archive');
  if (!isArchiveName(path))
    reader.refuse(`its archive '${printable(path)}' is not one that an upload writes`);
  const size = reader.integer(archive.size, 'the size of its archive', LARGEST_OBJECT);
  return {
    path,
    size,
    sha256: reader.sha256(archive.sha256, 'the sha256 of its archive'),
    ...(archive.parts === undefined
      ? {}
      : { parts: readParts(reader, archive.parts, size, 'of its archive the') }),
  };
}

/** @param largest bytes: a download plans the requests of a file in memory */
function readFile(reader: JsonReader, value: unknown, index: number, largest: number): ManifestFile {
  const file = reader.record(value, `file ${index + 1}`);
  const path = readPath(reader, file.path, `file ${index + 1}`);
  const name = `of file ${index + 1}, '${printable(path)}', the`;
  const size = reader.integer(file.size, `${name} size`, largest);
  return {
    path,
    size,
    sha256: reader.sha256(file.sha256, `${name} sha256`),
    mode: reader.integer(file.mode, `${name} mode`, MODE_BITS) & PERMISSIONS,
    mtime: reader.time(file.mtime, `${name} mtime`),
    ...(file.parts === undefined ? {} : { parts: readParts(reader, file.parts, size, name) }),
  };
}

/** Parts must be as large as those of an upload. There are then so few that checking each costs next to nothing. */
function readParts(reader: JsonReader, value: unknown, fileSize: number, name: string): FileParts {
  const parts = reader.record(value, `${name} parts`);
  const size = reader.integer(parts.size, `${name} size of parts`);
  if (size < SMALLEST_PART) reader.refuse(`${name} size of parts is less than ${SMALLEST_PART}`);
  const digests = reader.list(parts.sha256, `${name} sha256 of parts`);
  const count = Math.ceil(fileSize / size);
  if (count < 2 || count > MOST_PARTS || digests.length !== count) {
    reader.refuse(
      `${name} parts are ${digests.length} of ${size} bytes, which does not fit a size of ${fileSize}, or is not from 2 to ${MOST_PARTS}`,
    );
  }
  return { size, sha256: digests.map((digest) => reader.sha256(digest, `${name} sha256 of a part`)) };
}

function readLink(reader: JsonReader, value: unknown, index: number): ManifestLink {
  const link = reader.record(value, `link ${index + 1}`);
  const path = readPath(reader, link.path, `link ${index + 1}`);
  const name = `of link ${index + 1}, '${printable(path)}', the`;
  const target = reader.text(link.target, `${name} target`);
  const problem = linkProblem(path, target);
  if (problem !== undefined) reader.refuse(`${name} target '${printable(target)}' ${problem}`);
  return link.mtime === undefined
    ? { path, target }
    : { path, target, mtime: reader.time(link.mtime, `${name} mtime`) };
}

function readPath(reader: JsonReader, value: unknown, name: string): string {
  const path = reader.text(value, `the path of ${name}`);
  const problem = ownPathProblem(path);
  if (problem !== undefined) reader.refuse(`the path of ${name}, '${printable(path)}', ${problem}`);
  return path;
}

function ownPathProblem(path: string): string | undefined {
  return path === MANIFEST_NAME ? "is the manifest's own" : pathProblem(path);
}

function assertTree(
  reader: JsonReader,
  files: readonly ManifestFile[],
  links: readonly ManifestLink[],
): void {
  const found = treeOf(files, links);
  if (found !== undefined) reader.refuse(`the path '${printable(found.path)}' ${found.problem}`);
}

function treeOf(files: readonly ManifestFile[], links: readonly ManifestLink[]) {
  return treeProblem([
    ...files.map(({ path }) => ({ path, entry: 'file' as const })),
    ...links.map(({ path }) => ({ path, entry: 'link' as const })),
  ]);
}
