/** Providers of identity tokens, by the calls and with the answers of RGW 20. */
import { expect, test } from 'vitest';
import { encodePairs } from '../support/parity/world.ts';
import { permanentKeys, useSandbox } from './fixture.ts';
import { type RawAnswer, type SigningKeys, sendSigned } from './signer.ts';

const fixture = useSandbox();
const THUMBPRINT = 'a'.repeat(40);
const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const arn = (name: string) => `arn:aws:iam:::oidc-provider/${name}`;

function iam(form: Record<string, string>, keys: SigningKeys = fixture.sandbox.admin): Promise<RawAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const raw = { method: 'POST', path: '/', headers, body: encodePairs(form), service: 'iam' };
  return sendSigned(fixture.sandbox.endpoint, raw, keys);
}

const create = (Url: string, more: Record<string, string> = {}) =>
  iam({ Action: 'CreateOpenIDConnectProvider', Url, 'ThumbprintList.member.1': THUMBPRINT, ...more });

const about = (action: string, name: string, more: Record<string, string> = {}) =>
  iam({ Action: `${action}`, OpenIDConnectProviderArn: arn(name), ...more });

const verdict = ({ status, code }: RawAnswer) => [status, code].filter(Boolean).join(' ');
const members = ({ body }: RawAnswer, list: string) =>
  [...(new RegExp(`<${list}>(.*)</${list}>`).exec(body)?.[1] ?? '').matchAll(/<member>(.*?)<\/member>/g)].map(
    ([, value]) => value,
  );

test('a provider is created, found, listed and deleted', async () => {
  const created = await create('https://one.example.com/path', {
    'ClientIDList.member.1': 'first',
    'ClientIDList.member.2': 'second',
  });
  expect(created.body).toMatch(
    new RegExp(
      `^<CreateOpenIDConnectProviderResponse xmlns="${NAMESPACE}"><CreateOpenIDConnectProviderResult>` +
        `<OpenIDConnectProviderArn>${arn('one.example.com/path')}</OpenIDConnectProviderArn>` +
        '</CreateOpenIDConnectProviderResult><ResponseMetadata><RequestId>',
    ),
  );
  const found = await about('GetOpenIDConnectProvider', 'one.example.com/path');
  expect(members(found, 'ClientIDList')).toEqual(['first', 'second']);
  expect(members(found, 'ThumbprintList')).toEqual([THUMBPRINT]);
  expect(found.body).toContain('<Url>https://one.example.com/path</Url>');
  const listed = await iam({ Action: 'ListOpenIDConnectProviders' });
  expect(listed.body).toContain(`<member><Arn>${arn('one.example.com/path')}</Arn></member>`);
  expect(verdict(await create('https://one.example.com/path'))).toBe('409 EntityAlreadyExists');
  expect(verdict(await about('DeleteOpenIDConnectProvider', 'one.example.com/path'))).toBe('200');
  expect(verdict(await about('GetOpenIDConnectProvider', 'one.example.com/path'))).toBe('404 NoSuchEntity');
});

test('its audiences and thumbprints can be changed, and the answer shows the current state', async () => {
  await create('https://two.example.com', { 'ClientIDList.member.1': 'first' });
  const add = { ClientID: 'second' };
  const change = (action: string, more: Record<string, string>) => about(action, 'two.example.com', more);
  const added = await change('AddClientIDToOpenIDConnectProvider', add);
  expect(members(added, 'ClientIDList')).toEqual(['first', 'second']);
  const again = await change('AddClientIDToOpenIDConnectProvider', add);
  expect(members(again, 'ClientIDList')).toEqual(['first', 'second']);
  const removed = await change('RemoveClientIDFromOpenIDConnectProvider', { ClientID: 'first' });
  expect(members(removed, 'ClientIDList')).toEqual(['second']);
  const other = { 'ThumbprintList.member.1': 'b'.repeat(40) };
  const updated = await change('UpdateOpenIDConnectProviderThumbprint', other);
  expect(members(updated, 'ThumbprintList')).toEqual(['b'.repeat(40)]);
});

test.each([
  ['http://three.example.com', 'three.example.com'],
  ['www.four.example.com', 'four.example.com'],
  ['https://five.example.com/', 'five.example.com/'],
])('the ARN of %s is named %s, as on RGW', async (url, name) => {
  expect((await create(url)).body).toContain(`>${arn(name)}<`);
});

test.each<[string, Record<string, string>]>([
  ['no URL', { Url: '' }],
  ['a URL of 256 characters', { Url: `https://${'u'.repeat(248)}` }],
  ['a thumbprint of 39 digits', { 'ThumbprintList.member.1': 'a'.repeat(39) }],
  ['a thumbprint of 41 digits', { 'ThumbprintList.member.1': 'a'.repeat(41) }],
  ['a thumbprint that is not hexadecimal', { 'ThumbprintList.member.1': 'z'.repeat(40) }],
  ['an audience of 256 characters', { 'ClientIDList.member.1': 'c'.repeat(256) }],
  [
    'six thumbprints',
    Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`ThumbprintList.member.${n}`, THUMBPRINT])),
  ],
])('%s is InvalidInput, in IAM’s envelope', async (_what, form) => {
  const answer = await create('https://six.example.com', form);
  expect(verdict(answer)).toBe('400 InvalidInput');
  expect(answer.body).toContain(`<ErrorResponse xmlns="${NAMESPACE}"><Error><Code>InvalidInput</Code>`);
});

test('a provider needs a thumbprint', async () => {
  const answer = await iam({ Action: 'CreateOpenIDConnectProvider', Url: 'https://seven.example.com' });
  expect(verdict(answer)).toBe('400 InvalidInput');
});

test.each([
  ['', '400 InvalidInput'],
  ['two.example.com', '400 InvalidInput'],
  ['arn:aws:iam::RGW1:oidc-provider/two.example.com', '400 InvalidInput'],
  ['arn:aws:iam:::oidc-provider/none', '404 NoSuchEntity'],
  ['arn:aws:iam:::oidc-provider/constructor', '404 NoSuchEntity'],
])('the ARN %j is answered with %s', async (OpenIDConnectProviderArn, expected) => {
  for (const Action of ['GetOpenIDConnectProvider', 'DeleteOpenIDConnectProvider']) {
    expect(verdict(await iam({ Action, OpenIDConnectProviderArn }))).toBe(expected);
  }
});

test('a caller without the cap and a policy is refused before learning what exists', async () => {
  const owner = permanentKeys(fixture.bucket);
  const refused = async (form: Record<string, string>) => verdict(await iam(form, owner));
  const url = { Url: 'https://eight.example.com', 'ThumbprintList.member.1': THUMBPRINT };
  expect(await refused({ Action: 'CreateOpenIDConnectProvider', ...url })).toBe('403 AccessDenied');
  expect(await refused({ Action: 'ListOpenIDConnectProviders' })).toBe('403 AccessDenied');
  for (const name of ['two.example.com', 'none']) {
    const form = { Action: 'GetOpenIDConnectProvider', OpenIDConnectProviderArn: arn(name) };
    expect(await refused(form)).toBe('403 AccessDenied');
  }
});

test('a policy lets a user manage one provider, and no other', async () => {
  const Statement = { Effect: 'Allow', Action: 'iam:GetOIDCProvider', Resource: arn('two.example.com') };
  const policy = { PolicyName: 'p', PolicyDocument: JSON.stringify({ Statement: [Statement] }) };
  await iam({ Action: 'PutUserPolicy', UserName: 'builds-owner', ...policy });
  const get = (name: string) =>
    iam(
      { Action: 'GetOpenIDConnectProvider', OpenIDConnectProviderArn: arn(name) },
      permanentKeys(fixture.bucket),
    );
  expect(verdict(await get('two.example.com'))).toBe('200');
  expect(verdict(await get('three.example.com'))).toBe('403 AccessDenied');
  await iam({ Action: 'DeleteUserPolicy', UserName: 'builds-owner', PolicyName: 'p' });
});

test('a Federated principal that is not a provider’s ARN is a malformed policy', async () => {
  const trust = (Federated: string) =>
    JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    });
  const role = (name: string, AssumeRolePolicyDocument: string) =>
    iam({ Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument });
  expect(verdict(await role('web', trust('https://two.example.com')))).toBe('400 MalformedPolicyDocument');
  expect(verdict(await role('web', trust(arn('two.example.com'))))).toBe('200');
});
