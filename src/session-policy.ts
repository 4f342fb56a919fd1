import { InputError } from './failure.ts';

/** What a session may do: everything the role allows, only read and list, or only put objects. */
export type Access = 'read-write' | 'read' | 'write';

export const ACCESS_CHOICES: readonly Access[] = ['read-write', 'read', 'write'];

/**
 * The most that may be sent, in bytes of UTF-8. An RGW (16.2.15) does not refuse a longer inline policy:
 * its process dies. AWS's own limit is 2,048 characters too.
 */
export const LARGEST_POLICY_BYTES = 2_048;

/**
 * What one session of an upload may do: put objects, list what is there and what was begun, delete objects, or read the
 * manifest that an earlier upload has left. None of them may read a file.
 */
export type UploadPower = 'write' | 'look' | 'remove' | 'read-manifest';

interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: { StringLike: { 's3:prefix': string } };
}

const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
const CHANGE_OBJECT = [
  ...PUT_OBJECT,
  's3:PutObjectAcl',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:DeleteObjectTagging',
  's3:ListMultipartUploadParts',
];
const LIST_BUCKET = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];

/**
 * An inline session policy: narrows what the role allows, and never widens it. It can only be had from functions that
 * refuse one that is too long, so none that would kill an RGW can be sent.
 */
export class SessionPolicy {
  /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
  readonly json: string;

  private constructor(json: string) {
    this.json = json;
  }

  /**
   * The policy for a bucket, an access and a key prefix; `undefined` when they do not narrow the role.
   *
   * - `read` may get and list, `write` may put objects (multipart too) and abort its uploads, and can neither
   *   read, list nor delete; `read-write` with a prefix may do all of these below the prefix alone.
   * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not.
   *
   * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
   */
  static forScope(bucket: string, access: Access, prefix: string): SessionPolicy | undefined {
    if (access === 'read-write' && prefix === '') return undefined;
    return SessionPolicy.#of(statements(bucket, access, prefix));
  }

  /**
   * The policy of one session of an upload.
   *
   * @param keys further objects that may be put, or the one that may be read
   * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
   */
  static forUpload(
    { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
    power: UploadPower,
    keys: readonly string[],
  ): SessionPolicy {
    return SessionPolicy.#of(uploadStatements(bucket, prefix, power, keys));
  }

  static #of(statements: readonly Statement[]): SessionPolicy {
    const json = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const bytes = Buffer.byteLength(json);
    if (bytes > LARGEST_POLICY_BYTES) {
      throw new InputError(
        'prefix',
        `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
          `at least ${Math.ceil((bytes - LARGEST_POLICY_BYTES) / 2)} bytes shorter.`,
      );
    }
    return new SessionPolicy(json);
  }
}

function statements(bucket: string, access: Access, prefix: string): Statement[] {
  const objects: Statement = {
    Effect: 'Allow',
    Action: objectActions(access),
    Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
  };
  if (access === 'write') return [objects];
  const list: Statement = { Effect: 'Allow', Action: LIST_BUCKET, Resource: `arn:aws:s3:::${bucket}` };
  if (prefix !== '') list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
  // It carries no prefix, so it cannot stand under the condition; clients ask it to find the region.
  const locate: Statement = {
    Effect: 'Allow',
    Action: ['s3:GetBucketLocation'],
    Resource: `arn:aws:s3:::${bucket}`,
  };
  return [objects, list, locate];
}

function uploadStatements(
  bucket: string,
  prefix: string,
  power: UploadPower,
  keys: readonly string[],
): Statement[] {
  const resource = (key: string) => `arn:aws:s3:::${bucket}/${key}`;
  const objects = resource(`${prefix}*`);
  if (power === 'write') {
    return [{ Effect: 'Allow', Action: PUT_OBJECT, Resource: [objects, ...keys.map(resource)] }];
  }
  if (power === 'read-manifest') {
    return [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: keys.map(resource) }];
  }
  if (power === 'remove') return [{ Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: objects }];
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const list: Statement = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: bucketArn };
  if (prefix !== '') list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
  return [
    list,
    // An RGW (16.2.15) gives this call no s3:prefix, so that under the condition it would always be refused.
    { Effect: 'Allow', Action: ['s3:ListBucketMultipartUploads'], Resource: bucketArn },
    { Effect: 'Allow', Action: ['s3:ListMultipartUploadParts'], Resource: objects },
  ];
}

function objectActions(access: Access): string[] {
  if (access === 'read') return READ_OBJECT;
  if (access === 'write') return PUT_OBJECT;
  return [...READ_OBJECT, ...CHANGE_OBJECT];
}
