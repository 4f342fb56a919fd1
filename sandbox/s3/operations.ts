import {
  getAcl,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listObjects,
  listObjectsV2,
} from './bucket-operations.ts';
import type { Answer, S3Call } from './call.ts';
import { copyObject } from './copy-operations.ts';
import { deleteObjects } from './delete-objects.ts';
import { completeMultipartUpload } from './multipart-completion.ts';
import { listMultipartUploads, listParts } from './multipart-listing.ts';
import {
  abortMultipartUpload,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from './multipart-operations.ts';
import { deleteObject, getObject, headObject, putObject } from './object-operations.ts';
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from './tagging-operations.ts';

/** One operation of the S3 API. */
export interface Operation {
  readonly name: string;
  /**
   * Any one of these must be allowed before the operation starts. `each key` leaves it to the operation, which
   * asks for every key that its body names.
   */
  readonly actions: readonly string[] | 'each key';
  readonly answer: (call: S3Call) => Promise<Answer>;
}

/**
 * Every operation that the sandbox has, by `METHOD target subresource`. `copy` is a PUT with x-amz-copy-source.
 * A write-only session (PutObject alone) may abort what it began, as RGW was seen to let it.
 */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET bucket': { name: 'ListObjects', actions: ['s3:ListBucket'], answer: listObjects },
  'GET bucket list-type': { name: 'ListObjectsV2', actions: ['s3:ListBucket'], answer: listObjectsV2 },
  'GET bucket location': {
    name: 'GetBucketLocation',
    actions: ['s3:GetBucketLocation'],
    answer: getBucketLocation,
  },
  'GET bucket versioning': {
    name: 'GetBucketVersioning',
    actions: ['s3:GetBucketVersioning'],
    answer: getBucketVersioning,
  },
  'GET bucket acl': { name: 'GetBucketAcl', actions: ['s3:GetBucketAcl'], answer: getAcl },
  'GET bucket uploads': {
    name: 'ListMultipartUploads',
    actions: ['s3:ListBucketMultipartUploads'],
    answer: listMultipartUploads,
  },
  'HEAD bucket': { name: 'HeadBucket', actions: ['s3:ListBucket'], answer: headBucket },
  'POST bucket delete': { name: 'DeleteObjects', actions: 'each key', answer: deleteObjects },

  'GET object': { name: 'GetObject', actions: ['s3:GetObject'], answer: getObject },
  'HEAD object': { name: 'HeadObject', actions: ['s3:GetObject'], answer: headObject },
  'PUT object': { name: 'PutObject', actions: ['s3:PutObject'], answer: putObject },
  'PUT object copy': { name: 'CopyObject', actions: ['s3:PutObject'], answer: copyObject },
  'DELETE object': { name: 'DeleteObject', actions: ['s3:DeleteObject'], answer: deleteObject },
  'GET object acl': { name: 'GetObjectAcl', actions: ['s3:GetObjectAcl'], answer: getAcl },
  'PUT object acl': { name: 'PutObjectAcl', actions: ['s3:PutObjectAcl'], answer: putObjectAcl },
  'GET object tagging': {
    name: 'GetObjectTagging',
    actions: ['s3:GetObjectTagging'],
    answer: getObjectTagging,
  },
  'PUT object tagging': {
    name: 'PutObjectTagging',
    actions: ['s3:PutObjectTagging'],
    answer: putObjectTagging,
  },
  'DELETE object tagging': {
    name: 'DeleteObjectTagging',
    actions: ['s3:DeleteObjectTagging'],
    answer: deleteObjectTagging,
  },

  'POST object uploads': {
    name: 'CreateMultipartUpload',
    actions: ['s3:PutObject'],
    answer: createMultipartUpload,
  },
  'PUT object uploadId': { name: 'UploadPart', actions: ['s3:PutObject'], answer: uploadPart },
  'PUT object uploadId copy': { name: 'UploadPartCopy', actions: ['s3:PutObject'], answer: uploadPartCopy },
  'GET object uploadId': { name: 'ListParts', actions: ['s3:ListMultipartUploadParts'], answer: listParts },
  'POST object uploadId': {
    name: 'CompleteMultipartUpload',
    actions: ['s3:PutObject'],
    answer: completeMultipartUpload,
  },
  'DELETE object uploadId': {
    name: 'AbortMultipartUpload',
    actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
    answer: abortMultipartUpload,
  },
};

/** Query parameters that make a request another operation; the sandbox has some, and names the rest. */
const SUBRESOURCES = [
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'list-type',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

/** The spelling by which the table above knows a request; also what a refusal calls it. */
export function describeOperation(
  method: string,
  target: 'bucket' | 'object',
  query: ReadonlyMap<string, string>,
  copies: boolean,
): string {
  const subresources = SUBRESOURCES.filter((name) => query.has(name));
  const copy = target === 'object' && method === 'PUT' && copies ? ['copy'] : [];
  return [method, target, ...subresources, ...copy].join(' ');
}

export function findOperation(description: string): Operation | undefined {
  return Object.hasOwn(OPERATIONS, description) ? OPERATIONS[description] : undefined;
}
