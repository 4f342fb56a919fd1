/** What a session should be allowed, and where servers differ. */
import type { Access } from '../../../src/credentials/session-policy.ts';
import type { CephVersion } from '../ceph/release.ts';
import { type Judgements, nameOf, type Scope } from './fixture.ts';
import type { Judgement } from './judgement.ts';
import {
  bucketOperations,
  type Operation,
  objectOperations,
  type Place,
  type Power,
  places,
  uploadOperations,
} from './operations.ts';

const powers: Readonly<Record<Access, readonly Power[]>> = {
  role: ['read', 'list', 'locate', 'put', 'change', 'administer'],
  'read-write': ['read', 'list', 'locate', 'put', 'change'],
  read: ['read', 'list', 'locate'],
  write: ['put'],
};

const mayBoth = (scope: Scope, power: Power, place: Place | undefined) =>
  powers[scope.access].includes(power) && (scope.prefix === '' || power === 'locate' || place === 'inside');

interface Trial {
  operation: Operation;
  /** None for the whole bucket. */
  place?: Place;
  scope: Scope;
  version: CephVersion;
}

const isPromised = ({ operation, place, scope }: Trial) =>
  operation.needs.every(({ power, at }) => mayBoth(scope, power, at ?? place));

interface Exception {
  operations: readonly string[];
  versions: readonly CephVersion[];
  /** Undefined if the promise is kept. */
  judge(trial: Trial): Judgement | undefined;
}

const all: readonly CephVersion[] = [16, 18, 20];
const always = (judgement: Judgement) => () => judgement;
/** For the sessions that should be allowed. */
const instead = (judgement: Judgement) => (trial: Trial) => (isPromised(trial) ? judgement : undefined);

const exceptions: readonly Exception[] = [
  {
    // With any session policy, each key of the batch is refused.
    operations: ['DeleteObjects'],
    versions: [16, 18],
    judge: ({ scope }) => (scope.access === 'role' ? undefined : 'refused'),
  },
  {
    operations: ['UploadPartCopy of an object inside', 'UploadPartCopy of an object outside'],
    versions: [16],
    judge: always('refused'),
  },
  {
    // A hole: only the role decides on the source, so the prefix does not limit what can be copied.
    operations: ['UploadPartCopy of an object inside', 'UploadPartCopy of an object outside'],
    versions: [18],
    judge: ({ scope, place }) => (mayBoth(scope, 'put', place) ? 'allowed' : 'refused'),
  },
  {
    // The request has no prefix that the condition of the policy could check.
    operations: ['ListMultipartUploads'],
    versions: all,
    judge: ({ scope }) => (scope.prefix === '' ? undefined : 'refused'),
  },
  { operations: ['GetObjectAttributes'], versions: [16, 18], judge: instead('not implemented') },
  {
    operations: ['PutBucketWebsite', 'GetBucketWebsite', 'DeleteBucketWebsite', 'PutBucketReplication'],
    versions: all,
    judge: always('not implemented'),
  },
  { operations: ['PutBucketLogging'], versions: [16, 18], judge: always('not implemented') },
  {
    operations: ['PutBucketNotification', 'GetBucketNotification'],
    versions: [16],
    judge: always('refused'),
  },
  { operations: ['PutBucketLogging'], versions: [20], judge: always('refused') },
  // 16 has no bucket encryption, and takes the three for ListObjects, CreateBucket and DeleteBucket.
  {
    operations: ['GetBucketEncryption'],
    versions: [16],
    judge: ({ scope }) => (mayBoth(scope, 'list', undefined) ? 'allowed' : 'refused'),
  },
  {
    operations: ['PutBucketEncryption'],
    versions: [16],
    judge: instead('failed: 400 InvalidArgument'),
  },
  {
    operations: ['DeleteBucketEncryption'],
    versions: [16],
    judge: instead('failed: 409 BucketNotEmpty'),
  },
];

function expectOne(trial: Trial): Judgement {
  const { operation, version } = trial;
  const exception = exceptions.find(
    ({ operations, versions }) => operations.includes(operation.name) && versions.includes(version),
  );
  return exception?.judge(trial) ?? (isPromised(trial) ? 'allowed' : 'refused');
}

/** The answers of a server of that version to all operations of a session with that scope. */
export function expectEverything(version: CephVersion, scope: Scope): Judgements {
  const bucket = bucketOperations.map(
    (operation) => [operation.name, expectOne({ operation, scope, version })] as const,
  );
  const objects = [...objectOperations, ...uploadOperations].flatMap((operation) =>
    places.map(
      (place) => [nameOf(operation, place), expectOne({ operation, place, scope, version })] as const,
    ),
  );
  return Object.fromEntries([...bucket, ...objects]);
}
