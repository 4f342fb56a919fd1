import { WireError } from './error.ts';
import type { KeyStore } from './key-store.ts';
import { type ConditionValues, evaluatePolicy, parsePolicy, type SessionPolicy } from './policy.ts';
import { openSession, type Session } from './session-token.ts';
import {
  checkTime,
  type PresentedSignature,
  readSignature,
  type SigningContext,
  verifySignature,
} from './signature.ts';
import type { WireRequest } from './wire-request.ts';

/** Who has been shown to ask. */
export type Principal =
  | { readonly kind: 'service'; readonly accessKey: string; readonly bucket: string }
  | { readonly kind: 'permanent'; readonly accessKey: string; readonly bucket: string }
  | {
      readonly kind: 'session';
      readonly accessKey: string;
      readonly bucket: string;
      readonly session: Session;
      readonly policy: SessionPolicy | undefined;
    };

export interface Authenticated {
  readonly principal: Principal;
  readonly signing: SigningContext;
  /** What the signature says of the body. */
  readonly payloadHash: string;
}

export interface Authenticator {
  readonly keys: KeyStore;
  readonly sealingKey: Buffer;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Finds out who signed an S3 request.
 * @throws WireError with the code that S3 has for what is wrong. An expired session is `ExpiredToken`, and only
 * when everything else about the request is right; RGW itself says AccessDenied and no more.
 */
export function authenticateS3(
  request: WireRequest,
  { keys, sealingKey, now }: Authenticator,
): Authenticated {
  const presented = readSignature(request);
  if (!presented) throw new WireError('AccessDenied', 'The request is not signed; nothing here is public.');
  if (presented.service !== 's3') {
    throw new WireError(
      'AuthorizationHeaderMalformed',
      `The request is signed for ${presented.service}, not for s3.`,
    );
  }
  const { payloadHash } = presented;
  if (payloadHash === undefined)
    throw new WireError('InvalidRequest', 'The header x-amz-content-sha256 is missing.');
  checkTime(presented, now());
  const { principal, secretKey } = identify(presented, keys, sealingKey);
  const signing = verifySignature(presented, request, secretKey, payloadHash);
  if (!signing) {
    throw new WireError(
      'SignatureDoesNotMatch',
      'The signature is not right: check the secret key and what was signed.',
    );
  }
  if (principal.kind === 'session') checkExpiry(principal.session, now());
  return { principal, signing, payloadHash };
}

function identify(
  presented: PresentedSignature,
  keys: KeyStore,
  sealingKey: Buffer,
): { principal: Principal; secretKey: string } {
  if (presented.sessionToken !== undefined)
    return identifySession(presented, presented.sessionToken, sealingKey);
  const key = keys.find(presented.accessKey);
  if (!key) {
    throw new WireError(
      'InvalidAccessKeyId',
      'There is no such access key. One of a session needs its session token.',
    );
  }
  return {
    principal: { kind: key.kind, accessKey: key.accessKey, bucket: key.bucket },
    secretKey: key.secretKey,
  };
}

function identifySession(presented: PresentedSignature, token: string, sealingKey: Buffer) {
  const session = openSession(token, sealingKey);
  if (!session)
    throw new WireError('InvalidArgument', 'The session token was not made by this server, or was altered.');
  const { accessKey, bucket, secretKey } = session;
  if (accessKey !== presented.accessKey) {
    throw new WireError('InvalidAccessKeyId', 'The session token belongs to another access key.');
  }
  const policy = session.policy === undefined ? undefined : parsePolicy(session.policy);
  return { principal: { kind: 'session' as const, accessKey, bucket, session, policy }, secretKey };
}

function checkExpiry(session: Session, now: number): void {
  if (now < session.expiresAt * 1000) return;
  const at = new Date(session.expiresAt * 1000).toISOString();
  throw new WireError('ExpiredToken', `The session expired at ${at}. Ask for a new one.`);
}

/**
 * Whether the principal may do it. A role and a permanent key reach one bucket, whole; a session policy narrows
 * that; a service credential reaches nothing.
 * @param key of the object; `undefined` for the bucket itself.
 */
export function isAllowed(
  principal: Principal,
  action: string,
  bucket: string,
  key?: string,
  values: ConditionValues = {},
): boolean {
  if (principal.kind === 'service' || principal.bucket !== bucket) return false;
  if (principal.kind === 'permanent' || !principal.policy) return true;
  return evaluatePolicy(principal.policy, action, key === undefined ? bucket : `${bucket}/${key}`, values);
}
