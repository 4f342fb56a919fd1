import { WireError } from '../error.ts';
import type { Role } from '../identity/identity-store.ts';
import { type Condition, evaluatePolicy, parsePolicy } from '../policy.ts';
import { holdsForAll } from '../policy-condition.ts';
import { policyValues } from '../principal.ts';
import {
  describeCredentials,
  type FormCall,
  findRole,
  type IssuedSession,
  issueSession,
  packedPolicySize,
  readSessionRequest,
  type SessionRequest,
  STS_NAMESPACE,
  type TokenService,
} from '../sts.ts';
import type { WireRequest } from '../wire-request.ts';
import { branch, leaf } from '../xml.ts';
import type { ReadIssuerKeys } from './issuer-keys.ts';
import { IssuerFailure, quoted, Refusal } from './refusal.ts';
import { type VerifiedIdentity, verifyIdentity } from './verified-identity.ts';

export interface WebIdentityService extends TokenService {
  readonly readIssuerKeys: ReadIssuerKeys;
  /** Receives the reason for each refusal, which never contains a token or a signature. */
  readonly report: (message: string) => void;
}

/**
 * Answers AssumeRoleWithWebIdentity as RGW 20 does.
 * @returns the XML of the response.
 * @throws WireError an empty 403 AccessDenied if the token is invalid or the role does not trust it; 400 InvalidArgument if
 * the issuer does not answer or a parameter is invalid.
 */
export async function assumeRoleWithWebIdentity(
  call: FormCall,
  service: WebIdentityService,
): Promise<string> {
  try {
    const { identity, role } = await admit(call, service);
    const asked = readRequest(call.parameters, role, identity, service);
    const holder = { user: `$oidc$${first(identity, 'sub')}`, federated: true };
    return describe(asked, identity, issueSession(asked, holder, service));
  } catch (error) {
    throw refuse(error as Error, service);
  }
}

/** @throws Refusal or IssuerFailure */
async function admit(
  { parameters, request }: FormCall,
  service: WebIdentityService,
): Promise<{ identity: VerifiedIdentity; role: Role }> {
  const identity = await verifyIdentity(parameters.get('WebIdentityToken') ?? '', service);
  if (!parameters.get('RoleSessionName')) throw new Refusal('RoleSessionName is missing');
  const arn = parameters.get('RoleArn') ?? '';
  let role: Role;
  try {
    role = findRole(arn, service);
  } catch {
    throw new Refusal(`there is no role ${quoted(arn)}`);
  }
  const actions = ['sts:AssumeRoleWithWebIdentity', ...(identity.tagged ? ['sts:TagSession'] : [])];
  if (!actions.every((action) => trusts(role, action, identity, request, service))) {
    throw new Refusal(
      `the trust policy of role ${quoted(role.name)} does not accept it: its sub is ${claim(identity, 'sub')}, its aud ${claim(identity, 'aud')}`,
    );
  }
  return { identity, role };
}

function trusts(
  role: Role,
  action: string,
  { provider, claims }: VerifiedIdentity,
  request: WireRequest,
  { now }: TokenService,
): boolean {
  const values = policyValues(
    request,
    { kind: 'anonymous', identity: { kind: 'anonymous' }, policies: [] },
    now(),
  );
  const question = {
    action,
    resource: undefined,
    values,
    identity: { kind: 'federated' as const, provider },
    holds: ({ operator, key, values: wanted }: Condition) => {
      const ofToken = key.startsWith(`${provider}:`) ? claims.get(key.slice(provider.length + 1)) : undefined;
      return holdsForAll(operator, wanted, ofToken ?? [values[key] ?? []].flat());
    },
  };
  return evaluatePolicy(parsePolicy(role.trustPolicy), question) === 'allow';
}

function readRequest(
  parameters: ReadonlyMap<string, string>,
  role: Role,
  identity: VerifiedIdentity,
  service: TokenService,
): SessionRequest {
  const providerId = parameters.get('ProviderId') ?? '';
  if (providerId !== '' && (providerId.length < 4 || providerId.length > 2048)) {
    throw new WireError('InvalidArgument', 'ProviderId has 4 to 2048 characters.');
  }
  for (const name of ['sub', 'aud']) {
    if (first(identity, name) === '') throw new WireError('InvalidArgument', `The token has no ${name}.`);
  }
  const given = new Map([...parameters].filter(([, value]) => value !== ''));
  return readSessionRequest(given, role, service);
}

/** The first value of a claim. A token without an audience may name its client as `azp`. */
function first({ claims }: VerifiedIdentity, name: string): string {
  const [value] = claims.get(name) ?? (name === 'aud' ? (claims.get('azp') ?? []) : []);
  return value ?? '';
}

function claim({ claims }: VerifiedIdentity, name: string): string {
  return (claims.get(name) ?? ['missing']).map(quoted).join(', ');
}

function refuse(error: Error, { report }: WebIdentityService): Error {
  const options = { namespace: STS_NAMESPACE };
  if (error instanceof WireError) return new WireError(error.code, error.message, options);
  if (error instanceof Refusal) {
    report(`an identity token was refused: ${error.message}.`);
    return new WireError('AccessDenied', '', options);
  }
  if (!(error instanceof IssuerFailure)) return error;
  report(`an identity token cannot be verified: ${error.message}.`);
  return new WireError('InvalidArgument', '', options);
}

function describe(asked: SessionRequest, identity: VerifiedIdentity, issued: IssuedSession): string {
  const { role, sessionName, policy } = asked;
  const user = branch(
    'AssumedRoleUser',
    leaf('Arn', `arn:aws:sts:::assumed-role/${role.name}/${sessionName}`),
    // RGW's spelling of AssumedRoleId.
    leaf('AssumeRoleId', `${role.id}:${sessionName}`),
  );
  const result = branch(
    'AssumeRoleWithWebIdentityResult',
    leaf('SubjectFromWebIdentityToken', first(identity, 'sub')),
    leaf('Audience', first(identity, 'aud')),
    user,
    describeCredentials(issued),
    leaf('Provider', identity.issuer),
    packedPolicySize(policy),
  );
  return `<AssumeRoleWithWebIdentityResponse xmlns="${STS_NAMESPACE}">${result}</AssumeRoleWithWebIdentityResponse>`;
}
