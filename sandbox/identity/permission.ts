import { type Grant, grantFor } from '../actions.ts';
import { evaluatePolicy, type Policy, parsePolicy, type Question, type Verdict } from '../policy.ts';
import type { PolicyValues } from '../policy-condition.ts';
import { type Identity, isPrincipal } from '../policy-principal.ts';
import type { Principal } from '../principal.ts';
import type { BucketSettings } from './identity-store.ts';

/** Permissions, evaluated in the order of RGW 16. */
export interface Permission {
  readonly principal: Principal;
  readonly values: PolicyValues;
}

/** What permission checks need to know about a bucket. */
export interface GuardedBucket {
  readonly name: string;
  readonly settings: BucketSettings;
}

/** The owner and the canned ACL of an object or a bucket. */
export interface Owned {
  readonly owner: string;
  readonly acl: string;
}

/** The combined decision of the policies of the caller, the bucket and the session. `pass` leaves it to the ACLs. */
function weigh(
  { principal, values }: Permission,
  action: string,
  resource: string,
  bucket: GuardedBucket | undefined,
): Verdict {
  const question = { action, resource, values };
  const own = weighAll(principal.policies, question);
  if (own === 'deny') return 'deny';
  const policy = bucket && bucketPolicy(bucket);
  const ofBucket = policy ? evaluatePolicy(policy, { ...question, identity: principal.identity }) : 'pass';
  if (ofBucket === 'deny') return 'deny';
  if (principal.kind === 'session' && principal.sessionPolicy !== undefined) {
    const ofSession = evaluatePolicy(principal.sessionPolicy, question);
    if (ofSession === 'deny') return 'deny';
    const named = policy ? namedLast(policy, principal.identity) : undefined;
    const allowed =
      (ofSession === 'allow' && (own === 'allow' || (named === 'role' && ofBucket === 'allow'))) ||
      (named === 'session' && ofBucket === 'allow');
    // With a session policy, ACLs do not count.
    return allowed ? 'allow' : 'deny';
  }
  return own === 'allow' || ofBucket === 'allow' ? 'allow' : 'pass';
}

function weighAll(policies: readonly Policy[], question: Question): Verdict {
  const verdicts = policies.map((policy) => evaluatePolicy(policy, question));
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('allow') ? 'allow' : 'pass';
}

function bucketPolicy({ settings }: GuardedBucket): Policy | undefined {
  return settings.policy === undefined ? undefined : parsePolicy(settings.policy);
}

/**
 * How the last statement of a bucket's policy names a session: by its own name or its user's, or by its role's or a star.
 * This decides whether the session policy narrows what the bucket's policy allows.
 */
function namedLast(policy: Policy, identity: Identity): 'session' | 'role' | undefined {
  const matching = policy.at(-1)?.principals?.filter((principal) => isPrincipal(principal, identity)) ?? [];
  const last = matching.at(-1);
  if (last === undefined) return undefined;
  return /:(user|assumed-role)\//.test(last) ? 'session' : 'role';
}

const bucketArn = (name: string) => `arn:aws:s3:::${name}`;
const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

/** Whether the caller may do this to the bucket itself. */
export function mayOnBucket(permission: Permission, action: string, bucket: GuardedBucket): boolean {
  const verdict = weigh(permission, action, bucketArn(bucket.name), bucket);
  if (verdict !== 'pass') return verdict === 'allow';
  return grants(bucket.settings, bucket.settings.owner, permission.principal, grantFor(action));
}

/** Whether the caller may upload or remove the object. If no policy decides, the bucket's ACL does. */
export function mayWrite(
  permission: Permission,
  action: string,
  bucket: GuardedBucket,
  key: string,
): boolean {
  const verdict = weigh(permission, action, objectArn(bucket.name, key), bucket);
  if (verdict !== 'pass') return verdict === 'allow';
  return grants(bucket.settings, bucket.settings.owner, permission.principal, 'WRITE');
}

/** Whether the caller may do this to an existing object. */
export function mayOnObject(
  permission: Permission,
  action: string,
  bucket: GuardedBucket,
  key: string,
  object: Owned,
): boolean {
  const verdict = weigh(permission, action, objectArn(bucket.name, key), bucket);
  if (verdict !== 'pass') return verdict === 'allow';
  return grants(object, bucket.settings.owner, permission.principal, grantFor(action));
}

/**
 * Whether the caller learns that an object does not exist, instead of being refused. RGW checks ListBucket, and accepts the
 * role's permission even if the session policy does not allow it.
 */
export function maySeeAbsence({ principal, values }: Permission, bucket: GuardedBucket): boolean {
  if (principal.identity.kind === 'user' && principal.identity.uid === bucket.settings.owner) return true;
  const question = { action: 's3:ListBucket', resource: bucketArn(bucket.name), values };
  const policy = bucketPolicy(bucket);
  const sessionPolicy = principal.kind === 'session' ? principal.sessionPolicy : undefined;
  const verdicts: Verdict[] = [
    weighAll(principal.policies, question),
    policy ? evaluatePolicy(policy, { ...question, identity: principal.identity }) : 'pass',
    sessionPolicy === undefined ? 'pass' : evaluatePolicy(sessionPolicy, question),
  ];
  const decisive = verdicts.find((verdict) => verdict !== 'pass');
  if (decisive !== undefined) return decisive === 'allow';
  return grants(bucket.settings, bucket.settings.owner, principal, 'READ');
}

/** Whether the caller's own policies allow it. `pass` if no statement matches. */
export function weighCaller(permission: Permission, action: string, resource: string): Verdict {
  return weigh(permission, action, resource, undefined);
}

/** What a canned ACL grants. A session is not a grantee, so it gets what everybody gets. */
function grants(
  { owner, acl }: Owned,
  bucketOwner: string,
  { identity }: Principal,
  wanted: Grant | undefined,
): boolean {
  if (wanted === undefined) return false;
  if (identity.kind === 'user') {
    if (identity.uid === owner) return true;
    const toBucketOwner = { 'bucket-owner-full-control': true, 'bucket-owner-read': wanted === 'READ' };
    if (identity.uid === bucketOwner && toBucketOwner[acl as keyof typeof toBucketOwner]) return true;
  }
  if (wanted === 'READ' && acl === 'authenticated-read') return identity.kind !== 'anonymous';
  if (wanted === 'READ') return acl === 'public-read' || acl === 'public-read-write';
  return wanted === 'WRITE' && acl === 'public-read-write';
}
