/**
 * Why a request failed permanently.
 *
 * - `refused`: 403, or this machine's clock is wrong
 * - `exists`: the key is taken, and the request was for a new one
 * - `not-found`: no such object or bucket
 * - `no-upload`: the multipart upload does not exist (any more)
 * - `integrity`: the server, or a check here, found a checksum mismatch
 * - `full`: a quota or the storage is exhausted
 * - `expired`: the session has expired, and there is no newer one
 * - `invalid`: the server rejects the request as malformed
 * - `server`: a server fault, an overload, or an answer that is not an S3 response
 * - `network`, `timeout`, `tls`: there was no answer
 */
export type StoreFailureKind =
  | 'refused'
  | 'exists'
  | 'not-found'
  | 'no-upload'
  | 'integrity'
  | 'full'
  | 'expired'
  | 'invalid'
  | 'server'
  | 'network'
  | 'timeout'
  | 'tls';

export interface StoreFailureDetail {
  readonly kind: StoreFailureKind;
  /** What was tried, as the beginning of a sentence. */
  readonly tried: string;
  /** What came back, without a full stop. */
  readonly cameBack: string;
  /** What to do, as one or more sentences. */
  readonly remedy: string;
  readonly httpStatus?: number | undefined;
  /** The server's error code, such as `AccessDenied`. */
  readonly code?: string | undefined;
}

/**
 * A request failed permanently. The message says what was tried, what came back and what to do, and never contains a
 * secret.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly kind: StoreFailureKind;
  readonly tried: string;
  readonly cameBack: string;
  readonly remedy: string;
  readonly httpStatus: number | undefined;
  readonly code: string | undefined;

  constructor(detail: StoreFailureDetail, options?: ErrorOptions) {
    super(`${detail.tried} failed: ${detail.cameBack}. ${detail.remedy}`, options);
    this.kind = detail.kind;
    this.tried = detail.tried;
    this.cameBack = detail.cameBack;
    this.remedy = detail.remedy;
    this.httpStatus = detail.httpStatus;
    this.code = detail.code;
  }
}
