/**
 * The error codes of the sandbox, each with its HTTP status.
 *
 * Sources: the S3 API reference (error responses) and the observed answers of a Ceph RGW 16.2. If they differ, the table
 * follows RGW.
 */
export const ERROR_STATUS = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BadRequest: 400,
  BucketAlreadyExists: 409,
  BucketNotEmpty: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidBucketState: 409,
  InvalidCapability: 400,
  InvalidDigest: 400,
  InvalidInput: 400,
  InvalidObjectName: 400,
  InvalidPart: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  InvalidURI: 400,
  KeyExists: 409,
  MalformedPolicyDocument: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchEntity: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchUser: 404,
  NotImplemented: 501,
  ObjectLockConfigurationNotFoundError: 404,
  PackedPolicyTooLarge: 400,
  PreconditionFailed: 412,
  RequestHeaderSectionTooLarge: 431,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  UserAlreadyExists: 409,
  UserSuspended: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** An answer in the S3 error envelope. The message is sent to the client, so it must not contain a secret. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code: ErrorCode;
  /** Whether the answer is only the status. */
  readonly bare: boolean;
  /** The namespace of RGW 20's envelope. Without it, the envelope is RGW 16's, which is that of S3. */
  readonly namespace: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { bare = false, namespace }: { bare?: boolean; namespace?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.bare = bare;
    this.namespace = namespace;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
