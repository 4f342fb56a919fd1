import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../http/messages.ts';
import { pathOf } from '../http/signing.ts';
import { StoreFailure } from './failure.ts';
import { listPages, unquote } from './listing.ts';
import { readObject } from './object-reader.ts';
import { type Body, bodyOf, type S3Request } from './request.ts';
import { RetryingClient } from './retrying-client.ts';
import type {
  CompleteOptions,
  GetOptions,
  ObjectStoreOptions,
  OpenObject,
  PutOptions,
  SendOptions,
  StoredObject,
  StoredPart,
  StoredVersion,
  UnfinishedUpload,
} from './store-types.ts';
import { childOf, type Element, elementsOf, readXml, textOf, writeElement } from './xml.ts';

/** Multiplies the idle timeout for slow operations: completing 10,000 parts, deleting 1,000 objects. */
const SLOW = 10;
/** An abort is repeated until the upload is gone, since a part that was in flight may remain. */
const MOST_ABORTS = 5;
/** The most keys that one request may delete (S3's limit). */
const MOST_DELETED = 1_000;

/**
 * The objects of one bucket. Requests are signed with their body's digest, share one concurrency limit and a pool of
 * connections, are retried after temporary failures, and continue with a new session when the old one expires.
 *
 * Each method throws a StoreFailure when it failed permanently, whatever the source of a body threw, and the signal's
 * reason when it is aborted.
 */
export class ObjectStore {
  readonly #client: RetryingClient;
  readonly #bucket: string;

  /** @throws InputError when a proxy variable of the environment is not a URL */
  constructor(options: ObjectStoreOptions) {
    this.#client = new RetryingClient(options);
    this.#bucket = options.bucket;
  }

  /** @returns the version, if the bucket has versioning */
  async putObject(
    key: string,
    body: Body,
    options: PutOptions = {},
  ): Promise<{ etag: string; versionId?: string }> {
    const headers = {
      ...options.headers,
      ...(options.onlyIfAbsent === true ? { 'if-none-match': '*' } : {}),
      // Without quotes: RGW 16.2.15 would compare them too.
      ...(options.onlyIfMatch === undefined ? {} : { 'if-match': options.onlyIfMatch }),
    };
    return await this.#client.request({ method: 'PUT', key, headers, body }, readPut, options);
  }

  /** @returns undefined if there is no such object */
  async headObject(
    key: string,
    signal?: AbortSignal,
  ): Promise<{ size: number; etag: string; headers: Record<string, string> } | undefined> {
    const read = ({ headers }: HttpAnswer) => {
      const etag = readEtag({ headers })?.etag;
      const size = Number(headers['content-length']);
      return etag === undefined || !Number.isSafeInteger(size)
        ? undefined
        : { size, etag, headers: { ...headers } };
    };
    try {
      return await this.#client.request({ method: 'HEAD', key }, read, { signal });
    } catch (error) {
      if (error instanceof StoreFailure && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  /**
   * Gives an object other headers and metadata, by a copy onto itself. Its content and ETag stay, also an ETag of parts, and
   * its tags are lost (measured on RGW 16.2.15 and 20.2.4, whatever x-amz-tagging-directive says). S3 does this up to
   * 5 GiB.
   *
   * @param headers lower-case names; all that the object is to have, with its ACL
   */
  async replaceHeaders(
    key: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<void> {
    const copy = {
      'x-amz-copy-source': pathOf(this.#bucket, key),
      'x-amz-metadata-directive': 'REPLACE',
    };
    const read = ({ body }: HttpAnswer) => readXml(body)?.name === 'CopyObjectResult' || undefined;
    const request: S3Request = { method: 'PUT', key, headers: { ...headers, ...copy } };
    await this.#client.request(request, read, { signal, slow: SLOW });
  }

  /** The request is in flight until the body is read to the end or abandoned, for example by `break` in a `for await`. */
  async getObject(key: string, options: GetOptions = {}): Promise<OpenObject> {
    return await readObject(this.#client, key, options);
  }

  /** Ordered by the bytes of the keys. */
  async *listObjects(prefix: string, signal?: AbortSignal): AsyncGenerator<StoredObject> {
    const query = { 'list-type': '2', 'encoding-type': 'url', prefix };
    const from = { 'continuation-token': 'NextContinuationToken' };
    const pages = listPages(this.#client, { query, root: 'ListBucketResult', from, signal });
    for await (const { page, decode, measure } of pages) {
      for (const entry of elementsOf(page, 'Contents')) {
        yield {
          key: decode(textOf(entry, 'Key')),
          ...measure(entry),
          lastModified: textOf(entry, 'LastModified'),
        };
      }
    }
  }

  /** The folders directly below a prefix that ends with a slash, with theirs. A folder is what keys have up to a slash. */
  async *listFolders(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    const query = { 'list-type': '2', 'encoding-type': 'url', prefix, delimiter: '/' };
    const from = { 'continuation-token': 'NextContinuationToken' };
    const pages = listPages(this.#client, { query, root: 'ListBucketResult', from, signal });
    for await (const { page, decode } of pages) {
      for (const entry of elementsOf(page, 'CommonPrefixes')) yield decode(textOf(entry, 'Prefix'));
    }
  }

  /** The versions of one object and its delete markers, of each kind the newest first. */
  async listVersions(
    key: string,
    signal?: AbortSignal,
  ): Promise<{ objects: StoredVersion[]; markers: StoredVersion[] }> {
    const query = { versions: '', 'encoding-type': 'url', prefix: key };
    const from = { 'key-marker': 'NextKeyMarker', 'version-id-marker': 'NextVersionIdMarker' };
    const found: { objects: StoredVersion[]; markers: StoredVersion[] } = { objects: [], markers: [] };
    const pages = listPages(this.#client, { query, root: 'ListVersionsResult', from, signal });
    for await (const { page, decode } of pages) {
      const isOwn = (entry: Element) => decode(textOf(entry, 'Key')) === key;
      const [objects, markers] = [elementsOf(page, 'Version'), elementsOf(page, 'DeleteMarker')];
      found.objects.push(...objects.filter(isOwn).map(readVersion));
      found.markers.push(...markers.filter(isOwn).map(readVersion));
      // Longer keys follow.
      if (![...objects, ...markers].every(isOwn)) break;
    }
    return found;
  }

  /** Lists multipart uploads that were neither completed nor aborted. */
  async *listUploads(prefix: string, signal?: AbortSignal): AsyncGenerator<UnfinishedUpload> {
    // Not percent-encoded: RGW 16.2.15 encodes on request, but does not say so in its answer.
    const query = { uploads: '', prefix };
    const from = { 'key-marker': 'NextKeyMarker', 'upload-id-marker': 'NextUploadIdMarker' };
    const root = 'ListMultipartUploadsResult';
    for await (const { page, decode } of listPages(this.#client, { query, root, from, signal })) {
      for (const entry of elementsOf(page, 'Upload')) {
        yield {
          key: decode(textOf(entry, 'Key')),
          uploadId: textOf(entry, 'UploadId'),
          initiated: textOf(entry, 'Initiated'),
        };
      }
    }
  }

  /** Ordered by number. */
  async *listParts(key: string, uploadId: string, signal?: AbortSignal): AsyncGenerator<StoredPart> {
    const from = { 'part-number-marker': 'NextPartNumberMarker' };
    const listing = { key, query: { uploadId }, root: 'ListPartsResult', from, signal };
    for await (const { page, measure } of listPages(this.#client, listing)) {
      for (const entry of elementsOf(page, 'Part')) {
        yield { number: Number(textOf(entry, 'PartNumber')), ...measure(entry) };
      }
    }
  }

  /**
   * Begins a multipart upload. If an answer is lost and the request repeated, the first upload remains unfinished.
   *
   * @param onUnclear called when that may have happened
   * @returns the upload ID
   */
  async createUpload(
    key: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
    onUnclear?: () => void,
  ): Promise<string> {
    const request: S3Request = { method: 'POST', key, query: { uploads: '' }, headers };
    return await this.#client.request(
      request,
      ({ body }) => {
        const root = readXml(body);
        return (
          (root?.name === 'InitiateMultipartUploadResult' && textOf(root.content, 'UploadId')) || undefined
        );
      },
      { signal, onUnclear },
    );
  }

  /** @param number from 1 to 10,000 */
  async uploadPart(
    key: string,
    uploadId: string,
    number: number,
    body: Body,
    options: SendOptions = {},
  ): Promise<{ etag: string }> {
    const query = { partNumber: String(number), uploadId };
    return await this.#client.request({ method: 'PUT', key, query, body }, readEtag, options);
  }

  /**
   * Completes an upload. RGW 16.2.15 answers 200 for an upload that does not exist if the key has an object. Only the ETag
   * tells whose content it is.
   *
   * @param parts ordered by number
   * @param options.onlyIfAbsent fails with `exists` if the key is taken; RGW before 20.2.1 ignores this
   * @throws StoreFailure of kind `no-upload` if it does not exist, for example because a first answer was lost
   */
  async completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { readonly number: number; readonly etag: string }[],
    { onlyIfAbsent = false, signal }: CompleteOptions = {},
  ): Promise<void> {
    const elements = parts.map(({ number, etag }) =>
      writeElement('Part', [
        writeElement('PartNumber', String(number)),
        writeElement('ETag', `"${unquote(etag)}"`),
      ]),
    );
    const body = document('CompleteMultipartUpload', elements);
    const headers = { ...XML, ...(onlyIfAbsent ? { 'if-none-match': '*' } : {}) };
    const request: S3Request = { method: 'POST', key, query: { uploadId }, headers, body };
    const read = ({ body }: HttpAnswer) =>
      readXml(body)?.name === 'CompleteMultipartUploadResult' || undefined;
    try {
      await this.#client.request(request, read, { signal, slow: SLOW });
    } catch (error) {
      if (error instanceof StoreFailure && error.code === 'InternalError')
        await this.#assertUpload(key, uploadId, signal);
      throw error;
    }
  }

  /** RGW 16.2.15 answers InternalError if the upload to complete is gone. @throws StoreFailure of kind `no-upload` */
  async #assertUpload(key: string, uploadId: string, signal: AbortSignal | undefined): Promise<void> {
    try {
      for await (const _ of this.listParts(key, uploadId, signal)) return;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof StoreFailure && error.kind === 'no-upload') throw error;
      // A write-only session may not list parts.
    }
  }

  /** Resolves when the upload is gone, or was gone already. */
  async abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void> {
    const request: S3Request = { method: 'DELETE', key, query: { uploadId } };
    try {
      // Some servers report success for an upload that is gone, each time.
      for (let times = 0; times < MOST_ABORTS; times += 1) {
        await this.#client.request(request, () => true, { signal });
      }
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.kind !== 'no-upload') throw error;
    }
  }

  async readTags(key: string, signal?: AbortSignal): Promise<Record<string, string>> {
    const read = ({ body }: HttpAnswer) => {
      const root = readXml(body);
      if (root?.name !== 'Tagging') return undefined;
      const tags = elementsOf(childOf(root.content, 'TagSet'), 'Tag');
      return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')]));
    };
    return await this.#client.request({ method: 'GET', key, query: { tagging: '' } }, read, { signal });
  }

  async tagObject(key: string, tags: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void> {
    const elements = Object.entries(tags).map(([name, value]) =>
      writeElement('Tag', [writeElement('Key', name), writeElement('Value', value)]),
    );
    const body = document('Tagging', [writeElement('TagSet', elements)]);
    const headers = { ...XML, 'content-md5': body.md5 };
    await this.#client.request({ method: 'PUT', key, query: { tagging: '' }, headers, body }, () => true, {
      signal,
    });
  }

  /**
   * Deletes an object, whether it exists or not. Sessions with a session policy need this, because RGW 16.2.15 denies them
   * {@link deleteObjects} whatever the policy says.
   */
  async deleteObject(key: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.request({ method: 'DELETE', key }, () => true, { signal });
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.kind !== 'not-found') throw error;
    }
  }

  /** Deletes one version, or the object of a bucket without versioning (`null`), and leaves no delete marker. */
  async deleteVersion(key: string, versionId: string, signal?: AbortSignal): Promise<void> {
    await this.#client.request({ method: 'DELETE', key, query: { versionId } }, () => true, { signal });
  }

  /**
   * Deletes keys, whether they exist or not, 1,000 per request.
   *
   * @returns the keys that the server did not delete, each with its error code
   */
  async deleteObjects(
    keys: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ key: string; code: string }[]> {
    const failures: { key: string; code: string }[] = [];
    for (let start = 0; start < keys.length; start += MOST_DELETED) {
      failures.push(...(await this.#deleteSome(keys.slice(start, start + MOST_DELETED), signal)));
    }
    return failures;
  }

  /**
   * Creates a link with which anybody can get an object, until the requested time or the end of the session.
   *
   * @param expiresSeconds up to 604,800, a week
   * @param options.filename the name under which a browser saves it
   * @returns the link and its actual expiration
   */
  async presignGet(
    key: string,
    expiresSeconds: number,
    { filename }: { readonly filename?: string | undefined } = {},
  ): Promise<{ url: string; endsAt: Date }> {
    const query = filename === undefined ? {} : { 'response-content-disposition': disposition(filename) };
    return await this.#client.presign(key, query, expiresSeconds);
  }

  /** Aborts requests in flight, and closes the connections and the key source. */
  async close(): Promise<void> {
    await this.#client.close();
  }

  async #deleteSome(
    keys: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<{ key: string; code: string }[]> {
    const elements = keys.map((key) => writeElement('Object', [writeElement('Key', key)]));
    const body = document('Delete', [writeElement('Quiet', 'true'), ...elements]);
    const headers = { ...XML, 'content-md5': body.md5 };
    const request: S3Request = { method: 'POST', query: { delete: '' }, headers, body };
    return await this.#client.request(
      request,
      ({ body }) => {
        const root = readXml(body);
        if (root?.name !== 'DeleteResult') return undefined;
        return elementsOf(root.content, 'Error').map((entry) => ({
          key: textOf(entry, 'Key'),
          code: textOf(entry, 'Code'),
        }));
      },
      { signal, slow: SLOW },
    );
  }
}

const XML = { 'content-type': 'application/xml' };

function document(
  name: string,
  elements: Parameters<typeof writeElement>[1],
): Body & { readonly md5: string } {
  const root = writeElement(name, elements).addAttribute('xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/');
  const text = `<?xml version="1.0" encoding="UTF-8"?>${root.toString()}`;
  // Servers require an MD5 for deleting and tagging.
  return { ...bodyOf(text), md5: createHash('md5').update(text).digest('base64') };
}

function readPut({ headers }: HttpAnswer): { etag: string; versionId?: string } | undefined {
  const put = readEtag({ headers });
  const versionId = headers['x-amz-version-id'] ?? 'null';
  return put === undefined || versionId === 'null' ? put : { ...put, versionId };
}

function readVersion(entry: Element): StoredVersion {
  return {
    versionId: textOf(entry, 'VersionId'),
    etag: unquote(textOf(entry, 'ETag')),
    lastModified: Date.parse(textOf(entry, 'LastModified')),
  };
}

/** Objects and parts have an ETag. An answer without one is not an S3 response. */
function readEtag({ headers }: Pick<HttpAnswer, 'headers'>): { etag: string } | undefined {
  const etag = unquote(headers.etag ?? '');
  return etag === '' ? undefined : { etag };
}

/** Encodes a name that is not plain ASCII as RFC 5987 says, with a plain fallback for older clients. */
function disposition(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
