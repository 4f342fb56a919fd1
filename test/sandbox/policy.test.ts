import { describe, expect, test } from 'vitest';
import { evaluatePolicy, parsePolicy } from '../../sandbox/policy.ts';
import { isPrincipal } from '../../sandbox/policy-principal.ts';
import { matchesWildcard } from '../../sandbox/wildcard.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const policyOf = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });

describe('a policy is refused', () => {
  test.each([
    ['[]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['{', 'not JSON'],
    ['{"Version":"2020-01-01","Statement":{}}', 'Version'],
    ['{"Statement":"x"}', 'not an object'],
    ['{"Statement":{},"Other":1}', 'may not have Other'],
    ['{"Statement":{"Action":"s3:*","Action":"s3:*"}}', 'a field is repeated'],
    [policyOf({ Effect: 'allow' }), 'Effect'],
    [policyOf({ Action: 's3:GetObjekt' }), 'no Action s3:GetObjekt'],
    [policyOf({ Action: 'ec2:*' }), 'no Action ec2:*'],
    [policyOf({ Action: 's3*' }), 'no Action s3*'],
    [policyOf({ Action: [1] }), 'a string or a list'],
    [policyOf({ Resource: 'b/*' }), 'a Resource must be'],
    [policyOf({ Resource: `arn:aws:s3:::b/${'x'.repeat(1500)}` }), 'over 1500 characters'],
    [policyOf({ Resource: 'arn:aws:s3:::b/a:b' }), 'write ? instead'],
    [policyOf({ Resource: `arn:aws:s3:::b/\${aws:username}` }), 'a Resource must be'],
    [policyOf({ Resource: 'arn:aws:s3::acme:b' }), 'the account acme'],
    [policyOf({ Principal: 'x' }), 'Principal'],
    [policyOf({ Condition: [] }), 'Condition is not an object'],
    [policyOf({ Condition: { StringEqual: {} } }), 'no condition operator StringEqual'],
    [policyOf({ Condition: { constructor: {} } }), 'no condition operator constructor'],
    [policyOf({ Condition: { StringEquals: 'x' } }), 'is not an object'],
    [policyOf({ Condition: { Bool: { 'aws:SecureTransport': true } } }), 'must be strings'],
  ])('when it reads %s', (source, reason) => {
    expect(() => parsePolicy(source)).toThrow(reason);
  });

  test('but a name in a value, and names in different objects, may be repeated', () => {
    const source = policyOf({ Sid: '"Sid": {', Condition: { Null: { a: '1' }, Bool: { a: '1' } } });
    expect(parsePolicy(source)).toHaveLength(1);
  });
});

describe('a condition of a policy', () => {
  const list = { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
  const judge = (condition: object, values: Record<string, string> = {}) =>
    evaluatePolicy(parsePolicy(policyOf({ ...list, Condition: condition })), {
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
      values,
    });

  // test/ceph/sandbox-parity.test.ts compares conditions with RGW. Here are the numbers and dates.
  test.each<[object, Record<string, string>, string]>([
    [{ NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9' }, 'allow'],
    [{ NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, 'pass'],
    [{ NumericGreaterThanEquals: { 's3:max-keys': 10 } }, { 's3:max-keys': '10' }, 'allow'],
    [{ NumericEquals: { 's3:max-keys': 'x' } }, { 's3:max-keys': 'x' }, 'pass'],
    [{ DateLessThan: { t: '2026-01-02T00:00:00Z' } }, { t: '2026-01-01T23:59:59Z' }, 'allow'],
    [{ DateGreaterThanEquals: { t: '2026-01-02T00:00:00Z' } }, { t: '2026-01-02T00:00:00Z' }, 'allow'],
    [{ IpAddress: { a: '10.0.0.0/8' } }, { a: '10.1.2.3' }, 'allow'],
    [{ IpAddress: { a: '10.0.0.0/99' } }, { a: '10.1.2.3' }, 'pass'],
    [{ IpAddress: { a: '::1' } }, { a: '::1' }, 'allow'],
    [{ ArnLike: { a: 'arn:aws:s3:::x*' } }, { a: 'arn:aws:s3:::xy' }, 'allow'],
    [{ Null: { t: 'false' } }, {}, 'allow'],
    [{ Null: { t: 'true' } }, { t: 'x' }, 'pass'],
  ])('%j answers %j with %s', (condition, values, verdict) => {
    expect(judge(condition, values)).toBe(verdict);
  });
});

describe('a policy', () => {
  const judge = (change: object, action: string, resource: string) =>
    evaluatePolicy(parsePolicy(policyOf(change)), {
      action,
      resource: `arn:aws:s3:::${resource}`,
      values: {},
    });

  test('matches actions in any case, and with wildcards', () => {
    expect(judge({ Action: 'S3:getobject' }, 's3:GetObject', 'b/x')).toBe('allow');
    expect(judge({ Action: 's3:Get*' }, 's3:GetObjectTagging', 'b/x')).toBe('allow');
    expect(judge({ Action: 's3:???Object' }, 's3:PutObject', 'b/x')).toBe('allow');
    expect(judge({ Action: 's3:Get*' }, 's3:PutObject', 'b/x')).toBe('pass');
  });

  test('allows nothing with only NotAction, as on RGW 16', () => {
    expect(judge({ Action: undefined, NotAction: 's3:Delete*' }, 's3:GetObject', 'b/x')).toBe('pass');
    expect(judge({ NotAction: 's3:Get*' }, 's3:GetObject', 'b/x')).toBe('pass');
  });

  test('may name all resources except some', () => {
    const change = { Resource: undefined, NotResource: 'arn:aws:s3:::b/x*' };
    expect(judge(change, 's3:GetObject', 'b/y')).toBe('allow');
    expect(judge(change, 's3:GetObject', 'b/xy')).toBe('pass');
  });

  test('does not match from the account of an ARN into the name of a bucket', () => {
    expect(judge({ Resource: 'arn:aws:s3::*:b/x' }, 's3:GetObject', 'b/x')).toBe('allow');
    expect(judge({ Resource: 'arn:aws:s3::*:x' }, 's3:GetObject', 'b/x')).toBe('pass');
  });
});

describe('a principal', () => {
  const session = {
    kind: 'session',
    uid: 'svc',
    roleName: 'r',
    roleAccount: 'RGW1',
    sessionName: 's',
  } as const;
  const user = { kind: 'user', uid: 'svc' } as const;

  test.each([
    ['*', session, true],
    ['*', { kind: 'anonymous' } as const, true],
    ['arn:aws:iam:::user/svc', user, true],
    ['arn:aws:iam:::user/path/svc', user, true],
    // Why a session may request another one unless the trust policy forbids it.
    ['arn:aws:iam:::user/svc', session, true],
    ['arn:aws:iam::acme:user/svc', user, false],
    ['arn:aws:iam:::user/other', user, false],
    ['arn:aws:iam::RGW1:role/r', session, true],
    ['arn:aws:iam:::role/r', session, false],
    ['arn:aws:sts:::assumed-role/r/s', session, true],
    ['arn:aws:sts:::assumed-role/r/other', session, false],
    ['arn:aws:iam:::root', user, true],
    ['arn:aws:iam:::root', session, false],
    ['svc', user, false],
  ])('%s is %j: %s', (principal, identity, expected) => {
    expect(isPrincipal(principal, identity)).toBe(expected);
  });
});

describe('wildcards', () => {
  test.each([
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b-', false],
    ['a?c', 'abc', true],
    ['a.c', 'abc', false],
    ['*a', 'aaab', false],
    ['**', 'anything', true],
  ])("'%s' and '%s': %s", (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test('that would take a regular expression forever are answered', () => {
    expect(matchesWildcard(`${'a*'.repeat(500)}b`, 'a'.repeat(1024))).toBe(false);
  });
});
