import { describe, expect, test } from 'vitest';
import { evaluatePolicy, parsePolicy } from '../../sandbox/policy.ts';
import { matchesWildcard } from '../../sandbox/wildcard.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const policyOf = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });

describe('a session policy is refused', () => {
  test.each([
    ['[]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['{"Statement":[]}', 'no Statement'],
    ['{"Version":"2012-10-17"}', 'no Statement'],
    ['{"Version":"2020-01-01","Statement":{}}', 'Version'],
    ['{"Statement":"x"}', 'not an object'],
    ['{"Statement":{},"Other":1}', 'may not hold Other'],
    [policyOf({ Effect: 'allow' }), 'Effect'],
    [policyOf({ Principal: '*' }), 'may not hold Principal'],
    [policyOf({ Action: undefined }), 'either Action or NotAction'],
    [policyOf({ NotAction: 's3:*' }), 'either Action or NotAction'],
    [policyOf({ Action: 's3:GetObjekt' }), 'no Action s3:GetObjekt'],
    [policyOf({ Action: 'ec2:*' }), 'no Action ec2:*'],
    [policyOf({ Action: [] }), 'a string or a list'],
    [policyOf({ Action: [1] }), 'a string or a list'],
    [policyOf({ Resource: 'b/*' }), 'a Resource must be'],
    [policyOf({ Resource: 'arn:aws:sqs:::b' }), 'a Resource must be'],
    [policyOf({ Resource: `arn:aws:s3:::b/\${aws:username}` }), 'policy variables'],
    [policyOf({ Condition: [] }), 'Condition is not an object'],
    [policyOf({ Condition: { StringEqual: {} } }), 'no condition operator StringEqual'],
    [policyOf({ Condition: { constructor: {} } }), 'no condition operator constructor'],
    [policyOf({ Condition: { StringEquals: 'x' } }), 'is not an object'],
    [policyOf({ Condition: { StringEquals: { 'aws:SourceIp': 'x' } } }), 'no condition key aws:SourceIp'],
  ])('when it reads %s', (source, reason) => {
    expect(() => parsePolicy(source)).toThrow(reason);
  });
});

describe('a session policy with a condition', () => {
  const list = { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
  const listing = (condition: object, prefix?: string) =>
    evaluatePolicy(
      parsePolicy(policyOf({ ...list, Condition: condition })),
      's3:ListBucket',
      'b',
      prefix === undefined ? {} : { 's3:prefix': prefix },
    );

  test.each<[object, string | undefined, boolean]>([
    [{ StringEquals: { 's3:prefix': 'a/' } }, 'a/', true],
    [{ StringEquals: { 's3:prefix': 'a/' } }, 'a/b', false],
    [{ StringEquals: { 's3:prefix': ['a/', 'b/'] } }, 'b/', true],
    [{ StringEquals: { 's3:prefix': 'a/' } }, undefined, false],
    [{ StringEquals: { 's3:prefix': 'a*' } }, 'ab', false],
    [{ StringLike: { 's3:prefix': 'a/*' } }, 'a/b/c', true],
    [{ StringLike: { 's3:prefix': '*' } }, undefined, false],
    [{ StringNotEquals: { 's3:prefix': 'a/' } }, 'b/', true],
    [{ StringNotEquals: { 's3:prefix': 'a/' } }, undefined, true],
    [{ StringNotLike: { 's3:prefix': 'a/*' } }, 'a/b', false],
    [{ StringLike: { 's3:prefix': 'a*' }, StringNotEquals: { 's3:prefix': 'ab' } }, 'ab', false],
    [{ StringEquals: { 's3:prefix': 'a', 's3:delimiter': '/' } }, 'a', false],
  ])('%j answers prefix %j with %s', (condition, prefix, expected) => {
    expect(listing(condition, prefix)).toBe(expected);
  });
});

describe('a session policy', () => {
  const allows = (change: object, action: string, resource: string) =>
    evaluatePolicy(parsePolicy(policyOf(change)), action, resource, {});

  test('knows actions in any case, and by wildcards', () => {
    expect(allows({ Action: 'S3:getobject' }, 's3:GetObject', 'b/x')).toBe(true);
    expect(allows({ Action: 's3:Get*' }, 's3:GetObjectTagging', 'b/x')).toBe(true);
    expect(allows({ Action: 's3:???Object' }, 's3:PutObject', 'b/x')).toBe(true);
    expect(allows({ Action: 's3:Get*' }, 's3:PutObject', 'b/x')).toBe(false);
  });

  test('may be turned round', () => {
    expect(allows({ Action: undefined, NotAction: 's3:Delete*' }, 's3:GetObject', 'b/x')).toBe(true);
    expect(allows({ Action: undefined, NotAction: 's3:Delete*' }, 's3:DeleteObject', 'b/x')).toBe(false);
    expect(allows({ Resource: undefined, NotResource: 'arn:aws:s3:::b/x*' }, 's3:GetObject', 'b/y')).toBe(
      true,
    );
    expect(allows({ Resource: undefined, NotResource: 'arn:aws:s3:::b/x*' }, 's3:GetObject', 'b/xy')).toBe(
      false,
    );
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

  test('that would take a regular expression for ever are answered', () => {
    expect(matchesWildcard(`${'a*'.repeat(500)}b`, 'a'.repeat(1024))).toBe(false);
  });
});
