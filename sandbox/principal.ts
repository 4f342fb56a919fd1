import { createHash } from 'node:crypto';
import { WireError } from './error.ts';
import type { IdentityStore, User } from './identity/identity-store.ts';
import type { KeyStore } from './key-store.ts';
import { type Policy, parsePolicy } from './policy.ts';
import type { PolicyValues } from './policy-condition.ts';
import type { Identity } from './policy-principal.ts';
import { openSession, type Session } from './session-token.ts';
import {
  checkTime,
  type PresentedSignature,
  readSignature,
  type SigningContext,
  verifySignature,
} from './signature.ts';
import { header, type WireRequest } from './wire-request.ts';

interface Known {
  readonly identity: Identity;
  /** The user's own policies, or those of a session's role. */
  readonly policies: readonly Policy[];
}

/** The authenticated requester. */
export type Principal =
  | (Known & { readonly kind: 'anonymous' })
  | (Known & { readonly kind: 'user'; readonly user: User })
  | (Known & {
      readonly kind: 'session';
      /** The user who requested the session. */
      readonly user: User;
      readonly session: Session;
      readonly sessionPolicy: Policy | undefined;
    });

export interface Authenticated {
  readonly principal: Principal;
  /** What the signatures of the chunks are based on. An anonymous request has none. */
  readonly signing: SigningContext | undefined;
  /** The value of x-amz-content-sha256 that was signed. */
  readonly payloadHash: string;
}

export interface Authenticator {
  readonly keys: KeyStore;
  readonly identities: IdentityStore;
  readonly sealingKey: Buffer;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const ANONYMOUS: Principal = { kind: 'anonymous', identity: { kind: 'anonymous' }, policies: [] };

/**
 * Authenticates a request to S3 or the administration.
 *
 * @throws WireError with RGW's code for the problem. For an expired session it is a bare AccessDenied.
 */
export function authenticateS3(request: WireRequest, authenticator: Authenticator): Authenticated {
  const presented = readSignature(request);
  if (!presented) {
    const hash = header(request, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
    return { principal: ANONYMOUS, signing: undefined, payloadHash: hash };
  }
  const { payloadHash } = presented;
  if (payloadHash === undefined)
    throw new WireError('InvalidRequest', 'The header x-amz-content-sha256 is missing.');
  return { ...authenticate(request, presented, payloadHash, authenticator), payloadHash };
}

/** The same for an STS or IAM call. Its form is part of what was signed, even if a presigned URL omits it. */
export function authenticateForm(
  request: WireRequest,
  form: string,
  authenticator: Authenticator,
): Principal {
  const presented = readSignature(request);
  if (!presented) return ANONYMOUS;
  const payloadHash = createHash('sha256').update(form).digest('hex');
  return authenticate(request, presented, payloadHash, authenticator).principal;
}

function authenticate(
  request: WireRequest,
  presented: PresentedSignature,
  payloadHash: string,
  { keys, identities, sealingKey, now }: Authenticator,
): { principal: Principal; signing: SigningContext } {
  checkTime(presented, now());
  const found = !presented.sessionToken
    ? identifyUser(presented, keys, identities)
    : identifySession(presented, presented.sessionToken, identities, sealingKey, now());
  const signing = verifySignature(presented, request, found.secretKey, payloadHash);
  if (!signing) throw found.mismatch;
  const { principal } = found;
  if (principal.kind === 'user' && principal.user.suspended) {
    throw new WireError('UserSuspended', 'The user of this key is suspended.');
  }
  return { principal, signing };
}

interface Identified {
  readonly principal: Principal;
  readonly secretKey: string;
  /** Only for sessions does RGW distinguish a wrong secret from an unknown key. */
  readonly mismatch: WireError;
}

function identifyUser(
  { accessKey }: PresentedSignature,
  keys: KeyStore,
  identities: IdentityStore,
): Identified {
  const key = keys.find(accessKey);
  const user = key && identities.user(key.user);
  if (!key || !user) {
    throw new WireError(
      'AccessDenied',
      'The access key does not exist, or was revoked. If it belongs to a session, the session token is needed too.',
    );
  }
  const principal = {
    kind: 'user' as const,
    user,
    identity: { kind: 'user' as const, uid: user.uid },
    policies: Object.values(user.policies ?? {}).map(parsePolicy),
  };
  const mismatch = new WireError(
    'AccessDenied',
    'The signature does not match: check the secret key and what was signed.',
  );
  return { principal, secretKey: key.secretKey, mismatch };
}

function identifySession(
  presented: PresentedSignature,
  token: string,
  identities: IdentityStore,
  sealingKey: Buffer,
  now: number,
): Identified {
  if (!/^[A-Za-z0-9+/]+=*$/.test(token))
    throw new WireError('InvalidArgument', 'The session token is not base64.');
  const session = openSession(token, sealingKey);
  if (!session)
    throw new WireError('AccessDenied', 'The session token was not issued by this server, or was altered.');
  if (session.accessKey !== presented.accessKey) {
    throw new WireError('AccessDenied', 'The session token belongs to another access key.');
  }
  if (now >= session.expiresAt * 1000) throw new WireError('AccessDenied', '');
  const role = identities.role(session.role);
  const user = session.federated === true ? federatedUser(session) : identities.user(session.user);
  if (!user || role?.id !== session.roleId) {
    throw new WireError('AccessDenied', "The session's role, or its user, no longer exists.");
  }
  const principal = {
    kind: 'session' as const,
    user,
    session,
    sessionPolicy: session.policy ? parsePolicy(session.policy) : undefined,
    identity: {
      kind: 'session' as const,
      uid: user.uid,
      roleName: role.name,
      roleAccount: role.account,
      sessionName: session.sessionName,
    },
    policies: Object.values(role.policies).map(parsePolicy),
  };
  const mismatch = new WireError(
    'SignatureDoesNotMatch',
    'The signature does not match: check the secret key and what was signed.',
  );
  return { principal, secretKey: session.secretKey, mismatch };
}

/** RGW creates a user for each subject. The user itself has no rights. */
function federatedUser({ user, role }: Session): User {
  return { uid: user, displayName: role, email: '', maxBuckets: -1, suspended: false, caps: [] };
}

/** The parameters and headers that conditions can refer to. An empty one counts as absent. */
const QUERY_VALUES = { 's3:prefix': 'prefix', 's3:delimiter': 'delimiter', 's3:max-keys': 'max-keys' };
const HEADER_VALUES = {
  'aws:Referer': 'referer',
  'aws:UserAgent': 'user-agent',
  's3:x-amz-acl': 'x-amz-acl',
  's3:x-amz-copy-source': 'x-amz-copy-source',
  's3:x-amz-metadata-directive': 'x-amz-metadata-directive',
};

/**
 * The values of this request for the conditions of policies.
 * @param now milliseconds since the epoch.
 */
export function policyValues(request: WireRequest, principal: Principal, now: number): PolicyValues {
  const read = (names: Record<string, string>, find: (name: string) => string | undefined) =>
    Object.fromEntries(Object.entries(names).map(([key, name]) => [key, find(name) || undefined]));
  return {
    ...read(QUERY_VALUES, (name) => request.query.get(name)),
    ...read(HEADER_VALUES, (name) => header(request, name)),
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:SourceIp': request.incoming.socket.remoteAddress?.replace(/^::ffff:/, ''),
    ...(principal.kind === 'anonymous' ? {} : { 'aws:username': principal.user.uid }),
    ...(principal.kind === 'session' ? sessionValues(principal.session) : {}),
    // A token in the query does not count, so this keeps no session from asking for another one.
    'sts:authentication': String(request.headers.has('x-amz-security-token')),
  };
}

function sessionValues({ roleId, sessionName, issuedAt, federated }: Session): PolicyValues {
  return {
    'aws:TokenIssueTime': new Date(issuedAt).toISOString(),
    'aws:userid': `${roleId}:${sessionName}`,
    ...(federated === true ? {} : { 'aws:PrincipalType': 'AssumedRole' }),
  };
}
