/** Refusals of the administration and of a bucket's configuration, each with RGW's code. */
import { beforeAll, describe, expect, test } from 'vitest';
import { encodePairs } from '../support/parity/world.ts';
import { permanentKeys, useSandbox } from './fixture.ts';
import { type SigningKeys, sendSigned } from './signer.ts';

const fixture = useSandbox();
const TRUST = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
});
const PERMISSIONS = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

function iam(form: Record<string, string>) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const raw = { method: 'POST', path: '/', headers, body: encodePairs(form), service: 'iam' };
  return sendSigned(fixture.sandbox.endpoint, raw, fixture.sandbox.admin);
}

function admin(method: string, query: Record<string, string>) {
  const raw = { method, path: '/admin/user', query: encodePairs(query) };
  return sendSigned(fixture.sandbox.endpoint, raw, fixture.sandbox.admin);
}

beforeAll(async () => {
  await iam({ Action: 'CreateRole', RoleName: 'full', AssumeRolePolicyDocument: TRUST });
  const policy = { RoleName: 'full', PolicyName: 'p', PolicyDocument: PERMISSIONS };
  await iam({ Action: 'PutRolePolicy', ...policy });
  await admin('PUT', { uid: 'held', 'display-name': 'x', 'access-key': 'HELD', 'secret-key': 'secret' });
  await admin('POST', { uid: 'held', suspended: 'true' });
});

describe('IAM', () => {
  test.each<[Record<string, string>, number, string]>([
    [{ Action: 'CreateRole', RoleName: 'full', AssumeRolePolicyDocument: TRUST }, 409, 'EntityAlreadyExists'],
    [{ Action: 'CreateRole', RoleName: 'a b', AssumeRolePolicyDocument: TRUST }, 400, 'InvalidInput'],
    [{ Action: 'DeleteRole', RoleName: 'full' }, 409, 'DeleteConflict'],
    [{ Action: 'GetRole', RoleName: 'none' }, 404, 'NoSuchEntity'],
  ])('%j', async (form, status, code) => {
    const answer = await iam(form);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });
});

describe('the administration of users', () => {
  test.each<[string, Record<string, string>, number, string]>([
    ['GET', { uid: 'nobody' }, 404, 'NoSuchUser'],
    ['PUT', { uid: 'held', 'display-name': 'x' }, 409, 'UserAlreadyExists'],
    ['PUT', { uid: 'new', 'display-name': 'x', 'access-key': 'HELD' }, 409, 'KeyExists'],
    ['PUT', { caps: '', uid: 'held', 'user-caps': 'rubbish' }, 400, 'InvalidCapability'],
    ['DELETE', { key: '', uid: 'held', 'access-key': 'OTHER' }, 403, 'InvalidAccessKeyId'],
  ])('%s %j', async (method, query, status, code) => {
    const answer = await admin(method, query);
    expect([answer.status, JSON.parse(answer.body).Code]).toEqual([status, code]);
  });

  test('refuses everything to the keys of a suspended user', async () => {
    const keys = { accessKey: 'HELD', secretKey: 'secret' };
    const raw = { method: 'GET', path: '/builds' };
    expect((await sendSigned(fixture.sandbox.endpoint, raw, keys)).code).toBe('UserSuspended');
  });
});

describe('a bucket', () => {
  beforeAll(async () => {
    const raw = { method: 'PUT', path: '/builds/kept', body: 'x' };
    await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
    const remove = { method: 'DELETE', path: '/builds', query: 'policy=' };
    await sendSigned(fixture.sandbox.endpoint, remove, permanentKeys(fixture.bucket));
  });

  test.each([
    ['DELETE', '/builds', '', 409, 'BucketNotEmpty'],
    ['PUT', '/a', '', 400, 'InvalidBucketName'],
    ['GET', '/builds', 'policy=', 404, 'NoSuchBucketPolicy'],
    ['GET', '/builds', 'cors=', 404, 'NoSuchCORSConfiguration'],
    ['GET', '/builds', 'lifecycle=', 404, 'NoSuchLifecycleConfiguration'],
    ['GET', '/builds', 'tagging=', 404, 'NoSuchTagSet'],
    ['GET', '/builds', 'object-lock=', 404, 'ObjectLockConfigurationNotFoundError'],
    ['PUT', '/builds', 'object-lock=', 409, 'InvalidBucketState'],
    ['GET', '/builds', 'website=', 405, 'MethodNotAllowed'],
  ])('%s %s?%s', async (method, path, query, status, code) => {
    const keys: SigningKeys = permanentKeys(fixture.bucket);
    const answer = await sendSigned(fixture.sandbox.endpoint, { method, path, query }, keys);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });
});
