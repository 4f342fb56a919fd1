import type { S3Answer } from '../s3/raw-connection.ts';
import type { Leftovers } from './leftovers.ts';
import type { Party } from './party.ts';
import { isSuccess, textsOf } from './s3-answer.ts';

/** How the names begin, after the prefix. */
export const PROBE_START = '.otter-sts-check-';
export const PROBE_CONTENT = 'otter-sts check put this here, and removes it again.\n';

/** A small object with a name that nothing else has. */
export interface ProbeObject {
  readonly bucket: string;
  readonly key: string;
}

/** What it takes to try something, and to put something into a bucket for a moment. */
export interface Probing {
  readonly leftovers: Leftovers;
  /** Asks without a signature. */
  readonly anyone: Party;
  /** A few random letters and digits, new at each call. */
  readonly randomId: () => string;
}

export function nameProbe(bucket: string, prefix: string, { randomId }: Probing): ProbeObject {
  return { bucket, key: `${prefix}${PROBE_START}${randomId()}` };
}

/**
 * Puts the object, and enters it among the leftovers.
 *
 * @param helper removes it where `party` may put and not delete
 * @throws NoAnswer
 */
export function putProbe(
  object: ProbeObject,
  party: Party,
  leftovers: Leftovers,
  { headers = {}, helper }: { headers?: Readonly<Record<string, string>>; helper?: Party | undefined } = {},
): Promise<S3Answer> {
  let version: string | undefined;
  const put = async () => {
    const answer = await party.change({ method: 'PUT', ...object, body: PROBE_CONTENT, headers });
    version = answer.headers['x-amz-version-id'];
    return answer;
  };
  const remove = (by: Party) =>
    // Where the bucket keeps versions, removing without naming one would only hide the object.
    by.change({ method: 'DELETE', ...object, ...(version && { query: { versionId: version } }) });
  const removal = async () => {
    const answer = await remove(party);
    return isSuccess(answer) || helper === undefined ? answer : remove(helper);
  };
  return leftovers.create(nameOf(object), put, removal);
}

/** @throws NoAnswer */
export function removeProbe(object: ProbeObject, leftovers: Leftovers): Promise<S3Answer | undefined> {
  return leftovers.remove(nameOf(object));
}

function nameOf({ bucket, key }: ProbeObject): string {
  return `the object ${key} in ${bucket}`;
}

/** A multipart upload that is begun and given up: nothing of it is ever seen in the bucket. */
export interface ProbeUpload {
  /** @throws NoAnswer */
  readonly begin: () => Promise<S3Answer>;
  /** @throws NoAnswer */
  readonly abort: () => Promise<S3Answer | undefined>;
}

export function createProbeUpload(object: ProbeObject, party: Party, leftovers: Leftovers): ProbeUpload {
  const name = `a multipart upload of ${object.key} in ${object.bucket}`;
  let uploadId = '';
  const begin = async () => {
    const answer = await party.change({ method: 'POST', ...object, query: { uploads: '' } });
    uploadId = textsOf(answer.body, 'UploadId')[0] ?? '';
    return answer;
  };
  const abort = () => party.change({ method: 'DELETE', ...object, query: { uploadId } });
  return { begin: () => leftovers.create(name, begin, abort), abort: () => leftovers.remove(name) };
}
