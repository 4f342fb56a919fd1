/**
 * Operations of RGW that the sandbox does not support. As on RGW, permissions are checked first, and then invalid input is
 * refused. Only then does the sandbox say that it does not support the operation.
 */
import { WireError } from '../error.ts';
import { leaf } from '../xml.ts';
import { constant, nothingToRemove, notSupported, refuseConfiguration, unset } from './bucket-settings.ts';
import { denied } from './call.ts';
import { createBucket } from './create-bucket.ts';
import { anybody, type Operation, onBucket, onKey, onObject, ownerAlone } from './operation.ts';

type Absent = Pick<Operation, 'permit' | 'answer'>;

const absent = (permit: Operation['permit'], answer: Operation['answer']): Absent => ({ permit, answer });

/** Not supported by RGW 16 either. */
const unknownToRgw = absent(anybody, async () => {
  throw new WireError('MethodNotAllowed', 'RGW 16 does not have this.');
});

const refused =
  (what: string): Operation['answer'] =>
  async () => {
    throw notSupported(what);
  };

const noLock: Operation['answer'] = async () => {
  throw new WireError('InvalidRequest', 'The bucket has no object lock.');
};

/** By `METHOD target subresource`. */
export const ABSENT_OPERATIONS: Readonly<Record<string, Absent>> = {
  'PUT bucket versioning': absent(
    onBucket('s3:PutBucketVersioning'),
    refuseConfiguration('VersioningConfiguration', {
      malformed: 'InvalidArgument',
      otherRoot: 'InvalidArgument',
    }),
  ),
  'GET bucket versions': absent(onBucket('s3:ListBucketVersions'), refused('a list of versions')),
  'GET bucket cors': absent(onBucket('s3:GetBucketCORS'), unset('NoSuchCORSConfiguration')),
  'PUT bucket cors': absent(
    onBucket('s3:PutBucketCORS'),
    refuseConfiguration('CORSConfiguration', { malformed: 'MalformedXML', otherRoot: 'MalformedXML' }),
  ),
  'DELETE bucket cors': absent(onBucket('s3:PutBucketCORS'), nothingToRemove(204)),
  'GET bucket lifecycle': absent(
    onBucket('s3:GetLifecycleConfiguration'),
    unset('NoSuchLifecycleConfiguration'),
  ),
  'PUT bucket lifecycle': absent(
    onBucket('s3:PutLifecycleConfiguration'),
    refuseConfiguration('LifecycleConfiguration', { malformed: 'MalformedXML', otherRoot: undefined }),
  ),
  'DELETE bucket lifecycle': absent(onBucket('s3:PutLifecycleConfiguration'), nothingToRemove(204)),
  'GET bucket logging': absent(onBucket('s3:GetBucketLogging'), constant('BucketLoggingStatus')),
  'PUT bucket logging': unknownToRgw,
  'GET bucket notification': absent(ownerAlone, constant('NotificationConfiguration')),
  'PUT bucket notification': absent(
    ownerAlone,
    refuseConfiguration('NotificationConfiguration', {
      malformed: 'MalformedXML',
      otherRoot: 'MalformedXML',
      empty: 'InvalidArgument',
    }),
  ),
  'DELETE bucket notification': absent(ownerAlone, nothingToRemove(200)),
  'GET bucket object-lock': absent(
    onBucket('s3:GetBucketObjectLockConfiguration'),
    unset('ObjectLockConfigurationNotFoundError'),
  ),
  'PUT bucket object-lock': absent(
    onBucket('s3:PutBucketObjectLockConfiguration'),
    unset('InvalidBucketState'),
  ),
  'GET bucket publicAccessBlock': absent(
    onBucket('s3:GetBucketPublicAccessBlock'),
    constant(
      'PublicAccessBlockConfiguration',
      ...['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((name) =>
        leaf(name, false),
      ),
    ),
  ),
  'PUT bucket publicAccessBlock': absent(
    onBucket('s3:PutBucketPublicAccessBlock'),
    refuseConfiguration('PublicAccessBlockConfiguration', {
      malformed: 'MalformedXML',
      otherRoot: 'MalformedXML',
    }),
  ),
  'DELETE bucket publicAccessBlock': absent(onBucket('s3:PutBucketPublicAccessBlock'), nothingToRemove(200)),
  'GET bucket replication': absent(
    onBucket('s3:GetReplicationConfiguration'),
    constant('ReplicationConfiguration', leaf('Role', '')),
  ),
  'PUT bucket replication': unknownToRgw,
  'DELETE bucket replication': absent(onBucket('s3:DeleteReplicationConfiguration'), nothingToRemove(200)),
  'GET bucket requestPayment': absent(
    onBucket('s3:GetBucketRequestPayment'),
    constant('RequestPaymentConfiguration', leaf('Payer', 'BucketOwner')),
  ),
  'PUT bucket requestPayment': absent(
    onBucket('s3:PutBucketRequestPayment'),
    refuseConfiguration('RequestPaymentConfiguration', {
      malformed: 'InvalidArgument',
      otherRoot: 'InvalidArgument',
    }),
  ),
  'GET bucket tagging': absent(onBucket('s3:GetBucketTagging'), unset('NoSuchTagSet')),
  'PUT bucket tagging': absent(
    onBucket('s3:PutBucketTagging'),
    refuseConfiguration('Tagging', { malformed: 'MalformedXML', otherRoot: undefined }),
  ),
  'DELETE bucket tagging': absent(onBucket('s3:PutBucketTagging'), nothingToRemove(200)),
  'GET bucket website': unknownToRgw,
  'PUT bucket website': unknownToRgw,
  'DELETE bucket website': unknownToRgw,
  'GET object retention': absent(onObject('s3:GetObjectRetention'), noLock),
  'PUT object retention': absent(onObject('s3:PutObjectRetention'), noLock),
  'GET object legal-hold': absent(onObject('s3:GetObjectLegalHold'), noLock),
  'PUT object legal-hold': absent(onObject('s3:PutObjectLegalHold'), noLock),
};

const nobody: Operation['permit'] = () => {
  throw denied();
};

/**
 * Requests that RGW 16 takes for the plain request: for example, DELETE ?encryption deletes the bucket. The sandbox checks
 * the same permission as RGW, but then does nothing.
 */
const PLAIN: Readonly<Record<string, Operation['permit']>> = {
  'GET bucket': onBucket('s3:ListBucket'),
  'DELETE bucket': onBucket('s3:DeleteBucket'),
  'POST bucket': onKey('s3:PutObject'),
  'GET object': onObject('s3:GetObject'),
  'HEAD object': onObject('s3:GetObject'),
  'PUT object': onKey('s3:PutObject'),
  'POST object': onKey('s3:PutObject'),
  'DELETE object': onKey('s3:DeleteObject'),
  // Browsers send it before a request from another origin, which no configuration allows here.
  'OPTIONS bucket': nobody,
  'OPTIONS object': nobody,
};

/** @param description `METHOD target subresource` */
export function findAbsentOperation(description: string): Absent {
  if (Object.hasOwn(ABSENT_OPERATIONS, description)) return ABSENT_OPERATIONS[description] as Absent;
  const [method, target] = description.split(' ');
  const plain = `${method} ${target}`;
  if (plain === 'PUT bucket') return absent(anybody, createBucket);
  const permit = Object.hasOwn(PLAIN, plain) ? PLAIN[plain] : undefined;
  if (permit === undefined) return unknownToRgw;
  return absent(permit, refused(`the operation '${description}'`));
}
