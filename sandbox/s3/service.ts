import { WireError } from '../error.ts';
import { type Permission, weighCaller } from '../identity/permission.ts';
import { openPayload } from '../payload.ts';
import { type Authenticated, policyValues } from '../principal.ts';
import { decodeUri, header, type WireRequest } from '../wire-request.ts';
import { branch, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { findAbsentOperation } from './absent-operations.ts';
import { type Answer, denied, MAXIMUM_KEY, noSuchBucket, type ObjectService, type S3Call } from './call.ts';
import { createNamedBucket } from './create-bucket.ts';
import type { Operation } from './operation.ts';
import { describeOperation, OPERATIONS } from './operations.ts';

export type { ObjectService };

/**
 * Answers an authenticated S3 request.
 * @param sendContinue sends `100 Continue`, if the client waits for it.
 * @throws WireError, in RGW's order: it may report what does not exist before it checks permission.
 */
export async function answerS3(
  wire: WireRequest,
  authenticated: Authenticated,
  service: ObjectService,
  sendContinue: () => void,
): Promise<Answer> {
  refuseVirtualHost(wire);
  const { principal } = authenticated;
  const permission = { principal, values: policyValues(wire, principal, service.now()) };
  if (wire.rawPath === '/') return answerService(wire, permission, service);
  const { bucketName, key } = splitPath(wire.rawPath);
  const bucket = service.buckets.get(bucketName);
  const settings = service.identities.bucket(bucketName);
  const description = describe(wire, key);
  if (!bucket || !settings) {
    if (description === 'PUT bucket') return createNamedBucket(permission, service, bucketName);
    throw noSuchBucket();
  }
  const call: S3Call = {
    wire,
    permission,
    service,
    bucket,
    guarded: { name: bucketName, settings },
    key,
    region: service.region,
    now: service.now,
    openPayload: (options) => openPayload({ request: wire, ...authenticated, sendContinue }, options),
  };
  const operation = findOperation(description);
  await operation.permit(call);
  return operation.answer(call);
}

function describe({ method, query, headers }: WireRequest, key: string): string {
  return describeOperation(method, key === '' ? 'bucket' : 'object', query, headers.has('x-amz-copy-source'));
}

function findOperation(description: string): Pick<Operation, 'permit' | 'answer'> {
  const found = Object.hasOwn(OPERATIONS, description) ? OPERATIONS[description] : undefined;
  return found ?? findAbsentOperation(description);
}

/** ListBuckets returns the caller's buckets. A session belongs to a user who owns none, and needs permission. */
function answerService({ method }: WireRequest, permission: Permission, service: ObjectService): Answer {
  if (method !== 'GET' && method !== 'HEAD')
    throw new WireError('MethodNotAllowed', `${method} is not supported on the service.`);
  const { principal } = permission;
  const verdict = weighCaller(permission, 's3:ListAllMyBuckets', 'arn:aws:s3:::*');
  if (verdict === 'deny' || (principal.kind === 'session' && verdict !== 'allow')) throw denied();
  const uid = principal.kind === 'anonymous' ? 'anonymous' : principal.user.uid;
  const buckets = service.identities.bucketsOf(uid).flatMap((name) => service.buckets.get(name) ?? []);
  const entries = buckets.map(({ name, createdAt }) =>
    branch('Bucket', leaf('Name', name), leaf('CreationDate', createdAt)),
  );
  const owner = branch('Owner', leaf('ID', uid), leaf('DisplayName', uid));
  return {
    status: 200,
    body: xmlDocument('ListAllMyBucketsResult', S3_NAMESPACE, owner, branch('Buckets', ...entries)),
  };
}

/** For `localhost`, SDKs put the bucket into the host name, so that the key would be taken for a bucket. */
function refuseVirtualHost(wire: WireRequest): void {
  if (!/\.localhost(:\d+)?$/.test(header(wire, 'host') ?? '')) return;
  throw new WireError(
    'InvalidRequest',
    'The bucket must be in the path: use 127.0.0.1, or configure path-style addressing in the client.',
  );
}

/** Only path-style addressing, as on OtterStorage: `/BUCKET/KEY`. */
function splitPath(rawPath: string): { bucketName: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
  const decoded = decodeUri(key);
  if (Buffer.byteLength(decoded) > MAXIMUM_KEY) {
    throw new WireError('InvalidObjectName', `A key has at most ${MAXIMUM_KEY} bytes of UTF-8.`);
  }
  return { bucketName: decodeUri(bucket), key: decoded };
}
