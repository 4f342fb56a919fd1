import { type ErrorCode, WireError } from '../error.ts';
import { readSmallPayload } from '../payload.ts';
import { MAXIMUM_POLICY_BODY, parsePolicy } from '../policy.ts';
import { leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import type { Answer, S3Call } from './call.ts';
import { readAnyDocument } from './document.ts';

export async function getBucketPolicy({ guarded }: S3Call): Promise<Answer> {
  const { policy } = guarded.settings;
  if (policy === undefined) throw new WireError('NoSuchBucketPolicy', 'The bucket has no policy.');
  return { status: 200, body: policy, type: 'application/json' };
}

export async function putBucketPolicy(call: S3Call): Promise<Answer> {
  const policy = await readSmallPayload(call.openPayload(), MAXIMUM_POLICY_BODY);
  try {
    parsePolicy(policy);
  } catch (error) {
    // RGW has another code for a bucket's policy than for a role's.
    throw new WireError('InvalidArgument', (error as Error).message);
  }
  const { name, settings } = call.guarded;
  await call.service.identities.putBucket(name, { ...settings, policy });
  return { status: 204 };
}

export async function deleteBucketPolicy(call: S3Call): Promise<Answer> {
  const { name, settings } = call.guarded;
  await call.service.identities.putBucket(name, { ...settings, policy: undefined });
  return { status: 200 };
}

/** For RGW 16, a bucket is public if its policy allows everybody anything. */
export async function getBucketPolicyStatus({ guarded }: S3Call): Promise<Answer> {
  const statements = guarded.settings.policy === undefined ? [] : parsePolicy(guarded.settings.policy);
  const open = statements.some(({ effect, principals }) => effect === 'allow' && principals !== undefined);
  return document('PolicyStatus', leaf('IsPublic', open));
}

export async function deleteBucket(call: S3Call): Promise<Answer> {
  if (call.bucket.objects.index.keys.length > 0) {
    throw new WireError('BucketNotEmpty', 'The bucket has objects: delete them first.');
  }
  await call.service.removeBucket(call.bucket.name);
  return { status: 204 };
}

/** A part of the configuration that is never set, because the sandbox does not support it. */
export function unset(code: ErrorCode): () => Promise<Answer> {
  return async () => {
    throw new WireError(code, 'The bucket has no such configuration.');
  };
}

/** A part of the configuration that always has the same value here. */
export function constant(root: string, ...parts: string[]): () => Promise<Answer> {
  return async () => document(root, ...parts);
}

/** Removing what does not exist succeeds. */
export function nothingToRemove(status: 200 | 204): () => Promise<Answer> {
  return async () => ({ status });
}

/**
 * Refuses an invalid body as RGW does, and a valid one because the sandbox does not support it.
 * @param root of the document.
 * @param codes for a body that is not XML, and for a document with another root.
 */
export function refuseConfiguration(
  root: string,
  codes: { malformed: ErrorCode; otherRoot: ErrorCode | undefined; empty?: ErrorCode },
): (call: S3Call) => Promise<Answer> {
  return async (call) => {
    const found = await readAnyDocument(call).catch((error: unknown) => {
      if (!(error instanceof WireError && error.code === 'MalformedXML')) throw error;
      const empty = call.openPayload().length === 0 ? codes.empty : undefined;
      throw new WireError(empty ?? codes.malformed, error.message);
    });
    if (found.name === root) throw notSupported(`to change its ${root}`);
    if (codes.otherRoot === undefined) return { status: 200 };
    throw new WireError(codes.otherRoot, `The body must be a <${root}> document.`);
  };
}

export function notSupported(what: string): WireError {
  return new WireError('NotImplemented', `You may do this, but the sandbox does not support it: ${what}.`);
}

function document(root: string, ...parts: string[]): Answer {
  return { status: 200, body: xmlDocument(root, S3_NAMESPACE, ...parts) };
}
