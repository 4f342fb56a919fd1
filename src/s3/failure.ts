/**
 * Why a request to the store failed for good.
 *
 * - `refused`: 403, or the clock of this machine is off
 * - `exists`: the key is taken, and the request was only for a new one
 * - `not-found`: no such object or bucket
 * - `no-upload`: the multipart upload is not there (any more)
 * - `integrity`: the server, or a comparison here, found other bytes than were announced
 * - `full`: a quota or the storage itself
 * - `expired`: the session has ended, and there is no newer one
 * - `invalid`: the server does not take the request as it is
 * - `server`: its fault, an overload, or an answer that is not an S3 response
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
  /** What was being tried, as the beginning of a sentence. */
  readonly tried: string;
  /** What came back, without a full stop. */
  readonly cameBack: string;
  /** What to do, as one or more sentences. */
  readonly remedy: string;
  readonly httpStatus?: number | undefined;
  /** The server's error code, such as `AccessDenied`. */
  readonly code?: string | undefined;
}

/** A request failed for good. The message says what was tried, what came back and what to do, and never holds a secret. */
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
