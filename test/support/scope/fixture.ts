/** A separate bucket for each session that tries all operations, so that the changes of one cannot help another. */
import { createHash } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ServiceCredential } from '../../../src/credentials/service-credential.ts';
import type { Access } from '../../../src/credentials/session-policy.ts';
import { checkRequest } from '../../../src/credentials/session-request.ts';
import { exchange } from '../../../src/sts/exchange.ts';
import type { BucketWithRole } from '../ceph/accounts.ts';
import type { SharedCeph } from '../ceph.ts';
import { type Judgement, judge } from './judgement.ts';
import {
  bucketOperations,
  type Operation,
  objectOperations,
  type Place,
  places,
  type Target,
  uploadOperations,
} from './operations.ts';

export const PREFIX = 'in/';

const folders: Readonly<Record<Place, string>> = { inside: PREFIX, outside: 'out/' };

export interface Scope {
  access: Access;
  /** Empty, or {@link PREFIX}. */
  prefix: string;
}

interface Key {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A client that sends each request once, with the Content-MD5 that some of Ceph's operations require. */
function plainClient({ endpoint, region }: SharedCeph, credentials: Key, place = region): S3Client {
  const s3 = new S3Client({
    ...{ endpoint, credentials, region: place, forcePathStyle: true, maxAttempts: 1 },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const addDigest = {
    step: 'build',
    name: 'contentMd5',
  } as const;
  s3.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { body?: unknown; headers: Record<string, string> };
      if (typeof request.body === 'string') {
        request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64');
      }
      return next(args);
    },
    addDigest,
  );
  return s3;
}

async function sessionKey(ceph: SharedCeph, granted: BucketWithRole, scope: Scope): Promise<Key> {
  const { bucket, roleArn } = granted;
  const place = { endpoint: ceph.endpoint, roleArn, bucket, ...scope };
  const { request } = checkRequest(place, { sessionName: 'scope-test', renewed: false });
  const credential = new ServiceCredential(granted.serviceAccessKey, granted.serviceSecretKey);
  return (await exchange(credential, request)).session;
}

const ownerKey = ({ ownerAccessKey, ownerSecretKey }: BucketWithRole): Key => ({
  accessKeyId: ownerAccessKey,
  secretAccessKey: ownerSecretKey,
});

/** @returns the version ID */
async function putObject(owner: S3Client, bucket: string, key: string): Promise<string> {
  const { VersionId } = await owner.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'old' }));
  return VersionId ?? 'null';
}

async function beginUpload(owner: S3Client, bucket: string, key: string) {
  const place = { Bucket: bucket, Key: key };
  const { UploadId = '' } = await owner.send(new CreateMultipartUploadCommand(place));
  const part = await owner.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: 'one' }));
  return { id: UploadId, part: part.ETag ?? '' };
}

/** One row of the table. */
export const nameOf = (operation: Operation, place: Place): string => `${operation.name}, ${place}`;

/** By {@link nameOf}, and operations on the whole bucket by their names. */
export type Judgements = Record<string, Judgement>;

async function createForeign(ceph: SharedCeph): Promise<Target['foreign']> {
  const other = await ceph.createBucketWithRole();
  const place = { bucket: other.bucket, key: 'secret' };
  await putObject(plainClient(ceph, ownerKey(other)), place.bucket, place.key);
  return place;
}

interface Bench {
  owner: S3Client;
  session: S3Client;
  usual: Pick<Target, 'bucket' | 'elsewhere' | 'foreign'>;
}

async function prepareBench(ceph: SharedCeph, scope: Scope): Promise<Bench> {
  const granted = await ceph.createBucketWithRole();
  const owner = plainClient(ceph, ownerKey(granted));
  // CreateBucket accepts no other location.
  const session = plainClient(ceph, await sessionKey(ceph, granted, scope), 'default');
  const elsewhere = { inside: 'in/seed', outside: 'out/seed' };
  const { bucket } = granted;
  for (const key of Object.values(elsewhere)) await putObject(owner, bucket, key);
  return {
    owner,
    session,
    usual: { bucket, elsewhere, foreign: await createForeign(ceph) },
  };
}

/** @returns the unique part of a target's key */
async function prepareObject(owner: S3Client, bucket: string, operation: Operation, place: Place) {
  const prefix = folders[place];
  const key = `${prefix}${operation.name.replaceAll(' ', '-')}`;
  const versionId = await putObject(owner, bucket, key);
  const object = { prefix, key, versionId };
  if (!uploadOperations.includes(operation)) return object;
  return { ...object, upload: await beginUpload(owner, bucket, key) };
}

/** Lets a session with this scope try all operations, one after the other. */
export async function tryEverything(ceph: SharedCeph, scope: Scope): Promise<Judgements> {
  const { owner, session, usual } = await prepareBench(ceph, scope);
  const { bucket, elsewhere } = usual;
  const judgements: Judgements = {};
  for (const operation of bucketOperations) {
    const target = { ...usual, prefix: PREFIX, key: elsewhere.inside, versionId: 'null' };
    judgements[operation.name] = await judge(operation, session, target);
  }
  for (const operation of [...objectOperations, ...uploadOperations]) {
    for (const place of places) {
      const target = { ...usual, ...(await prepareObject(owner, bucket, operation, place)) };
      judgements[nameOf(operation, place)] = await judge(operation, session, target);
    }
  }
  return judgements;
}
