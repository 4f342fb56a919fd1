import { InputError } from '../failure.ts';
import { SETTINGS } from '../inputs.ts';

/** What a session may do with objects: everything, only read and list, only put, or all that the role allows. */
export type Access = (typeof SETTINGS)['access']['choices'][number];

export const ACCESS_CHOICES: readonly Access[] = SETTINGS.access.choices;

/**
 * The longest policy that is sent, in bytes of UTF-8. It is AWS's limit, and RGW's default (400 PackedPolicyTooLarge
 * beyond). A single resource of about 1,570 characters or more crashes an RGW 16 or 18. Keys and prefixes of at most 1,024
 * bytes keep ours below that.
 */
export const LARGEST_POLICY_BYTES = 2_048;

/**
 * What one session of an upload may do: put objects, list objects and unfinished uploads, delete objects, delete single
 * versions of them too, read the manifest of an earlier upload, or copy objects onto themselves with other headers. Only the last one may read a file, because an
 * RGW asks for that.
 */
export type UploadPower = 'write' | 'look' | 'remove' | 'remove-versions' | 'read-manifest' | 'headers';

interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: { StringLike: { 's3:prefix': string } };
}

const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
const REMOVE_VERSIONS = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
const LIST_OBJECTS = ['s3:ListBucket', 's3:ListBucketVersions'];
const CHANGE_HEADERS = ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging'];
/**
 * Without s3:PutObjectAcl. An RGW (16.2.15) requires it only to change the ACL of an existing object. The ACL in a request
 * that puts an object, such as `bucket-owner-full-control`, requires only s3:PutObject.
 */
const CHANGE_OBJECT = [
  ...PUT_OBJECT,
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:DeleteObjectTagging',
  's3:ListMultipartUploadParts',
];
export const LIST_BUCKET: string[] = [
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
];

/**
 * An inline session policy: the session may do what both the role and the policy allow. It does not keep the session from
 * requesting another one; only the role's trust policy does. A policy can only be created by functions that refuse one that
 * is too long, so none that would crash an RGW can be sent.
 */
export class SessionPolicy {
  /** Compact JSON, because an RGW's parser fails on a space that was sent as `+`. */
  readonly json: string;

  private constructor(json: string) {
    this.json = json;
  }

  /**
   * The policy for a bucket, an access and a key prefix. `undefined` only for `role`. No policy allows anything on the
   * bucket's configuration.
   *
   * - `read-write` may list, get, put (multipart too), tag and delete objects; `read` may get and list; `write` may put
   *   objects and abort its uploads, and can neither read, list nor delete.
   * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not. A colon
   *   in it stands for any one character ({@link refusePatterns} says why), though not where keys are listed.
   *
   * @throws InputError if the policy would be over {@link LARGEST_POLICY_BYTES}, and for `role` with a prefix
   */
  static forScope(bucket: string, access: Access, prefix: string): SessionPolicy | undefined {
    if (access !== 'role') return SessionPolicy.#of(statements(bucket, access, prefix));
    if (prefix === '') return undefined;
    throw new InputError(
      'prefix',
      'cannot be combined with access role, which sends no session policy: choose another access, or leave the prefix empty.',
    );
  }

  /**
   * The policy of one session of an upload.
   *
   * @param keys further objects that may be put, or the one object that may be read
   * @throws InputError if the policy would be over {@link LARGEST_POLICY_BYTES}
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

/**
 * Refuses what an RGW reads as a pattern in a policy, or does not accept there (16.2.15: a condition that begins with a
 * dollar sign, half a character; 18 and 20: a backslash, which matches nothing). A colon is allowed: {@link SessionPolicy}
 * writes `?` instead, because an RGW accepts no colon in a resource.
 *
 * @param input the input's name
 * @throws InputError
 */
export function refusePatterns(input: string, text: string): void {
  if (/[*?]|\$\{/.test(text)) {
    throw new InputError(
      input,
      'contains *, ? or ${, which a session policy reads as patterns: use other characters in keys.',
    );
  }
  if (text.startsWith('$')) {
    throw new InputError(
      input,
      'starts with $, which a session policy reads as a variable: replace it with the value that you mean.',
    );
  }
  if (text.includes('\\')) {
    throw new InputError(
      input,
      'contains a backslash, which a session policy reads as a part of a pattern: separate folders with slashes.',
    );
  }
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new InputError(
      input,
      'contains a line break, another control character or an incomplete character: remove it.',
    );
  }
}

/**
 * Never contains the tenant: an RGW adds the tenant of the role, and lets a session reach no bucket of another tenant
 * (16.2.15).
 */
function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function objectArn(bucket: string, key: string): string {
  return `${bucketArn(bucket)}/${key.replaceAll(':', '?')}`;
}

function statements(bucket: string, access: Exclude<Access, 'role'>, prefix: string): Statement[] {
  const objects: Statement = {
    Effect: 'Allow',
    Action: objectActions(access),
    Resource: objectArn(bucket, `${prefix}*`),
  };
  if (access === 'write') return [objects];
  const list: Statement = { Effect: 'Allow', Action: LIST_BUCKET, Resource: bucketArn(bucket) };
  if (prefix !== '') list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
  // This request has no prefix, so it cannot have the condition. Clients use it to find the region.
  const locate: Statement = {
    Effect: 'Allow',
    Action: ['s3:GetBucketLocation'],
    Resource: bucketArn(bucket),
  };
  return [objects, list, locate];
}

function uploadStatements(
  bucket: string,
  prefix: string,
  power: UploadPower,
  keys: readonly string[],
): Statement[] {
  const resource = (key: string) => objectArn(bucket, key);
  const objects = resource(`${prefix}*`);
  if (power === 'write') {
    return [{ Effect: 'Allow', Action: PUT_OBJECT, Resource: [objects, ...keys.map(resource)] }];
  }
  if (power === 'read-manifest') {
    return [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: keys.map(resource) }];
  }
  if (power === 'remove') return [{ Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: objects }];
  if (power === 'remove-versions') return [{ Effect: 'Allow', Action: REMOVE_VERSIONS, Resource: objects }];
  if (power === 'headers') return [{ Effect: 'Allow', Action: CHANGE_HEADERS, Resource: objects }];
  const list: Statement = { Effect: 'Allow', Action: LIST_OBJECTS, Resource: bucketArn(bucket) };
  if (prefix !== '') list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
  return [
    list,
    // An RGW (16.2.15) sets no s3:prefix for this call, so with the condition it would always be refused.
    { Effect: 'Allow', Action: ['s3:ListBucketMultipartUploads'], Resource: bucketArn(bucket) },
    { Effect: 'Allow', Action: ['s3:ListMultipartUploadParts'], Resource: objects },
  ];
}

export function objectActions(access: Exclude<Access, 'role'>): string[] {
  if (access === 'read') return READ_OBJECT;
  if (access === 'write') return PUT_OBJECT;
  return [...READ_OBJECT, ...CHANGE_OBJECT];
}
