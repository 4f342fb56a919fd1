import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { readXml, textOf } from '../s3/xml.ts';
import type { Cleanup } from './cleanup.ts';
import type { Requester } from './requester.ts';

/** The beginning of the names, after the prefix. */
export const PROBE_START = '.otter-sts-check-';
export const PROBE_CONTENT = 'otter-sts check put this here, and removes it again.\n';

/** A small object with a unique name. */
export interface ProbeObject {
  readonly bucket: string;
  readonly key: string;
}

/** What is needed to try something, and to put something into a bucket for a moment. */
export interface Probing {
  readonly cleanup: Cleanup;
  /** Sends requests without a signature. */
  readonly anyone: Requester;
  /** Returns a few random letters and digits. */
  readonly randomId: () => string;
}

export function nameProbe(bucket: string, prefix: string, { randomId }: Probing): ProbeObject {
  return { bucket, key: `${prefix}${PROBE_START}${randomId()}` };
}

/**
 * Puts the object, and registers it for cleanup.
 *
 * @param helper removes it if `requester` may put and not delete
 * @throws StoreFailure if there is no answer
 */
export function putProbe(
  object: ProbeObject,
  requester: Requester,
  cleanup: Cleanup,
  {
    headers = {},
    helper,
  }: { headers?: Readonly<Record<string, string>>; helper?: Requester | undefined } = {},
): Promise<HttpAnswer> {
  let version: string | undefined;
  const put = async () => {
    const answer = await requester.change({ method: 'PUT', ...object, body: PROBE_CONTENT, headers });
    version = answer.headers['x-amz-version-id'];
    return answer;
  };
  const remove = (by: Requester) =>
    // If the bucket keeps versions, deleting without naming one would only hide the object.
    by.change({ method: 'DELETE', ...object, ...(version && { query: { versionId: version } }) });
  const removal = async () => {
    const answer = await remove(requester);
    return isSuccess(answer) || helper === undefined ? answer : remove(helper);
  };
  return cleanup.create(nameOf(object), put, removal);
}

/** @throws StoreFailure if there is no answer */
export function removeProbe(object: ProbeObject, cleanup: Cleanup): Promise<HttpAnswer | undefined> {
  return cleanup.remove(nameOf(object));
}

function nameOf({ bucket, key }: ProbeObject): string {
  return `the object ${key} in ${bucket}`;
}

/** A multipart upload that is started and aborted, and is never visible in the bucket. */
export interface ProbeUpload {
  /** @throws StoreFailure if there is no answer */
  readonly begin: () => Promise<HttpAnswer>;
  /** @throws StoreFailure if there is no answer */
  readonly abort: () => Promise<HttpAnswer | undefined>;
}

export function createProbeUpload(object: ProbeObject, requester: Requester, cleanup: Cleanup): ProbeUpload {
  const name = `a multipart upload of ${object.key} in ${object.bucket}`;
  let uploadId = '';
  const begin = async () => {
    const answer = await requester.change({ method: 'POST', ...object, query: { uploads: '' } });
    uploadId = textOf(readXml(answer.body)?.content ?? {}, 'UploadId');
    return answer;
  };
  const abort = () => requester.change({ method: 'DELETE', ...object, query: { uploadId } });
  return { begin: () => cleanup.create(name, begin, abort), abort: () => cleanup.remove(name) };
}
