import { hash } from 'node:crypto';
import { bodyOf } from '../../s3/request.ts';
import { contentDigest } from '../artifact/content-digest.ts';
import { formatManifest, type Manifest } from '../artifact/manifest.ts';
import { partSizeFor } from '../part-plan.ts';
import { compareManifest, findSameManifest, type StoredManifest } from './existing-manifest.ts';
import { contentOf } from './file-body.ts';
import type { SourceFile, SourceLink } from './file-selection.ts';
import { headersOf } from './object-headers.ts';
import { withTags } from './object-tags.ts';
import { isKeyTaken, putIfAbsent, replacesItself } from './put-if-absent.ts';
import type { FileDigest, UploadedContent, UploadOptions } from './upload-options.ts';

/** What a manifest lists. */
type Content = Pick<UploadedContent, 'files' | 'archive'>;

/** Days in milliseconds. */
const DAY_MS = 86_400_000;
/** The latest time of a Date, by ECMAScript's definition. */
const LATEST_MS = 8.64e15;

/**
 * Writes the manifest of an upload, or keeps an existing one that says the same: its dates are still right if nothing was
 * sent, and in a bucket with versioning each one that is written stays.
 *
 * @returns the resulting manifest; without a digest in a dry run, which writes none
 * @throws ArtifactFailure of kind `exists` if there is one of another upload, which must not be replaced
 * @throws StoreFailure
 */
export async function putManifest(
  options: UploadOptions,
  key: string,
  content: UploadedContent,
): Promise<StoredManifest> {
  const { stores, overwrite, dryRun, signal } = options;
  const manifest = describe(options, content);
  if (dryRun) return { manifest, sha256: '' };
  if (content.objects.every(({ outcome }) => outcome === 'skipped')) {
    const there = await compareManifest(stores, key, manifest, signal);
    if (typeof there === 'object' && 'manifest' in there) return there;
  }
  try {
    return {
      manifest,
      sha256: await putText(options, key, formatManifest(manifest), { onlyIfAbsent: !overwrite }),
    };
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    const state = 'All files are uploaded, and no manifest lists them: ';
    const same = await findSameManifest(stores, key, manifest, { state, isThere: true, signal });
    if (same === undefined) throw error;
    return same;
  }
}

const ANY_DIGEST = contentDigest(Buffer.of());

function plan({ partSize: asked }: UploadOptions, { path, size }: SourceFile): FileDigest {
  const partSize = partSizeFor(path, size, asked);
  const count = Math.ceil(size / partSize);
  if (count <= 1) return { path, sha256: ANY_DIGEST };
  return { path, sha256: ANY_DIGEST, parts: { size: partSize, sha256: Array(count).fill(ANY_DIGEST) } };
}

/**
 * Checks before anything is sent that a download will accept the manifest.
 *
 * @throws ArtifactFailure of kind `failed` if it would be too long, or has a path that is refused
 */
export function assertListable(options: UploadOptions): void {
  formatManifest(describe(options, { files: options.selection.files.map((file) => plan(options, file)) }));
}

/**
 * Checks before anything is sent or tagged whether the prefix belongs to another upload.
 *
 * @returns whether this upload was there before, as far as its manifest says
 * @throws ArtifactFailure of kind `exists` if it does, and nothing may be replaced
 */
export async function assertOwnPrefix(options: UploadOptions, key: string): Promise<boolean> {
  const { selection, overwrite } = options;
  if (overwrite) return false;
  // Their digests are not yet known, so sizes and modes are compared.
  const planned = { files: selection.files.map(({ path }) => ({ path, sha256: '' })) };
  return (await findOwnManifest(options, key, planned)) !== undefined;
}

/**
 * The existing manifest at a key, if it says the same.
 *
 * @param content a file with an empty `sha256` is compared by its size alone
 * @throws ArtifactFailure of kind `exists` if it belongs to another upload
 */
export async function findOwnManifest(
  options: UploadOptions,
  key: string,
  content: Content,
): Promise<StoredManifest | undefined> {
  const { stores, signal } = options;
  const own = describe(options, content);
  return await findSameManifest(stores, key, own, { state: '', isThere: false, signal });
}

/** @param content the files of the selection that exist */
function describe(
  { selection, prefix, retentionDays, now }: UploadOptions,
  { files, archive }: Content,
): Manifest {
  const digests = new Map(files.map((file) => [file.path, contentOf(file)]));
  const created = now();
  const expires = retentionDays === undefined ? undefined : created + retentionDays * DAY_MS;
  return {
    version: 1,
    prefix,
    createdAt: new Date(created).toISOString(),
    ...(expires === undefined ? {} : { expiresAt: new Date(expires).toISOString() }),
    ...(archive && { archive }),
    files: selection.files.flatMap((file) => {
      const content = digests.get(file.path);
      const { path, size, mode, mtimeMs } = file;
      return content === undefined
        ? []
        : [{ path, size, ...content, mode: mode & 0o777, mtime: formatMtime(mtimeMs) }];
    }),
    links: selection.links.map(describeLink),
  };
}

function describeLink({ path, target, mtimeMs }: SourceLink): Manifest['links'][number] {
  return { path, target, mtime: formatMtime(mtimeMs) };
}

/** Some file systems have 64-bit times, which a Date cannot represent. */
function formatMtime(mtimeMs: number): string {
  return new Date(Math.min(Math.max(mtimeMs, -LATEST_MS), LATEST_MS)).toISOString();
}

/**
 * Writes a text of the upload itself: its manifest, or the latest pointer.
 *
 * @param options.onlyIfMatch the ETag of the object that may be replaced. Undefined for any.
 * @returns its SHA-256, in hexadecimal
 * @throws StoreFailure, of kind `exists` if the key has something else and the text is written only if absent, of kind
 *   `integrity` if it has another ETag
 */
export async function putText(
  upload: UploadOptions,
  key: string,
  text: string,
  {
    onlyIfAbsent,
    onlyIfMatch,
  }: { readonly onlyIfAbsent: boolean; readonly onlyIfMatch?: string | undefined },
): Promise<string> {
  const { stores, signal } = upload;
  const body = bodyOf(text);
  const store = await stores.write();
  // Each upload replaces them, so no cache may keep them.
  const own = { ...upload, contentType: 'application/json', cacheControl: 'no-cache' };
  const headers = withTags(headersOf(key, own), upload);
  const options = { headers, signal };
  if (onlyIfAbsent) {
    const isOurs = () => replacesItself(store, key, body, hash('md5', text), options);
    await putIfAbsent({ store, stores, key }, body, options, async (lost) => lost && isOurs());
  } else await store.putObject(key, body, { ...options, onlyIfMatch });
  return body.sha256;
}
