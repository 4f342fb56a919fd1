import { getBucketAcl, getObjectAcl, putBucketAcl } from './acl-operations.ts';
import {
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listObjects,
  listObjectsV2,
} from './bucket-operations.ts';
import {
  deleteBucket,
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from './bucket-settings.ts';
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
import { type Operation, onBucket, onKey, onObject, onUpload } from './operation.ts';
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from './tagging-operations.ts';

function operation(name: string, permit: Operation['permit'], answer: Operation['answer']): Operation {
  return { name, permit, answer };
}

/** Deleting a version is another operation, even for the only version in a bucket without versioning. */
const deletion: Operation['permit'] = (call) =>
  onKey(call.wire.query.has('versionId') ? 's3:DeleteObjectVersion' : 's3:DeleteObject')(call);

/**
 * Every operation of the sandbox, by `METHOD target subresource`. `copy` is a PUT with x-amz-copy-source.
 * A write-only session (only PutObject) may abort its own uploads, as observed on RGW.
 */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET bucket': operation('ListObjects', onBucket('s3:ListBucket'), listObjects),
  'GET bucket list-type': operation('ListObjectsV2', onBucket('s3:ListBucket'), listObjectsV2),
  'GET bucket location': operation('GetBucketLocation', onBucket('s3:GetBucketLocation'), getBucketLocation),
  'GET bucket versioning': operation(
    'GetBucketVersioning',
    onBucket('s3:GetBucketVersioning'),
    getBucketVersioning,
  ),
  'GET bucket acl': operation('GetBucketAcl', onBucket('s3:GetBucketAcl'), getBucketAcl),
  'PUT bucket acl': operation('PutBucketAcl', onBucket('s3:PutBucketAcl'), putBucketAcl),
  'GET bucket policy': operation('GetBucketPolicy', onBucket('s3:GetBucketPolicy'), getBucketPolicy),
  'PUT bucket policy': operation('PutBucketPolicy', onBucket('s3:PutBucketPolicy'), putBucketPolicy),
  'DELETE bucket policy': operation(
    'DeleteBucketPolicy',
    onBucket('s3:DeleteBucketPolicy'),
    deleteBucketPolicy,
  ),
  'GET bucket policyStatus': operation(
    'GetBucketPolicyStatus',
    onBucket('s3:GetBucketPolicyStatus'),
    getBucketPolicyStatus,
  ),
  'GET bucket uploads': operation(
    'ListMultipartUploads',
    onBucket('s3:ListBucketMultipartUploads'),
    listMultipartUploads,
  ),
  'HEAD bucket': operation('HeadBucket', onBucket('s3:ListBucket'), headBucket),
  'DELETE bucket': operation('DeleteBucket', onBucket('s3:DeleteBucket'), deleteBucket),
  'POST bucket delete': operation('DeleteObjects', onBucket('s3:DeleteObject'), deleteObjects),

  'GET object': operation('GetObject', onObject('s3:GetObject'), getObject),
  'HEAD object': operation('HeadObject', onObject('s3:GetObject'), headObject),
  'PUT object': operation('PutObject', onKey('s3:PutObject'), putObject),
  'PUT object copy': operation('CopyObject', onKey('s3:PutObject'), copyObject),
  'DELETE object': operation('DeleteObject', deletion, deleteObject),
  'GET object acl': operation('GetObjectAcl', onObject('s3:GetObjectAcl'), getObjectAcl),
  'PUT object acl': operation('PutObjectAcl', onObject('s3:PutObjectAcl'), putObjectAcl),
  'GET object tagging': operation('GetObjectTagging', onObject('s3:GetObjectTagging'), getObjectTagging),
  'PUT object tagging': operation('PutObjectTagging', onObject('s3:PutObjectTagging'), putObjectTagging),
  'DELETE object tagging': operation(
    'DeleteObjectTagging',
    onObject('s3:DeleteObjectTagging'),
    deleteObjectTagging,
  ),

  'POST object uploads': operation('CreateMultipartUpload', onKey('s3:PutObject'), createMultipartUpload),
  'PUT object uploadId': operation('UploadPart', onKey('s3:PutObject'), uploadPart),
  'PUT object uploadId copy': operation('UploadPartCopy', onKey('s3:PutObject'), uploadPartCopy),
  'GET object uploadId': operation('ListParts', onUpload('s3:ListMultipartUploadParts'), listParts),
  'POST object uploadId': operation(
    'CompleteMultipartUpload',
    onKey('s3:PutObject'),
    completeMultipartUpload,
  ),
  'DELETE object uploadId': operation(
    'AbortMultipartUpload',
    onKey('s3:AbortMultipartUpload', 's3:PutObject'),
    abortMultipartUpload,
  ),
};

/** Query parameters that select another operation. */
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

/** The description of a request in the tables and in refusals. */
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
