import { WireError } from './error.ts';
import { type Role, roleArn } from './identity/identity-store.ts';
import { randomAccessKey, randomSecret } from './key-store.ts';
import { evaluatePolicy, MAXIMUM_POLICY, parsePolicy } from './policy.ts';
import { type Authenticator, authenticateForm, type Principal, policyValues } from './principal.ts';
import { type Session, sealSession } from './session-token.ts';
import type { WireRequest } from './wire-request.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/** RGW's `rgw_sts_max_session_duration`. Seconds. */
export const MAXIMUM_DURATION = 43_200;
const DEFAULT_DURATION = 3_600;
export const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export interface TokenService extends Authenticator {
  /** Seconds. */
  readonly minimumDuration: number;
}

/** An STS or IAM call as it was received. */
export interface FormCall {
  readonly request: WireRequest;
  /** The body as sent. */
  readonly form: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly requestId: string;
}

/** The checked parameters of a session. */
export interface SessionRequest {
  readonly role: Role;
  readonly sessionName: string;
  /** Seconds. */
  readonly duration: number;
  readonly policy: string | undefined;
}

export interface IssuedSession {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Answers AssumeRole.
 * @returns the XML of the response.
 * @throws WireError as RGW answers: the same 403 AccessDenied for a wrong secret, an unknown or revoked key, and a role that
 * does not trust the caller; 404 NoSuchEntity; 400 InvalidArgument or MalformedPolicyDocument.
 */
export function assumeRole(call: FormCall, service: TokenService): string {
  const { request, form, parameters, requestId } = call;
  const principal = authenticateForm(request, form, service);
  const role = findRole(parameters.get('RoleArn') ?? '', service);
  if (!trusts(role, request, principal, service))
    throw new WireError('AccessDenied', 'The role does not trust this caller.');
  const asked = readSessionRequest(parameters, role, service);
  return describeSession(asked, issueSession(asked, holderOf(principal), service), requestId);
}

/** Whether the role's trust policy allows the caller, which is a service key or a session of that key's user. */
function trusts(role: Role, request: WireRequest, principal: Principal, { now }: TokenService): boolean {
  const question = {
    action: 'sts:AssumeRole',
    resource: undefined,
    values: policyValues(request, principal, now()),
    identity: principal.identity,
  };
  return evaluatePolicy(parsePolicy(role.trustPolicy), question) === 'allow';
}

/** The user who owns the objects that the session uploads. */
export type SessionHolder = Pick<Session, 'user' | 'federated'>;

function holderOf(principal: Principal): SessionHolder {
  if (principal.kind === 'anonymous') return { user: 'anonymous' };
  const federated = principal.kind === 'session' && principal.session.federated === true;
  return { user: principal.user.uid, ...(federated ? { federated } : {}) };
}

/** Creates a session, which is encrypted in its token and not stored. */
export function issueSession(
  { role, sessionName, duration, policy }: SessionRequest,
  holder: SessionHolder,
  { sealingKey, now }: Pick<TokenService, 'sealingKey' | 'now'>,
): IssuedSession {
  const credentials = { accessKey: randomAccessKey('STS', 20), secretKey: randomSecret() };
  // The answer has whole seconds. They are rounded up, so that a session of one second does not expire at once.
  const expiresAt = Math.ceil(now() / 1000) + duration;
  const session = {
    ...credentials,
    role: role.name,
    roleId: role.id,
    ...holder,
    sessionName,
    policy,
    issuedAt: now(),
    expiresAt,
  };
  return { ...credentials, sessionToken: sealSession(session, sealingKey), expiresAt };
}

/** @throws WireError InvalidArgument or NoSuchEntity */
export function findRole(arn: string, { identities }: Pick<TokenService, 'identities'>): Role {
  if (!/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(arn)) {
    throw new WireError('InvalidArgument', 'RoleArn must be arn:aws:iam::ACCOUNT:role/ROLE.');
  }
  const role = identities.role(arn.slice(arn.lastIndexOf('/') + 1));
  if (!role || roleArn(role) !== arn) throw new WireError('NoSuchEntity', 'There is no such role.');
  return role;
}

/** @throws WireError InvalidArgument, MalformedPolicyDocument or PackedPolicyTooLarge */
export function readSessionRequest(
  parameters: ReadonlyMap<string, string>,
  role: Role,
  service: TokenService,
): SessionRequest {
  const policy = parameters.get('Policy') || undefined;
  if (policy !== undefined) checkPolicy(policy);
  const duration = readDuration(parameters.get('DurationSeconds'), service.minimumDuration, role);
  const sessionName = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w=,.@-]{2,64}$/.test(sessionName)) {
    throw new WireError('InvalidArgument', 'RoleSessionName needs 2 to 64 characters of [A-Za-z0-9_=,.@-].');
  }
  return { role, sessionName, duration, policy };
}

function checkPolicy(policy: string): void {
  if (policy.length > MAXIMUM_POLICY) {
    throw new WireError(
      'PackedPolicyTooLarge',
      `The session policy has ${policy.length} characters, but the limit is ${MAXIMUM_POLICY}.`,
    );
  }
  parsePolicy(policy);
}

function readDuration(value: string | undefined, minimum: number, role: Role): number {
  const maximum = Math.min(MAXIMUM_DURATION, role.maximumDuration);
  const duration = value === undefined ? DEFAULT_DURATION : Number(value);
  if (value !== undefined && !/^\d{1,9}$/.test(value)) {
    throw new WireError('InvalidArgument', 'DurationSeconds is not a whole number of seconds.');
  }
  if (duration < minimum || duration > maximum) {
    const message = `DurationSeconds must be ${minimum} to ${maximum}, not ${duration}.`;
    throw new WireError('InvalidArgument', message);
  }
  return duration;
}

/** Seconds since the epoch as `YYYY-MM-DDTHH:MM:SSZ`. */
export function formatExpiry(expiresAt: number): string {
  return new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z');
}

export function describeCredentials(issued: IssuedSession): string {
  return branch(
    'Credentials',
    leaf('AccessKeyId', issued.accessKey),
    leaf('SecretAccessKey', issued.secretKey),
    leaf('SessionToken', issued.sessionToken),
    leaf('Expiration', formatExpiry(issued.expiresAt)),
  );
}

/** The length of the policy in percent of the limit. */
export function packedPolicySize(policy: string | undefined): string {
  return leaf('PackedPolicySize', Math.ceil(((policy?.length ?? 0) * 100) / MAXIMUM_POLICY));
}

function describeSession(asked: SessionRequest, issued: IssuedSession, requestId: string): string {
  const { role, sessionName, policy } = asked;
  return xmlDocument(
    'AssumeRoleResponse',
    STS_NAMESPACE,
    branch(
      'AssumeRoleResult',
      branch(
        'AssumedRoleUser',
        leaf('Arn', `arn:aws:sts:::assumed-role/${role.name}/${sessionName}`),
        leaf('AssumedRoleId', `${role.name}:${sessionName}`),
      ),
      describeCredentials(issued),
      packedPolicySize(policy),
    ),
    branch('ResponseMetadata', leaf('RequestId', requestId)),
  );
}
