import { createHash } from 'node:crypto';
import type { Access } from '../credentials/session-policy.ts';
import { describeAnswer } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { findTexts, readXml } from '../s3/xml.ts';
import { type CheckLine, pass, warn } from './line.ts';
import type { ProbeObject } from './probe-object.ts';
import type { Requester } from './requester.ts';

export const BATCH_DELETE = 'batch-delete';

/**
 * Deletes one object with DeleteObjects, as clients do with many. The object still has to be removed, like everything that
 * a check creates.
 *
 * @param version the object's version, if the bucket keeps versions. Without it, only a delete marker would be created.
 * @throws StoreFailure if there is no answer
 */
export function tryBatchDelete(
  { bucket, key }: ProbeObject,
  version: string | undefined,
  session: Requester,
): Promise<HttpAnswer> {
  const ofVersion = version === undefined ? '' : `<VersionId>${escapeXml(version)}</VersionId>`;
  const body = `<Delete><Object><Key>${escapeXml(key)}</Key>${ofVersion}</Object></Delete>`;
  const digest = createHash('md5').update(body).digest('base64');
  return session.ask({
    method: 'POST',
    bucket,
    query: { delete: '' },
    headers: { 'content-md5': digest },
    body,
  });
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Says whether clients that delete in batches work with sessions. */
export function judgeBatchDelete(
  answer: HttpAnswer,
  { access, bucket }: { readonly access: Access | undefined; readonly bucket: string },
): CheckLine {
  const [refusal] = findTexts(readXml(answer.body)?.content ?? {}, 'Code');
  if (isSuccess(answer) && refusal === undefined) {
    return pass(BATCH_DELETE, 'clients that delete in batches (DeleteObjects) work with a session');
  }
  if (refusal !== 'AccessDenied') {
    const cameBack = refusal ?? describeAnswer(answer);
    return warn(BATCH_DELETE, `DeleteObjects was answered with ${cameBack}`, 'delete objects one by one.');
  }
  if (access === 'role') {
    return warn(
      BATCH_DELETE,
      'the role does not allow to delete in batches (DeleteObjects)',
      `an RGW 18 or older asks for s3:DeleteObject on arn:aws:s3:::${bucket} too, without /*: allow it in the role's permission policy.`,
    );
  }
  return warn(BATCH_DELETE, DETAIL, REMEDY);
}

const DETAIL =
  'this server refuses to delete in batches (DeleteObjects) under any session policy, as RGW 18 and older do: ' +
  "s5cmd rm, mv and sync --delete and mc rm fail, and boto3's collections and delete_objects delete nothing without an exception";
const REMEDY =
  'delete objects one by one (aws s3 rm, rclone delete, boto3 delete_object), or use --access role, which sends no ' +
  'session policy, where the line role is ok.';
