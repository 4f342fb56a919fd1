import { describe, expect, test } from 'vitest';
import { covers, policyOf, readPolicy, type Statement } from '../../../src/credentials/policy-document.ts';
import { newTrust, permissionsFor } from '../../../src/credentials/recommended-policies.ts';
import { ProvisionFailure } from '../../../src/provision/failure.ts';
import { wantedOfOwner, withWanted } from '../../../src/provision/owner-policy.ts';
import { planPermissions } from '../../../src/provision/permissions.ts';
import { planTrust, trustsSessions } from '../../../src/provision/trust.ts';

const user = 'arn:aws:iam:::user/otter-ci-builds';
const other = 'arn:aws:iam:::user/other';
const bucket = 'arn:aws:s3:::builds';
const NULL = { Null: { 'aws:TokenIssueTime': 'true' } };

const allow = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const plan = (...statements: Statement[]) => planPermissions('p', policyOf(...statements), 'builds');

describe('the permissions of a role', () => {
  const [listing, objects] = permissionsFor('builds').Statement;

  test('are named actions on the one bucket, and of its configuration only reading its policy', () => {
    const actions = permissionsFor('builds').Statement.flatMap(({ Action }) => Action);
    expect(
      actions.filter((action) => /\*|Put(?!Object)|Delete(?!Object)|Acl|Lifecycle/.test(String(action))),
    ).toEqual(['s3:GetObjectAcl']);
    expect(permissionsFor('builds').Statement.flatMap(({ Resource }) => Resource)).toEqual([
      bucket,
      `${bucket}/*`,
    ]);
  });

  test.each<[string, Statement[], Statement[]]>([
    [
      's3:* on the bucket and its objects is reduced to what this program allows',
      [allow('s3:*', [bucket, `${bucket}/*`])],
      [listing ?? {}, objects ?? {}],
    ],
    [
      's3:* on everything is reduced to the one bucket',
      [allow(['s3:*'], '*')],
      [listing ?? {}, objects ?? {}],
    ],
    ['* on * is reduced to the one bucket', [allow('*', ['*'])], [listing ?? {}, objects ?? {}]],
    [
      'a prefix stays the prefix',
      [allow('s3:*', `${bucket}/team-a/*`)],
      [{ ...objects, Resource: [`${bucket}/team-a/*`] }],
    ],
    [
      'a family of actions stays that family',
      [allow('s3:Delete*', `${bucket}/*`)],
      [allow(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:DeleteObjectTagging'], [`${bucket}/*`])],
    ],
    [
      'an extra action is removed',
      [allow(['s3:GetObject', 's3:PutBucketPolicy'], [bucket, `${bucket}/*`])],
      [allow(['s3:GetObject'], [`${bucket}/*`])],
    ],
    [
      'a condition stays',
      [allow('s3:*', `${bucket}/*`, { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })],
      [{ ...objects, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    ],
    [
      'a denial stays',
      [{ Effect: 'Deny', Action: ['s3:DeleteObject'], Resource: ['*'] }, allow('s3:*', `${bucket}/*`)],
      [{ Effect: 'Deny', Action: ['s3:DeleteObject'], Resource: ['*'] }, objects ?? {}],
    ],
    [
      'what is allowed elsewhere stays',
      [allow('s3:*', ['arn:aws:s3:::cache/*', `${bucket}/*`])],
      [objects ?? {}, allow('s3:*', ['arn:aws:s3:::cache/*'])],
    ],
    [
      'buckets with a common beginning are reduced to the one',
      [allow('s3:ListBucket', 'arn:aws:s3:::build*')],
      [allow(['s3:ListBucket'], [bucket])],
    ],
    ['only administration: nothing remains', [allow(['s3:PutBucketPolicy', 's3:DeleteBucket'], bucket)], []],
  ])('%s', (_, before, after) => {
    const planned = plan(...before);
    expect(planned.changed).toBe(true);
    expect(planned.document.Statement).toEqual(after);
    expect(planPermissions('p', planned.document, 'builds').changed).toBe(false);
  });

  test.each<[string, Statement]>([
    ['one action', allow('s3:GetObject', `${bucket}/*`)],
    ['one prefix', allow(['s3:GetObject', 's3:PutObject'], [`${bucket}/team-a/*`])],
    ['both resources for all actions', allow(['s3:ListBucket', 's3:GetObject'], [bucket, `${bucket}/*`])],
    ['another case of letters', allow('s3:getobject', `${bucket}/*`)],
    ['one object', allow('s3:GetObject', `${bucket}/latest.json`)],
  ])('a narrower policy stays: %s', (_, statement) => {
    expect(plan(statement)).toMatchObject({ changed: false, reachesBucket: true, elsewhere: [] });
  });

  test.each(['arn:aws:s3:::cache', 'arn:aws:s3:::builds-2/*', 'arn:aws:s3:::build/*'])(
    '%s is outside the bucket, and stays',
    (resource) => {
      expect(plan(allow('s3:*', resource))).toMatchObject({
        changed: false,
        reachesBucket: false,
        elsewhere: [resource],
      });
    },
  );

  test('an ARN with the role’s tenant means the bucket', () => {
    const tenant = policyOf(allow('s3:*', 'arn:aws:s3::team:builds/*'));
    expect(planPermissions('p', tenant, 'builds', 'team').document.Statement).toEqual([objects]);
    expect(
      planPermissions('p', policyOf(allow('s3:GetObject', 'arn:aws:s3::team:builds/*')), 'builds', 'team')
        .changed,
    ).toBe(false);
  });

  test.each(['NotAction', 'NotResource'])('%s cannot be compared, which is reported', (element) => {
    expect(() => plan({ Effect: 'Allow', [element]: ['s3:GetObject'] })).toThrow(ProvisionFailure);
  });
});

describe('the trust policy of a role', () => {
  const trust = (...statements: Statement[]) => planTrust('r', policyOf(...statements), user);
  const assume = (AWS: unknown, more: Statement = {}): Statement => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action: ['sts:AssumeRole'],
    ...more,
  });

  test('of a new role needs no change', () => {
    expect(planTrust('r', newTrust(user), user)).toMatchObject({
      changed: false,
      wasUnguarded: false,
      others: [],
    });
  });

  test.each<[string, Statement, Statement[]]>([
    ['the user gets the condition if it is missing', assume([user]), [assume([user], { Condition: NULL })]],
    [
      'the user keeps other conditions',
      assume(user, { Condition: { IpAddress: { a: 'b' } } }),
      [assume([user], { Condition: { IpAddress: { a: 'b' }, ...NULL } })],
    ],
    [
      'another user in the same statement stays unchanged',
      assume([user, other]),
      [assume([other]), assume([user], { Condition: NULL })],
    ],
    [
      'a user that is not trusted is added',
      assume(other),
      [assume(other), assume([user], { Condition: NULL })],
    ],
    [
      'sts:* is the action too',
      assume(user, { Action: 'sts:*' }),
      [assume([user], { Action: 'sts:*', Condition: NULL })],
    ],
    [
      'a condition that only sessions meet is not a guard',
      assume(user, { Condition: { Null: { 'aws:TokenIssueTime': 'false' } } }),
      [assume([user], { Condition: NULL })],
    ],
    [
      'the role itself, which includes its sessions, gets the condition',
      assume([user, 'arn:aws:iam:::role/r']),
      [assume([user, 'arn:aws:iam:::role/r'], { Condition: NULL })],
    ],
    [
      'one of its sessions also gets the condition, separate from other principals',
      assume(['arn:aws:sts:::assumed-role/r/ci', other, 'arn:aws:iam:::role/path/r', user]),
      [
        assume([other]),
        assume(['arn:aws:sts:::assumed-role/r/ci', 'arn:aws:iam:::role/path/r', user], { Condition: NULL }),
      ],
    ],
  ])('%s', (_, before, after) => {
    const planned = trust(before);
    expect(planned.document.Statement).toEqual(after);
    expect(planTrust('r', planned.document, user).changed).toBe(false);
  });

  test('a keyless statement stays, and is reported', () => {
    const federated = 'arn:aws:iam:::oidc-provider/gitlab.example.com';
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: [federated] },
      Action: ['sts:AssumeRoleWithWebIdentity'],
    };
    const planned = trust(statement, ...newTrust(user).Statement);
    expect(planned).toMatchObject({ changed: false, others: [federated] });
  });

  test.each(['arn:aws:iam:::role/r', 'arn:aws:sts:::assumed-role/r/ci'])(
    '%s next to the guarded user would let a session ask for the role again',
    (principal) => {
      const planned = trust(...newTrust(user).Statement, assume([principal]));
      expect(planned).toMatchObject({ changed: true, wasUnguarded: true, others: [] });
      expect(planned.document.Statement.at(-1)).toEqual(assume([principal], { Condition: NULL }));
    },
  );

  test('another role counts as another principal, whatever its name ends with', () => {
    const roles = ['arn:aws:iam:::role/other-r', 'arn:aws:sts:::assumed-role/other/r'];
    const planned = trust(...newTrust(user).Statement, assume(roles));
    expect(planned).toMatchObject({ changed: false, wasUnguarded: false, others: roles });
  });

  test.each<[string, boolean, Statement]>([
    ['the user under the condition', false, assume([user], { Condition: NULL })],
    ['everybody under the condition', false, assume('*', { Condition: NULL })],
    ['another user', false, assume([other])],
    ['the user', true, assume([user])],
    ['everybody', true, assume('*')],
    ['the role', true, assume(['arn:aws:iam:::role/r'])],
    [
      'everybody whom NotPrincipal does not name',
      true,
      { Effect: 'Allow', NotPrincipal: { AWS: [other] }, Action: 'sts:*' },
    ],
  ])('trusting %s lets a session ask for the role again: %s', (_, expected, statement) => {
    expect(trustsSessions('r', policyOf(statement), user)).toBe(expected);
  });

  test('NotPrincipal, which trusts nearly everybody, is refused', () => {
    const { Principal: _, ...rest } = assume(user);
    const open = { ...rest, NotPrincipal: { AWS: [other] } };
    expect(() => trust(...newTrust(user).Statement, open)).toThrow(
      'Take the statement with NotPrincipal out',
    );
  });

  test.each([{ AWS: '*' }, { AWS: ['*'] }, '*'])('everybody is refused: %j', (Principal) => {
    expect(() => trust({ ...assume(user), Principal })).toThrow(
      "Take the statement with the principal '*' out",
    );
  });
});

describe("the bucket's policy", () => {
  const owner = 'arn:aws:iam:::user/owner';
  const wanted = wantedOfOwner('builds', 'owner');
  const own = (more: Statement = {}): Statement => ({
    Sid: 'OtterOwner',
    Effect: 'Allow',
    Principal: { AWS: [owner] },
    Action: ['s3:*'],
    Resource: [`${bucket}/*`],
    ...more,
  });

  test('can deny the keys of several service users', () => {
    const first = withWanted(undefined, wantedOfOwner('builds', 'owner', user));
    const both = withWanted(first, wantedOfOwner('builds', 'owner', other));
    const denied = both?.Statement.filter(({ Effect }) => Effect === 'Deny');
    expect(denied?.map(({ Principal }) => Principal)).toEqual([{ AWS: [user] }, { AWS: [other] }]);
    expect(new Set(denied?.map(({ Sid }) => Sid)).size).toBe(2);
    for (const key of [user, other]) {
      expect(withWanted(both, wantedOfOwner('builds', 'owner', key))).toBeUndefined();
    }
  });

  test('is created if there is none', () => {
    expect(withWanted(undefined, wanted)).toEqual(policyOf(own()));
  });

  test('keeps its statements and its Id', () => {
    const before = {
      Id: 'ours',
      ...policyOf({
        Sid: 'Public',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `${bucket}/public/*`,
      }),
    };
    expect(withWanted(before, wanted)).toEqual({
      ...before,
      Statement: [...before.Statement, own()],
    });
  });

  test.each([
    own(),
    own({ Sid: 'Other', Action: ['s3:GetObject', 's3:DeleteObject'] }),
    own({ Resource: '*' }),
  ])('stays unchanged if the owner already has access (%j)', (statement) =>
    expect(withWanted(policyOf(statement), wanted)).toBeUndefined(),
  );

  test.each([
    own({ Condition: { IpAddress: {} } }),
    own({ Effect: 'Deny' }),
    own({ Action: ['s3:GetObject'] }),
    own({ Principal: { AWS: [other] } }),
    own({ Resource: [`${bucket}/public/*`] }),
  ])('gets the statement if the existing one allows less (%j)', (statement) => {
    expect(withWanted(policyOf(statement), wanted)?.Statement).toEqual([own()]);
  });
});

test.each([
  ['*', 'arn:aws:s3:::a', true],
  ['arn:aws:s3:::a*', 'arn:aws:s3:::a/b', true],
  ['arn:aws:s3:::a?', 'arn:aws:s3:::ab', true],
  ['arn:aws:s3:::a?', 'arn:aws:s3:::a*', false],
  ['arn:aws:s3:::a', 'arn:aws:s3:::a*', false],
  ['arn:aws:s3:::a.b', 'arn:aws:s3:::axb', false],
])('%s covers %s: %s', (pattern, resource, expected) => expect(covers(pattern, resource)).toBe(expected));

test.each(['', '[]', '"x"', '{'])('%j is not a policy', (text) => expect(readPolicy(text)).toBeUndefined());
test('one statement without a list is a policy', () => {
  expect(readPolicy('{"Statement":{"Effect":"Deny"}}')).toEqual({ Statement: [{ Effect: 'Deny' }] });
  expect(readPolicy(encodeURIComponent('{"Statement":[]}'))).toEqual({ Statement: [] });
});
