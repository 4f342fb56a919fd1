import type { SessionRequest } from './session-request.ts';

/** What shows a server who asks for a session. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Why a server denied a session, likeliest cause first, and what to do. Whole sentences. */
export interface Denial {
  readonly causes: readonly string[];
  readonly remedy: string;
}

/** A source as plain data, for the process that goes on obtaining sessions. It holds secrets: a pipe is the one way for it. */
export interface PackedSource {
  readonly kind: 'service-credential';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * What sessions are obtained with. The exchange, the renewal and the adapters know no more of it than this, so that
 * another source is one file and its wiring.
 */
export interface SessionSource {
  /** What must never be shown: masked before anything is said. */
  readonly secrets: readonly string[];
  /** The key that signs the request for one session. Asked for anew each time. */
  signingKey(): SigningKey;
  /** @param code the server's error code, such as `AccessDenied` */
  explainDenial(request: SessionRequest, code: string): Denial;
  pack(): PackedSource;
}
