import { createHash } from 'node:crypto';
import { WireError } from './error.ts';
import { type KeyStore, type LongLivedKey, randomAccessKey, randomSecret } from './key-store.ts';
import { MAXIMUM_POLICY, parsePolicy } from './policy.ts';
import type { Authenticator } from './principal.ts';
import { sealSession } from './session-token.ts';
import { checkTime, readSignature, verifySignature } from './signature.ts';
import { decodeUri, type WireRequest } from './wire-request.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/** RGW's `rgw_sts_max_session_duration`, and the role's own maximum. Seconds. */
export const MAXIMUM_DURATION = 43_200;
const DEFAULT_DURATION = 3_600;
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The largest form body: a policy of 2048 characters percent-encoded, and room. Bytes. */
export const MAXIMUM_FORM = 64 * 1024;

/** A role that one bucket's service credentials may assume. */
export interface Role {
  readonly bucket: string;
  readonly name: string;
  readonly arn: string;
}

export interface TokenService extends Authenticator {
  readonly roles: readonly Role[];
  /** Seconds. */
  readonly minimumDuration: number;
}

/** A session's parameters once they have been checked. */
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
 * Answers an STS call: AssumeRole, and nothing else.
 * @param form the body as sent.
 * @returns the XML of the response.
 * @throws WireError as RGW answers: 403 AccessDenied for a wrong secret, an unknown or revoked key and a role
 * that does not trust the key, all alike; 404 NoSuchEntity; 400 InvalidArgument or MalformedPolicyDocument.
 */
export function answerSts(
  request: WireRequest,
  form: string,
  service: TokenService,
  requestId: string,
): string {
  const parameters = parseForm(form);
  const action = parameters.get('Action');
  if (action === 'GetSessionToken' || action === 'AssumeRoleWithWebIdentity') {
    throw new WireError('NotImplemented', `The sandbox does not have ${action}; RGW does.`);
  }
  if (action !== 'AssumeRole') {
    throw new WireError(
      'MethodNotAllowed',
      `RGW has no STS action ${action ?? '(none was named)'}. Use AssumeRole.`,
    );
  }
  const caller = authenticateSts(request, form, service);
  const asked = readSessionRequest(parameters, service);
  if (caller.bucket !== asked.role.bucket)
    throw new WireError('AccessDenied', 'The role does not trust this key.');
  const issued = issueSession(asked, caller.accessKey, service);
  return describeSession(asked, issued, requestId);
}

/**
 * Makes a session. Nothing of it is stored: it is sealed into its token.
 * @param issuedTo who asks: the access key of a service credential, or `console`.
 */
export function issueSession(
  { role, sessionName, duration, policy }: SessionRequest,
  issuedTo: string,
  { sealingKey, now }: Pick<TokenService, 'sealingKey' | 'now'>,
): IssuedSession {
  const credentials = { accessKey: randomAccessKey('STS', 20), secretKey: randomSecret() };
  // The answer gives whole seconds. Rounding up keeps a session of one second from ending at once.
  const expiresAt = Math.ceil(now() / 1000) + duration;
  const session = {
    ...credentials,
    bucket: role.bucket,
    role: role.name,
    sessionName,
    policy,
    expiresAt,
    issuedTo,
  };
  return { ...credentials, sessionToken: sealSession(session, sealingKey), expiresAt };
}

/** RGW does not read `+` as a space here, so neither does this: a client that sends it would fail there. */
function parseForm(form: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of form.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeUri(equals < 0 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) throw new WireError('InvalidArgument', `The form names ${name} twice.`);
    parameters.set(name, equals < 0 ? '' : decodeUri(pair.slice(equals + 1)));
  }
  return parameters;
}

function authenticateSts(request: WireRequest, form: string, { keys, now }: Authenticator): LongLivedKey {
  const presented = readSignature(request);
  if (!presented || presented.presignedSeconds !== undefined || presented.sessionToken !== undefined) {
    throw new WireError(
      'AccessDenied',
      'AssumeRole wants a request signed in its header by a service credential.',
    );
  }
  if (presented.service !== 'sts') throw new WireError('AccessDenied', 'The request is not signed for sts.');
  checkTime(presented, now());
  const key = findServiceKey(keys, presented.accessKey);
  const payloadHash = createHash('sha256').update(form).digest('hex');
  if (!verifySignature(presented, request, key.secretKey, payloadHash)) {
    throw new WireError('AccessDenied', 'The signature is not right: check the service secret key.');
  }
  return key;
}

function findServiceKey(keys: KeyStore, accessKey: string): LongLivedKey {
  const key = keys.find(accessKey);
  if (key?.kind === 'service') return key;
  throw new WireError('AccessDenied', 'There is no such service credential, or it has been revoked.');
}

function readSessionRequest(parameters: ReadonlyMap<string, string>, service: TokenService): SessionRequest {
  const arn = parameters.get('RoleArn') ?? '';
  if (!/^arn:[^:]+:iam:[^:]*:[^:]*:role\/.+$/.test(arn)) {
    throw new WireError('InvalidArgument', 'RoleArn must read arn:aws:iam::ACCOUNT:role/ROLE.');
  }
  const sessionName = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w=,.@-]{2,64}$/.test(sessionName)) {
    throw new WireError('InvalidArgument', 'RoleSessionName needs 2 to 64 characters of [A-Za-z0-9_=,.@-].');
  }
  const duration = readDuration(parameters.get('DurationSeconds'), service.minimumDuration);
  const policy = parameters.get('Policy');
  if (policy !== undefined) parsePolicy(policy);
  const role = service.roles.find((candidate) => candidate.arn === arn);
  if (!role) throw new WireError('NoSuchEntity', 'There is no such role.');
  return { role, sessionName, duration, policy };
}

function readDuration(value: string | undefined, minimum: number): number {
  const duration = value === undefined ? DEFAULT_DURATION : Number(value);
  if (value !== undefined && !/^\d{1,9}$/.test(value)) {
    throw new WireError('InvalidArgument', 'DurationSeconds is not a whole number of seconds.');
  }
  if (duration < minimum || duration > MAXIMUM_DURATION) {
    const message = `DurationSeconds must be ${minimum} to ${MAXIMUM_DURATION}; ${duration} was asked for.`;
    throw new WireError('InvalidArgument', message);
  }
  return duration;
}

/** Seconds since the epoch as `YYYY-MM-DDTHH:MM:SSZ`. */
export function formatExpiry(expiresAt: number): string {
  return new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z');
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
      branch(
        'Credentials',
        leaf('AccessKeyId', issued.accessKey),
        leaf('SecretAccessKey', issued.secretKey),
        leaf('SessionToken', issued.sessionToken),
        leaf('Expiration', formatExpiry(issued.expiresAt)),
      ),
      leaf('PackedPolicySize', Math.ceil(((policy?.length ?? 0) * 100) / MAXIMUM_POLICY)),
    ),
    branch('ResponseMetadata', leaf('RequestId', requestId)),
  );
}
