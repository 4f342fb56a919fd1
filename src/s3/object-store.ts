import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../http/messages.ts';
import { StoreFailure } from './failure.ts';
import { listPages } from './listing.ts';
import { readObject } from './object-reader.ts';
import { bodyOf, type S3Request } from './request.ts';
import { RetryingClient } from './retrying-client.ts';
import type {
  Body,
  CompleteOptions,
  GetOptions,
  ObjectStoreOptions,
  OpenObject,
  PutOptions,
  SendOptions,
  StoredObject,
  StoredPart,
  UnfinishedUpload,
} from './store-types.ts';
import { elementsOf, readXml, textOf, writeElement } from './xml.ts';

/** Times the usual wait for what takes a server long: putting 10,000 parts together, deleting 1,000 objects. */
const SLOW = 10;
/** An upload is aborted again until the server knows it no more, since a part under way at the first time may stay. */
const MOST_ABORTS = 5;
/** Keys that one request deletes at most, by S3's definition. */
const MOST_DELETED = 1_000;

/**
 * The objects of one bucket, as one key sees them. Requests are signed with their bodies' digests, share one limit and a
 * pool of connections, are tried again after what passes by itself, and go on with a new session where the old one ends.
 *
 * Each call throws a StoreFailure when it failed for good, what the body's source threw, and the signal's reason when it
 * is aborted.
 */
export class ObjectStore {
  readonly #client: RetryingClient;

  /** @throws InputError when the environment names a proxy that is no URL */
  constructor(options: ObjectStoreOptions) {
    this.#client = new RetryingClient(options);
  }

  async putObject(key: string, body: Body, options: PutOptions = {}): Promise<{ etag: string }> {
    const headers = {
      ...options.headers,
      ...(options.onlyIfAbsent === true ? { 'if-none-match': '*' } : {}),
      // Bare: an RGW (16.2.15) compares the quotes too.
      ...(options.onlyIfMatch === undefined ? {} : { 'if-match': options.onlyIfMatch }),
    };
    return await this.#client.request({ method: 'PUT', key, headers, body }, readEtag, options);
  }

  /** @returns undefined when there is no such object */
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

  /** The request counts as in flight until the body is read to its end, or left (as `break` in a `for await` does). */
  async getObject(key: string, options: GetOptions = {}): Promise<OpenObject> {
    return await readObject(this.#client, key, options);
  }

  /** In the order of the keys' bytes. */
  async *listObjects(prefix: string, signal?: AbortSignal): AsyncGenerator<StoredObject> {
    const query = { 'list-type': '2', 'encoding-type': 'url', prefix };
    const from = { 'continuation-token': 'NextContinuationToken' };
    const pages = listPages(this.#client, { query, root: 'ListBucketResult', from, signal });
    for await (const { page, decode } of pages) {
      for (const entry of elementsOf(page, 'Contents')) {
        yield {
          key: decode(textOf(entry, 'Key')),
          size: Number(textOf(entry, 'Size')),
          etag: unquote(textOf(entry, 'ETag')),
          lastModified: textOf(entry, 'LastModified'),
        };
      }
    }
  }

  /** Multipart uploads that were neither completed nor aborted. */
  async *listUploads(prefix: string, signal?: AbortSignal): AsyncGenerator<UnfinishedUpload> {
    // Not in percent form: an RGW (16.2.15) that is asked for it does not say that it is.
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

  /** In the order of their numbers. */
  async *listParts(key: string, uploadId: string, signal?: AbortSignal): AsyncGenerator<StoredPart> {
    const from = { 'part-number-marker': 'NextPartNumberMarker' };
    const listing = { key, query: { uploadId }, root: 'ListPartsResult', from, signal };
    for await (const { page } of listPages(this.#client, listing)) {
      for (const entry of elementsOf(page, 'Part')) {
        yield {
          number: Number(textOf(entry, 'PartNumber')),
          size: Number(textOf(entry, 'Size')),
          etag: unquote(textOf(entry, 'ETag')),
        };
      }
    }
  }

  /**
   * Begins a multipart upload. When an answer is lost, and the request made again, the first upload stays behind unfinished.
   *
   * @param onUnclear told when that may have happened
   * @returns its id
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
   * Puts the parts together. An RGW (16.2.15) answers 200 for an upload that is not there when there is an object of the
   * key: whose content that is, only its ETag tells.
   *
   * @param parts in the order of their numbers
   * @param options.onlyIfAbsent fails with `exists` when the key is taken; an RGW before 20.2.1 ignores it
   * @throws StoreFailure of kind `no-upload` when it is gone, which includes that a first answer was lost
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

  /**
   * An RGW (16.2.15) calls it an internal error of its own that an upload is gone, when it is to complete it.
   *
   * @throws StoreFailure of kind `no-upload`
   */
  async #assertUpload(key: string, uploadId: string, signal: AbortSignal | undefined): Promise<void> {
    try {
      for await (const _ of this.listParts(key, uploadId, signal)) return;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof StoreFailure && error.kind === 'no-upload') throw error;
      // A session for writing may not look.
    }
  }

  /** Resolves when the upload is gone, also when it was gone before. */
  async abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void> {
    const request: S3Request = { method: 'DELETE', key, query: { uploadId } };
    try {
      // Some servers say of an upload that is gone that they aborted it, each time.
      for (let times = 0; times < MOST_ABORTS; times += 1) {
        await this.#client.request(request, () => true, { signal });
      }
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.kind !== 'no-upload') throw error;
    }
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
   * Deletes an object, whether it is there or not. It is the way for a session with a policy of its own: to those an RGW
   * (16.2.15) refuses {@link deleteObjects}, whatever the policy says.
   */
  async deleteObject(key: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.request({ method: 'DELETE', key }, () => true, { signal });
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.kind !== 'not-found') throw error;
    }
  }

  /**
   * Deletes keys, whether they are there or not, 1,000 a request.
   *
   * @returns those that the server did not delete, and its code for why
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
   * A link with which anybody can get an object, for as long as was asked and the session lasts.
   *
   * @param expiresSeconds up to 604,800, a week
   * @param options.filename under which a browser is to save it
   * @returns the link, and when it really ends
   */
  async presignGet(
    key: string,
    expiresSeconds: number,
    { filename }: { readonly filename?: string | undefined } = {},
  ): Promise<{ url: string; endsAt: Date }> {
    const query = filename === undefined ? {} : { 'response-content-disposition': disposition(filename) };
    return await this.#client.presign(key, query, expiresSeconds);
  }

  /** Ends what is in flight, closes the connections, and the source of the keys. */
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
  // Servers insist on the MD5 for what deletes and tags.
  return { ...bodyOf(text), md5: createHash('md5').update(text).digest('base64') };
}

/** An object and a part have one; an answer without it is not an S3 response. */
function readEtag({ headers }: Pick<HttpAnswer, 'headers'>): { etag: string } | undefined {
  const etag = unquote(headers.etag ?? '');
  return etag === '' ? undefined : { etag };
}

function unquote(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}

/** Names that are no plain ASCII in the form of RFC 5987, with a plain one for clients that do not know it. */
function disposition(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
