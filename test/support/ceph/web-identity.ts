/** Providers, roles and AssumeRoleWithWebIdentity. Shares no code with the code under test. */
import type { SharedCeph } from '../ceph.ts';
import type { IdentityIssuer } from '../identity/issuer.ts';
import { document } from './role-policies.ts';

/** @returns the provider's ARN */
export async function registerProvider(
  ceph: SharedCeph,
  { url, thumbprint }: Pick<IdentityIssuer, 'url' | 'thumbprint'>,
  audience: string,
): Promise<string> {
  const answer = await ceph.iam({
    Action: 'CreateOpenIDConnectProvider',
    Url: url,
    'ClientIDList.member.1': audience,
    'ThumbprintList.member.1': thumbprint,
  });
  return element(answer, 'OpenIDConnectProviderArn');
}

export interface KeylessRole {
  name: string;
  /** Such as `PROVIDER:sub`, with StringEquals. Without conditions, everybody is accepted. */
  condition?: Readonly<Record<string, string>>;
  bucket: string;
}

/** A role that may do everything with one bucket. @returns its ARN */
export async function createKeylessRole(
  ceph: SharedCeph,
  providerArn: string,
  { name, condition, bucket }: KeylessRole,
): Promise<string> {
  const trust = document({
    Effect: 'Allow',
    Principal: { Federated: [providerArn] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    ...(condition === undefined ? {} : { Condition: { StringEquals: condition } }),
  });
  const role = { RoleName: name, Path: '/', MaxSessionDuration: '43200', AssumeRolePolicyDocument: trust };
  const created = await ceph.iam({ Action: 'CreateRole', ...role });
  const arn = `arn:aws:s3:::${bucket}`;
  const policy = document({ Effect: 'Allow', Action: ['s3:*'], Resource: [arn, `${arn}/*`] });
  await ceph.iam({ Action: 'PutRolePolicy', RoleName: name, PolicyName: 'own', PolicyDocument: policy });
  return element(created, 'Arn');
}

export interface WebIdentityAnswer {
  /** `200`, or the status and the code: `403 AccessDenied`. */
  answer: string;
  session?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

export async function assumeRoleWithWebIdentity(
  { endpoint }: Pick<SharedCeph, 'endpoint'>,
  roleArn: string,
  token: string,
): Promise<WebIdentityAnswer> {
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'asked-by-hand',
    DurationSeconds: '900',
    WebIdentityToken: token,
  });
  const response = await fetch(endpoint, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) return { answer: `${response.status} ${element(text, 'Code')}` };
  return {
    answer: '200',
    session: {
      accessKeyId: element(text, 'AccessKeyId'),
      secretAccessKey: element(text, 'SecretAccessKey'),
      sessionToken: element(text, 'SessionToken'),
    },
  };
}

function element(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';
}
