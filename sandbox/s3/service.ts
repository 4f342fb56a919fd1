import { WireError } from '../error.ts';
import { openPayload } from '../payload.ts';
import { type Authenticated, isAllowed, type Principal } from '../principal.ts';
import { decodeUri, header, type WireRequest } from '../wire-request.ts';
import { branch, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { OWNER_ID } from './bucket-operations.ts';
import { type Answer, type Bucket, denied, MAXIMUM_KEY, type S3Call } from './call.ts';
import { describeOperation, findOperation, type Operation } from './operations.ts';

export interface ObjectService {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Answers one authenticated S3 request.
 * @param sendContinue sends `100 Continue`, if the client waits for it.
 * @throws WireError. A bucket that is not the caller's own is AccessDenied whether or not it exists.
 */
export async function answerS3(
  wire: WireRequest,
  authenticated: Authenticated,
  service: ObjectService,
  sendContinue: () => void,
): Promise<Answer> {
  const { principal } = authenticated;
  refuseVirtualHost(wire);
  if (wire.rawPath === '/') return answerService(wire, principal, service);
  const { bucketName, key } = splitPath(wire.rawPath);
  const bucket = service.buckets.get(bucketName);
  if (principal.kind === 'service' || principal.bucket !== bucketName || !bucket) throw denied();
  const operation = selectOperation(wire, principal, key);
  const call: S3Call = {
    wire,
    principal,
    bucket,
    key,
    region: service.region,
    now: service.now,
    openPayload: (options) => openPayload({ request: wire, ...authenticated, sendContinue }, options),
  };
  authorize(operation, call);
  return operation.answer(call);
}

function authorize({ actions }: Operation, { principal, bucket, key, wire }: S3Call): void {
  if (actions === 'each key') return;
  const values = {
    ...conditionValue('s3:prefix', wire.query.get('prefix')),
    ...conditionValue('s3:delimiter', wire.query.get('delimiter')),
  };
  const target = key === '' ? undefined : key;
  if (!actions.some((action) => isAllowed(principal, action, bucket.name, target, values))) throw denied();
}

/** An empty value is no value: RGW asks a condition on s3:prefix nothing when the prefix is empty. */
function conditionValue(name: string, value: string | undefined): Record<string, string> {
  return value ? { [name]: value } : {};
}

function selectOperation(wire: WireRequest, principal: Principal, key: string): Operation {
  const target = key === '' ? 'bucket' : 'object';
  const description = describeOperation(
    wire.method,
    target,
    wire.query,
    wire.headers.has('x-amz-copy-source'),
  );
  if (description === 'PUT bucket') throw refuseCreateBucket(principal);
  const version = wire.query.get('versionId') ?? 'null';
  if (version !== 'null') throw new WireError('NotImplemented', 'The sandbox keeps no versions of objects.');
  const operation = findOperation(description);
  if (!operation)
    throw new WireError('NotImplemented', `The sandbox does not have the operation '${description}'.`);
  return operation;
}

/** As RGW answers: rclone, for one, makes sure of its bucket in this way and takes a 409 for a yes. */
function refuseCreateBucket(principal: Principal): WireError {
  const code = principal.kind === 'permanent' ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists';
  return new WireError(code, 'The bucket exists; the sandbox makes buckets when it starts.');
}

/** ListBuckets: a permanent key sees its bucket, a session may not ask. */
async function answerService(
  wire: WireRequest,
  principal: Principal,
  service: ObjectService,
): Promise<Answer> {
  if (wire.method !== 'GET')
    throw new WireError('MethodNotAllowed', `There is no ${wire.method} on the service.`);
  if (principal.kind !== 'permanent') throw denied();
  const buckets = [...service.buckets.values()]
    .filter(({ name }) => isAllowed(principal, 's3:ListBucket', name))
    .map(({ name, createdAt }) => branch('Bucket', leaf('Name', name), leaf('CreationDate', createdAt)));
  const owner = branch('Owner', leaf('ID', OWNER_ID));
  return {
    status: 200,
    body: xmlDocument('ListAllMyBucketsResult', S3_NAMESPACE, owner, branch('Buckets', ...buckets)),
  };
}

/** An SDK that is given `localhost` puts the bucket in front of it, and the key would pass for a bucket. */
function refuseVirtualHost(wire: WireRequest): void {
  if (!/\.localhost(:\d+)?$/.test(header(wire, 'host') ?? '')) return;
  throw new WireError(
    'InvalidRequest',
    'Address buckets in the path: use 127.0.0.1, or set path style in the client.',
  );
}

/** Path-style addressing alone, as OtterStorage has it: `/BUCKET/KEY`. */
function splitPath(rawPath: string): { bucketName: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
  const decoded = decodeUri(key);
  if (Buffer.byteLength(decoded) > MAXIMUM_KEY) {
    throw new WireError('KeyTooLongError', `A key has at most ${MAXIMUM_KEY} bytes of UTF-8.`);
  }
  return { bucketName: decodeUri(bucket), key: decoded };
}
