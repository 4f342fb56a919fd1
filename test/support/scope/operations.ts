/**
 * Every operation on a bucket and its objects that a session may try, and the powers that it needs. This list
 * spells out the promise "one bucket, and no more". What is missing from it is not proven.
 */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketTaggingCommand,
  DeleteBucketWebsiteCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';

/**
 * What an operation needs. Only `access: role` may `administer`. No session may `leave`, which goes outside the bucket.
 */
export type Power = 'read' | 'list' | 'locate' | 'put' | 'change' | 'administer' | 'leave';

/** Inside the session's prefix, or outside it in the same bucket. */
export const places = ['inside', 'outside'] as const;

export type Place = (typeof places)[number];

/** The target of an operation. */
export interface Target {
  bucket: string;
  /** A separate object in the place, which the bucket's owner uploaded. */
  key: string;
  versionId: string;
  /** An upload to `key` that the owner has started, and the ETag of its first part. Only for operations on uploads. */
  upload?: { id: string; part: string };
  /** The beginning of `key`, including the slash. */
  prefix: string;
  /** Another object of the owner in each place. */
  elsewhere: Readonly<Record<Place, string>>;
  /** Another user's bucket, with one object. */
  foreign: { bucket: string; key: string };
}

interface Need {
  power: Power;
  /** Where the power is needed. By default in the target's place, or on the whole bucket if it has none. */
  at?: Place;
}

export interface Operation {
  name: string;
  needs: readonly Need[];
  /** Error codes that the server returns only for a permitted request. */
  permitted?: readonly string[];
  send(session: S3Client, target: Target): Promise<unknown>;
}

const needing =
  (power: Power) =>
  (name: string, send: Operation['send'], permitted: readonly string[] = []): Operation => ({
    name,
    needs: [{ power }],
    permitted,
    send,
  });

const administering = needing('administer');
const listing = needing('list');
const reading = needing('read');
const putting = needing('put');
const changing = needing('change');

const at = ({ bucket, key }: Target) => ({ Bucket: bucket, Key: key });
const rule = {
  ID: 'one',
  Status: 'Enabled',
  Filter: { Prefix: 'never/' },
  Expiration: { Days: 999 },
} as const;
const tags = { TagSet: [{ Key: 'team', Value: 'a' }] };
const everybody = (bucket: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` },
    ],
  });
const blocks = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** On the whole bucket. After each operation that sets something comes the one that removes it. */
export const bucketOperations: readonly Operation[] = [
  administering('GetBucketAcl', (s3, { bucket }) => s3.send(new GetBucketAclCommand({ Bucket: bucket }))),
  administering('PutBucketAcl', (s3, { bucket }) =>
    s3.send(new PutBucketAclCommand({ Bucket: bucket, ACL: 'private' })),
  ),
  administering('PutBucketPolicy', (s3, { bucket }) =>
    s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: everybody(bucket) })),
  ),
  administering(
    'GetBucketPolicy',
    (s3, { bucket }) => s3.send(new GetBucketPolicyCommand({ Bucket: bucket })),
    ['NoSuchBucketPolicy'],
  ),
  administering('GetBucketPolicyStatus', (s3, { bucket }) =>
    s3.send(new GetBucketPolicyStatusCommand({ Bucket: bucket })),
  ),
  administering('DeleteBucketPolicy', (s3, { bucket }) =>
    s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket })),
  ),
  administering('PutBucketVersioning', (s3, { bucket }) => {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    return s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  }),
  administering('GetBucketVersioning', (s3, { bucket }) =>
    s3.send(new GetBucketVersioningCommand({ Bucket: bucket })),
  ),
  administering('PutBucketLifecycle', (s3, { bucket }) => {
    const LifecycleConfiguration = { Rules: [rule] };
    return s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration }));
  }),
  administering(
    'GetBucketLifecycle',
    (s3, { bucket }) => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })),
    ['NoSuchLifecycleConfiguration'],
  ),
  administering('DeleteBucketLifecycle', (s3, { bucket }) =>
    s3.send(new DeleteBucketLifecycleCommand({ Bucket: bucket })),
  ),
  administering('PutBucketCors', (s3, { bucket }) => {
    const CORSConfiguration = {
      CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://a.example'] }],
    };
    return s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }));
  }),
  administering('GetBucketCors', (s3, { bucket }) => s3.send(new GetBucketCorsCommand({ Bucket: bucket })), [
    'NoSuchCORSConfiguration',
  ]),
  administering('DeleteBucketCors', (s3, { bucket }) =>
    s3.send(new DeleteBucketCorsCommand({ Bucket: bucket })),
  ),
  administering('PutBucketWebsite', (s3, { bucket }) => {
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } };
    return s3.send(new PutBucketWebsiteCommand({ Bucket: bucket, WebsiteConfiguration }));
  }),
  administering(
    'GetBucketWebsite',
    (s3, { bucket }) => s3.send(new GetBucketWebsiteCommand({ Bucket: bucket })),
    ['NoSuchWebsiteConfiguration'],
  ),
  administering('DeleteBucketWebsite', (s3, { bucket }) =>
    s3.send(new DeleteBucketWebsiteCommand({ Bucket: bucket })),
  ),
  administering('PutBucketTagging', (s3, { bucket }) =>
    s3.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: tags })),
  ),
  administering(
    'GetBucketTagging',
    (s3, { bucket }) => s3.send(new GetBucketTaggingCommand({ Bucket: bucket })),
    ['NoSuchTagSet', 'NoSuchTagSetError'],
  ),
  administering('DeleteBucketTagging', (s3, { bucket }) =>
    s3.send(new DeleteBucketTaggingCommand({ Bucket: bucket })),
  ),
  administering('PutBucketEncryption', (s3, { bucket }) => {
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
    const ServerSideEncryptionConfiguration = { Rules };
    return s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }));
  }),
  administering(
    'GetBucketEncryption',
    (s3, { bucket }) => s3.send(new GetBucketEncryptionCommand({ Bucket: bucket })),
    ['ServerSideEncryptionConfigurationNotFoundError'],
  ),
  administering('DeleteBucketEncryption', (s3, { bucket }) =>
    s3.send(new DeleteBucketEncryptionCommand({ Bucket: bucket })),
  ),
  administering(
    'PutObjectLockConfiguration',
    (s3, { bucket }) => {
      // Without a rule, because it would keep what later operations must delete.
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const };
      return s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
    },
    ['InvalidBucketState'],
  ),
  administering(
    'GetObjectLockConfiguration',
    (s3, { bucket }) => s3.send(new GetObjectLockConfigurationCommand({ Bucket: bucket })),
    ['ObjectLockConfigurationNotFoundError'],
  ),
  administering('PutPublicAccessBlock', (s3, { bucket }) =>
    s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: blocks })),
  ),
  administering(
    'GetPublicAccessBlock',
    (s3, { bucket }) => s3.send(new GetPublicAccessBlockCommand({ Bucket: bucket })),
    ['NoSuchPublicAccessBlockConfiguration'],
  ),
  administering('DeletePublicAccessBlock', (s3, { bucket }) =>
    s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucket })),
  ),
  administering('PutBucketNotification', (s3, { bucket }) =>
    s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration: {} })),
  ),
  administering('GetBucketNotification', (s3, { bucket }) =>
    s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket })),
  ),
  administering('PutBucketReplication', (s3, { bucket, foreign }) => {
    const Destination = { Bucket: `arn:aws:s3:::${foreign.bucket}` };
    const Rules = [
      { ID: 'one', Status: 'Enabled' as const, Priority: 1, Filter: { Prefix: '' }, Destination },
    ];
    const ReplicationConfiguration = { Role: '', Rules };
    return s3.send(new PutBucketReplicationCommand({ Bucket: bucket, ReplicationConfiguration }));
  }),
  administering(
    'GetBucketReplication',
    (s3, { bucket }) => s3.send(new GetBucketReplicationCommand({ Bucket: bucket })),
    ['ReplicationConfigurationNotFoundError'],
  ),
  administering('DeleteBucketReplication', (s3, { bucket }) =>
    s3.send(new DeleteBucketReplicationCommand({ Bucket: bucket })),
  ),
  administering('PutBucketLogging', (s3, { bucket }) =>
    s3.send(new PutBucketLoggingCommand({ Bucket: bucket, BucketLoggingStatus: {} })),
  ),
  administering('GetBucketLogging', (s3, { bucket }) =>
    s3.send(new GetBucketLoggingCommand({ Bucket: bucket })),
  ),
  administering('PutBucketRequestPayment', (s3, { bucket }) => {
    const RequestPaymentConfiguration = { Payer: 'BucketOwner' as const };
    return s3.send(new PutBucketRequestPaymentCommand({ Bucket: bucket, RequestPaymentConfiguration }));
  }),
  administering('GetBucketRequestPayment', (s3, { bucket }) =>
    s3.send(new GetBucketRequestPaymentCommand({ Bucket: bucket })),
  ),
  // The bucket is never empty here.
  administering('DeleteBucket', (s3, { bucket }) => s3.send(new DeleteBucketCommand({ Bucket: bucket })), [
    'BucketNotEmpty',
  ]),
  needing('locate')('GetBucketLocation', (s3, { bucket }) =>
    s3.send(new GetBucketLocationCommand({ Bucket: bucket })),
  ),
  listing('HeadBucket', (s3, { bucket }) => s3.send(new HeadBucketCommand({ Bucket: bucket }))),
  listing('ListObjectsV2 of the whole bucket', (s3, { bucket }) =>
    s3.send(new ListObjectsV2Command({ Bucket: bucket })),
  ),
  needing('leave')('ListBuckets', (s3) => s3.send(new ListBucketsCommand({}))),
  needing('leave')('CreateBucket', (s3, { bucket }) =>
    s3.send(new CreateBucketCommand({ Bucket: `${bucket}-more` })),
  ),
  needing('leave')('ListObjectsV2 of another bucket', (s3, { foreign }) =>
    s3.send(new ListObjectsV2Command({ Bucket: foreign.bucket })),
  ),
  needing('leave')('GetObject of another bucket', (s3, { foreign }) =>
    s3.send(new GetObjectCommand({ Bucket: foreign.bucket, Key: foreign.key })),
  ),
  needing('leave')('PutObject to another bucket', (s3, { foreign }) =>
    s3.send(new PutObjectCommand({ Bucket: foreign.bucket, Key: 'new', Body: 'new' })),
  ),
];

const sourceOf = (bucket: string, key: string) => `${bucket}/${key}`;

/** A copy of the first to the second. */
const copy = (s3: S3Client, bucket: string, key: string, source: string) =>
  s3.send(new CopyObjectCommand({ Bucket: bucket, Key: key, CopySource: source }));

function copyingFrom(place: Place): Operation {
  return {
    name: `CopyObject of an object ${place}`,
    needs: [{ power: 'read', at: place }, { power: 'put' }],
    send: (s3, { bucket, key, elsewhere }) => copy(s3, bucket, key, sourceOf(bucket, elsewhere[place])),
  };
}

function copyingPartFrom(place: Place): Operation {
  return {
    name: `UploadPartCopy of an object ${place}`,
    needs: [{ power: 'read', at: place }, { power: 'put' }],
    send: (s3, target) =>
      s3.send(
        new UploadPartCopyCommand({
          ...at(target),
          UploadId: target.upload?.id,
          PartNumber: 2,
          // Never with a percent sign, for which Ceph 16 and 18 abort.
          CopySource: sourceOf(target.bucket, target.elsewhere[place]),
        }),
      ),
  };
}

/** For a bucket without object lock, or an object without either. */
const unlocked = ['InvalidRequest', 'ObjectLockConfigurationNotFoundError', 'NoSuchObjectLockConfiguration'];

const retention = { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 86_400_000) } as const;

function copyingPartFromForeign(): Operation {
  return {
    name: 'UploadPartCopy of an object of another bucket',
    needs: [{ power: 'leave' }, { power: 'put' }],
    send: (s3, target) =>
      s3.send(
        new UploadPartCopyCommand({
          ...at(target),
          UploadId: target.upload?.id,
          PartNumber: 2,
          CopySource: sourceOf(target.foreign.bucket, target.foreign.key),
        }),
      ),
  };
}

/** On one object, or on the listing below one prefix. */
export const objectOperations: readonly Operation[] = [
  listing('ListObjectsV2', (s3, { bucket, prefix }) =>
    s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix })),
  ),
  listing('ListObjects', (s3, { bucket, prefix }) =>
    s3.send(new ListObjectsCommand({ Bucket: bucket, Prefix: prefix })),
  ),
  listing('ListObjectVersions', (s3, { bucket, prefix }) =>
    s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix })),
  ),
  listing('ListMultipartUploads', (s3, { bucket, prefix }) =>
    s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix })),
  ),
  reading('HeadObject', (s3, target) => s3.send(new HeadObjectCommand(at(target)))),
  reading('GetObject', (s3, target) => s3.send(new GetObjectCommand(at(target)))),
  reading('GetObject of a range', (s3, target) =>
    s3.send(new GetObjectCommand({ ...at(target), Range: 'bytes=1-2' })),
  ),
  reading('GetObject of a version', (s3, target) =>
    s3.send(new GetObjectCommand({ ...at(target), VersionId: target.versionId })),
  ),
  reading('GetObjectTagging', (s3, target) => s3.send(new GetObjectTaggingCommand(at(target)))),
  reading('GetObjectAcl', (s3, target) => s3.send(new GetObjectAclCommand(at(target)))),
  reading('GetObjectAttributes', (s3, target) =>
    s3.send(new GetObjectAttributesCommand({ ...at(target), ObjectAttributes: ['ETag', 'ObjectSize'] })),
  ),
  putting('PutObject', (s3, target) => s3.send(new PutObjectCommand({ ...at(target), Body: 'new' }))),
  putting('PutObject for the bucket owner', (s3, target) =>
    s3.send(new PutObjectCommand({ ...at(target), Body: 'new', ACL: 'bucket-owner-full-control' })),
  ),
  putting('PutObject with tags', (s3, target) =>
    s3.send(new PutObjectCommand({ ...at(target), Body: 'new', Tagging: 'team=a' })),
  ),
  putting('PutObjectTagging', (s3, target) =>
    s3.send(new PutObjectTaggingCommand({ ...at(target), Tagging: tags })),
  ),
  putting('CreateMultipartUpload', (s3, target) => s3.send(new CreateMultipartUploadCommand(at(target)))),
  copyingFrom('inside'),
  copyingFrom('outside'),
  {
    name: 'CopyObject of an object of another bucket',
    needs: [{ power: 'leave' }, { power: 'put' }],
    send: (s3, { bucket, key, foreign }) => copy(s3, bucket, key, sourceOf(foreign.bucket, foreign.key)),
  },
  {
    name: 'CopyObject to another bucket',
    needs: [{ power: 'read' }, { power: 'leave' }],
    send: (s3, { bucket, key, foreign }) => copy(s3, foreign.bucket, 'copied', sourceOf(bucket, key)),
  },
  administering('PutObjectAcl', (s3, target) =>
    s3.send(new PutObjectAclCommand({ ...at(target), ACL: 'public-read' })),
  ),
  administering(
    'PutObjectRetention',
    (s3, target) => s3.send(new PutObjectRetentionCommand({ ...at(target), Retention: retention })),
    unlocked,
  ),
  administering(
    'GetObjectRetention',
    (s3, target) => s3.send(new GetObjectRetentionCommand(at(target))),
    unlocked,
  ),
  administering(
    'PutObjectLegalHold',
    (s3, target) => s3.send(new PutObjectLegalHoldCommand({ ...at(target), LegalHold: { Status: 'ON' } })),
    unlocked,
  ),
  administering(
    'GetObjectLegalHold',
    (s3, target) => s3.send(new GetObjectLegalHoldCommand(at(target))),
    unlocked,
  ),
  changing('DeleteObjectTagging', (s3, target) => s3.send(new DeleteObjectTaggingCommand(at(target)))),
  changing('DeleteObject of a version', (s3, target) =>
    s3.send(new DeleteObjectCommand({ ...at(target), VersionId: target.versionId })),
  ),
  changing('DeleteObject', (s3, target) => s3.send(new DeleteObjectCommand(at(target)))),
  changing('DeleteObjects', async (s3, { bucket, key }) => {
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [{ Key: key }] } }),
    );
    // The status is 200, and each key has its own error.
    if (Errors[0] !== undefined) throw Object.assign(new Error('one key'), { name: Errors[0].Code });
  }),
];

/** On the upload of one object. */
export const uploadOperations: readonly Operation[] = [
  putting('UploadPart', (s3, target) =>
    s3.send(
      new UploadPartCommand({ ...at(target), UploadId: target.upload?.id, PartNumber: 2, Body: 'two' }),
    ),
  ),
  copyingPartFrom('inside'),
  copyingPartFrom('outside'),
  copyingPartFromForeign(),
  changing('ListParts', (s3, target) =>
    s3.send(new ListPartsCommand({ ...at(target), UploadId: target.upload?.id })),
  ),
  putting('CompleteMultipartUpload', (s3, target) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        ...at(target),
        UploadId: target.upload?.id,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: target.upload?.part }] },
      }),
    ),
  ),
  putting('AbortMultipartUpload', (s3, target) =>
    s3.send(new AbortMultipartUploadCommand({ ...at(target), UploadId: target.upload?.id })),
  ),
];
