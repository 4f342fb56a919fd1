import mime from 'mime';
import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { inParallel } from '../in-parallel.ts';
import type { FileChoices } from './upload-inputs.ts';
import type { UploadEntry, UploadOptions } from './upload-options.ts';

type HeaderChoices = Pick<FileChoices, 'metadata'> & Partial<FileChoices>;

/** The tags by which a lifecycle rule can select objects. */
export function tagsOf({ retentionDays }: Partial<FileChoices>): Record<string, string> {
  return retentionDays === undefined ? {} : { 'retention-days': String(retentionDays) };
}

/**
 * The headers of a file's object, in lower case. They do not include tags, because an RGW loses those of multipart uploads.
 */
export function headersOf(path: string, choices: HeaderChoices): Record<string, string> {
  const { contentType = contentTypeOf(path), cacheControl, metadata, acl } = choices;
  const meta = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    'content-type': contentType,
    ...(isCompressedByName(path) ? { 'content-encoding': 'gzip' } : {}),
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
    ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
    ...Object.fromEntries(meta),
  };
}

/** Like {@link headersOf}, for an object that is sent in one request, with its tags. */
export function headersOfPut(path: string, choices: HeaderChoices): Record<string, string> {
  const tags = new URLSearchParams(tagsOf(choices)).toString();
  return { ...headersOf(path, choices), ...(tags === '' ? {} : { 'x-amz-tagging': tags }) };
}

/** An `.svgz` is a compressed SVG. Without this header a browser cannot display it. */
function isCompressedByName(path: string): boolean {
  return /\.svgz$/i.test(path);
}

/** Extensions of source code that are registered for rarely used types. */
const SOURCE_CODE = /\.(?:rs|dart|scm|org)$/i;

function contentTypeOf(path: string): string {
  const byName = SOURCE_CODE.test(path) ? 'text/plain' : mime.getType(path);
  const type = byName ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

/**
 * Tags objects that already existed. They may have other tags, and an interrupted run may not have tagged its multipart
 * uploads. This comes after the manifest, because before that the objects may turn out to belong to another upload.
 *
 * @throws ArtifactFailure if not all of them could be tagged, although the upload is complete
 */
export async function tagSkipped(options: UploadOptions, entries: readonly UploadEntry[]): Promise<void> {
  const tags = tagsOf(options);
  if (Object.keys(tags).length === 0) return;
  const { stores, concurrency, signal } = options;
  const store = await stores.write();
  const skipped = entries.filter(({ outcome }) => outcome === 'skipped');
  try {
    await inParallel(skipped, concurrency, signal, ({ key }, either) => store.tagObject(key, tags, either));
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    throw new ArtifactFailure(
      error.kind === 'refused' ? 'refused' : 'partial',
      `All files and their manifest are uploaded, but not everything that already existed was tagged with retention-days. ${error.message}`,
      { cause: error },
    );
  }
}
