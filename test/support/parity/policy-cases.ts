/** What policies of sessions, buckets, roles and users allow. */
import { type ParityCase, verdict } from './parity-case.ts';
import type { Asker, World } from './world.ts';

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ROLE = { Action: 'AssumeRole', RoleSessionName: 'parity', RoleArn: '{roleArn}' };
const OBJECTS = ['arn:aws:s3:::{bucket}/*'];

type Request = readonly [method: string, path: string, query?: Record<string, string>];

const LISTS: readonly Request[] = [
  ['GET', '/{bucket}'],
  ['GET', '/{bucket}', { prefix: 'a/' }],
  ['GET', '/{bucket}', { prefix: 'b/' }],
  ['GET', '/{bucket}', { prefix: 'a/k', delimiter: '/' }],
];

const REQUESTS: readonly Request[] = [
  ['GET', '/{bucket}/source'],
  ['GET', '/{bucket}/none'],
  ['PUT', '/{bucket}/policy-put'],
  ['DELETE', '/{bucket}/none'],
  ['GET', '/{bucket}'],
  ['GET', '/{bucket}', { policy: '' }],
  ['GET', '/{bucket}', { uploads: '' }],
  ['GET', '/{bucket}', { location: '' }],
  ['POST', '/{bucket}/parts', { uploads: '' }],
  ['GET', '/{other}'],
  ['GET', '/'],
];

async function tried(world: World, requests: readonly Request[], ask: { as: Asker; keys?: object }) {
  const verdicts: string[] = [];
  for (const [method, path, query = {}] of requests) {
    verdicts.push(verdict(await world.ask({ ...ask, method, path, query })));
  }
  return verdicts;
}

/** A session with this policy, and what it may do. */
function inSession(name: string, Policy: string, requests = REQUESTS): ParityCase {
  return {
    name: `a session policy ${name}`,
    observe: async (world) => {
      const answer = await world.call('service', { ...ROLE, Policy }, 'sts');
      if (answer.status !== 200) return verdict(answer);
      return tried(world, requests, { as: 'owner', keys: world.sessionOf(answer) });
    },
  };
}

const listing = (Condition: object) =>
  policyOf({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::{bucket}', Condition });

const CONDITIONS: Record<string, object> = {
  'StringEquals a/': { StringEquals: { 's3:prefix': 'a/' } },
  'StringEquals of two': { StringEquals: { 's3:prefix': ['a/', 'b/'] } },
  'StringNotEquals a/': { StringNotEquals: { 's3:prefix': 'a/' } },
  'StringNotEquals of two': { StringNotEquals: { 's3:prefix': ['a/', 'b/'] } },
  'StringEqualsIfExists a/': { StringEqualsIfExists: { 's3:prefix': 'a/' } },
  'StringNotEqualsIfExists a/': { StringNotEqualsIfExists: { 's3:prefix': 'a/' } },
  'StringEqualsIgnoreCase A/': { StringEqualsIgnoreCase: { 's3:prefix': 'A/' } },
  'StringLike a/*': { StringLike: { 's3:prefix': 'a/*' } },
  'StringLike *': { StringLike: { 's3:prefix': '*' } },
  'StringNotLike a/*': { StringNotLike: { 's3:prefix': 'a/*' } },
  'ForAnyValue:StringEquals a/': { 'ForAnyValue:StringEquals': { 's3:prefix': 'a/' } },
  'ForAllValues:StringEquals a/': { 'ForAllValues:StringEquals': { 's3:prefix': 'a/' } },
  'a key in another case': { StringEquals: { 'S3:Prefix': 'a/' } },
  'two operators': { StringLike: { 's3:prefix': 'a/*' }, StringNotEquals: { 's3:prefix': 'a/' } },
  'a delimiter': { StringEquals: { 's3:delimiter': '/' } },
  'no values': { StringEquals: { 's3:prefix': [] } },
  'Null s3:prefix true': { Null: { 's3:prefix': 'true' } },
  'Null s3:prefix false': { Null: { 's3:prefix': 'false' } },
  'Null aws:TokenIssueTime true': { Null: { 'aws:TokenIssueTime': 'true' } },
  'Null aws:TokenIssueTime false': { Null: { 'aws:TokenIssueTime': 'false' } },
  'aws:TokenIssueTime before 2100': { DateLessThan: { 'aws:TokenIssueTime': '2100-01-01T00:00:00Z' } },
  'aws:TokenIssueTime after 2100': { DateGreaterThan: { 'aws:TokenIssueTime': '2100-01-01T00:00:00Z' } },
  'aws:CurrentTime after 2020': { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  'aws:CurrentTime before 2020': { DateLessThanEquals: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  'an invalid date': { DateGreaterThan: { 'aws:CurrentTime': 'rubbish' } },
  'aws:SourceIp of loopback': { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
  'aws:SourceIp not of loopback': { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
  'aws:SourceIp of elsewhere': { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.1'] } },
  'aws:SecureTransport false': { Bool: { 'aws:SecureTransport': 'false' } },
  'aws:SecureTransport true': { Bool: { 'aws:SecureTransport': 'true' } },
  'aws:username of the service user': { StringEquals: { 'aws:username': '{service}' } },
  'an unknown key': { StringEquals: { 'foo:bar': 'x' } },
  'an unknown key, negated': { StringNotEquals: { 'foo:bar': 'x' } },
};

const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const STATEMENTS: Record<string, object[]> = {
  'of everything': [all],
  'of no statements': [],
  'of only the bucket': [{ ...all, Resource: 'arn:aws:s3:::{bucket}' }],
  'of only objects': [{ ...all, Resource: OBJECTS }],
  'of both, with a star': [{ ...all, Resource: 'arn:aws:s3:::{bucket}*' }],
  'of GetObject': [{ ...all, Action: 's3:GetObject' }],
  'of PutObject': [{ ...all, Action: 's3:PutObject' }],
  'of one key, with question marks': [{ ...all, Resource: 'arn:aws:s3:::{bucket}/sour??' }],
  'of NotAction': [{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }],
  'of Action and NotAction': [{ ...all, NotAction: 's3:Put*' }],
  'of NotResource': [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::{bucket}/source' }],
  'without Resource': [{ Effect: 'Allow', Action: 's3:*' }],
  'without Action': [{ Effect: 'Allow', Resource: '*' }],
  'without Effect': [{ Action: 's3:*', Resource: '*' }],
  'of a Principal': [{ ...all, Principal: { AWS: 'arn:aws:iam:::user/x' } }],
  'of an ARN with a star for an account': [{ ...all, Resource: 'arn:aws:s3::*:*' }],
  'of an ARN of another region': [{ ...all, Resource: 'arn:aws:s3:eu::*' }],
  'of an ARN with a star for the service': [{ ...all, Resource: 'arn:aws:*:::*' }],
  'that denies reading': [all, { Effect: 'Deny', Action: 's3:Get*', Resource: '*' }],
  'that denies one object': [
    all,
    { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::{bucket}/source' },
  ],
};

/** Who may read, list and write under a policy that the bucket's owner sets. */
function inBucket(name: string, ...statements: object[]): ParityCase {
  return {
    name: `a bucket policy ${name}`,
    observe: async (world) => {
      const policy = { as: 'owner', path: '/{bucket}', query: { policy: '' } } as const;
      const observed: Record<string, unknown> = {
        put: verdict(await world.ask({ ...policy, method: 'PUT', body: policyOf(...statements) })),
      };
      for (const as of [
        'owner',
        'session',
        'wide',
        'narrow',
        'service',
        'otherOwner',
        'anonymous',
      ] as const) {
        const requests: Request[] = [
          ['GET', '/{bucket}/bp-owner'],
          ['GET', '/{bucket}/bp-session'],
          ['GET', '/{bucket}/none'],
          ['GET', '/{bucket}'],
          ['PUT', '/{bucket}/bp-put'],
          ['DELETE', '/{bucket}/bp-none'],
          ['GET', '/{bucket}', { policy: '' }],
        ];
        observed[as] = await tried(world, requests, { as });
      }
      observed.batch = [];
      for (const as of ['owner', 'session', 'wide', 'service'] as const) {
        const body = '<Delete><Object><Key>bp-none</Key></Object></Delete>';
        const asked = { as, method: 'POST', path: '/{bucket}', query: { delete: '' }, body };
        const answer = await world.ask(asked);
        (observed.batch as string[]).push(`${as} ${verdict(answer)}`);
      }
      observed.removed = verdict(await world.ask({ ...policy, method: 'DELETE' }));
      return observed;
    },
  };
}

const given = {
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam:::user/{owner}'] },
  Action: ['s3:GetObject'],
  Resource: OBJECTS,
};
const to = (arn: string) => ({ ...given, Principal: { AWS: [arn] } });

const BUCKET_POLICIES: readonly ParityCase[] = [
  {
    name: 'objects for the bucket policies',
    observe: async (world) => {
      const put = (as: Asker, key: string) =>
        world.ask({ as, method: 'PUT', path: `/{bucket}/${key}`, body: 'x' });
      return [verdict(await put('owner', 'bp-owner')), verdict(await put('session', 'bp-session'))];
    },
  },
  inBucket('that lets the owner read', given),
  inBucket('that lets everybody read', { ...given, Principal: '*' }),
  inBucket('that lets AWS * read', { ...given, Principal: { AWS: '*' } }),
  inBucket('that lets the service user read', to('arn:aws:iam:::user/{service}')),
  inBucket('that lets the role read', to('{roleArn}')),
  inBucket('that lets the session read', to('arn:aws:sts:::assumed-role/{role}/parity')),
  inBucket('that lets all users read', to('arn:aws:iam:::root')),
  inBucket('that lets an unknown user read', to('arn:aws:iam:::user/nobody-of-that-name')),
  inBucket('that lets all but the owner read', {
    ...given,
    Principal: undefined,
    NotPrincipal: { AWS: ['arn:aws:iam:::user/{owner}'] },
  }),
  inBucket('that lets the other owner do everything', {
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam:::user/{otherOwner}'] },
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::{bucket}', ...OBJECTS],
  }),
  inBucket('that denies writing to everybody', {
    ...given,
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject'],
  }),
  inBucket('that denies reading to long-lived keys', {
    ...given,
    Effect: 'Deny',
    Principal: '*',
    Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
  }),
  inBucket('that denies the service user', { ...to('arn:aws:iam:::user/{service}'), Effect: 'Deny' }),
  inBucket('without a Principal', { ...given, Principal: undefined }),
  inBucket('of another bucket', { ...given, Principal: '*', Resource: ['arn:aws:s3:::{other}/*'] }),
  inBucket('with a colon in a key', { ...given, Resource: ['arn:aws:s3:::{bucket}/a:b'] }),
  inBucket('with an unknown action', { ...given, Action: ['s3:GetObjekt'] }),
];

/** A role's trust policy, and who then gets a session. */
function trusting(name: string, ...statements: object[]): ParityCase {
  return {
    name: `a trust policy ${name}`,
    observe: async (world) => {
      const RoleName = 'parity-trust';
      const document = world.fill(policyOf(...statements));
      const created = await world.call('administrator', {
        Action: 'CreateRole',
        RoleName,
        AssumeRolePolicyDocument: document,
      });
      const form = { ...ROLE, RoleArn: `arn:aws:iam:::role/${RoleName}` };
      const observed: Record<string, string> = { created: verdict(created) };
      for (const as of ['service', 'session', 'narrow', 'owner', 'administrator', 'anonymous'] as const) {
        observed[as] = verdict(await world.call(as, form, 'sts'));
      }
      observed.hour = verdict(await world.call('service', { ...form, DurationSeconds: '3601' }, 'sts'));
      await world.call('administrator', { Action: 'DeleteRole', RoleName });
      return observed;
    },
  };
}

const trust = {
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam:::user/{service}'] },
  Action: ['sts:AssumeRole'],
};

const TRUST_POLICIES: readonly ParityCase[] = [
  trusting('of one user', trust),
  trusting('of one user, guarded', { ...trust, Condition: { Null: { 'aws:TokenIssueTime': 'true' } } }),
  trusting('guarded with false', { ...trust, Condition: { Null: { 'aws:TokenIssueTime': 'false' } } }),
  trusting('guarded by sts:authentication', {
    ...trust,
    Condition: { StringEquals: { 'sts:authentication': 'false' } },
  }),
  trusting('of another action', { ...trust, Action: ['sts:AssumeRoleWithWebIdentity'] }),
  trusting('of sts:*', { ...trust, Action: ['sts:*'] }),
  trusting('that denies', { ...trust, Effect: 'Deny' }),
  trusting('of two statements', trust, { ...trust, Principal: { AWS: ['arn:aws:iam:::user/{owner}'] } }),
  trusting('that denies long-lived keys', trust, {
    ...trust,
    Effect: 'Deny',
    Principal: '*',
    Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
  }),
  trusting('of everybody', { ...trust, Principal: '*' }),
  trusting('of AWS *', { ...trust, Principal: { AWS: '*' } }),
  trusting('of all users', { ...trust, Principal: { AWS: ['arn:aws:iam:::root'] } }),
  trusting('of another account', { ...trust, Principal: { AWS: ['arn:aws:iam::acme:user/{service}'] } }),
  trusting('of a bare name', { ...trust, Principal: { AWS: ['{service}'] } }),
  trusting('of the session’s role', { ...trust, Principal: { AWS: ['{roleArn}'] } }),
  trusting('of the session', { ...trust, Principal: { AWS: ['arn:aws:sts:::assumed-role/{role}/parity'] } }),
  trusting('of all but the owner', {
    ...trust,
    Principal: undefined,
    NotPrincipal: { AWS: ['arn:aws:iam:::user/{owner}'] },
  }),
  trusting('without a Principal', { ...trust, Principal: undefined }),
  trusting('with a Resource', { ...trust, Resource: ['*'] }),
];

/** Policies of the service user, tested with its key and with an existing session. */
function ofUser(name: string, statement: object): ParityCase {
  return {
    name: `a policy of the service user ${name}`,
    observe: async (world) => {
      const user = { UserName: '{service}', PolicyName: 'parity' };
      const PolicyDocument = world.fill(policyOf(statement));
      const put = await world.call('administrator', { Action: 'PutUserPolicy', ...user, PolicyDocument });
      const observed = {
        put: verdict(put),
        service: await tried(world, REQUESTS, { as: 'service' }),
        session: await tried(world, REQUESTS, { as: 'session' }),
        created: verdict(await world.ask({ as: 'service', method: 'PUT', path: '/parity-not-there' })),
        assumes: verdict(await world.call('service', ROLE, 'sts')),
      };
      await world.call('administrator', { Action: 'DeleteUserPolicy', ...user });
      return observed;
    },
  };
}

const USER_POLICIES: readonly ParityCase[] = [
  ofUser('that denies all of S3 to its key', {
    Effect: 'Deny',
    Action: ['s3:*'],
    Resource: ['*'],
    Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
  }),
  ofUser('that denies all of S3', { Effect: 'Deny', Action: ['s3:*'], Resource: ['*'] }),
  ofUser('that allows the bucket', {
    Effect: 'Allow',
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::{bucket}', ...OBJECTS],
  }),
  ofUser('that denies AssumeRole', { Effect: 'Deny', Action: ['sts:*'], Resource: ['*'] }),
];

/** Changes of a role's permissions while it has a session. */
function ofRole(name: string, ...statements: object[]): ParityCase {
  return {
    name: `permissions of a role ${name}`,
    observe: async (world) => {
      const RoleName = 'parity-permissions';
      const admin = (form: Record<string, string>) => world.call('administrator', { RoleName, ...form });
      await admin({ Action: 'CreateRole', AssumeRolePolicyDocument: world.fill(policyOf(trust)) });
      const PolicyDocument = world.fill(policyOf(...statements));
      const put = await admin({ Action: 'PutRolePolicy', PolicyName: 'one', PolicyDocument });
      const form = { ...ROLE, RoleArn: `arn:aws:iam:::role/${RoleName}` };
      const keys = world.sessionOf(await world.call('service', form, 'sts'));
      const observed: Record<string, unknown> = { put: verdict(put) };
      observed.with = await tried(world, REQUESTS, { as: 'owner', keys });
      const body = '<Delete><Object><Key>none</Key></Object></Delete>';
      const batch = { method: 'POST', path: '/{bucket}', query: { delete: '' }, body };
      const deleted = await world.ask({ ...batch, as: 'owner', keys });
      observed.batch = [verdict(deleted), /<Code>(.*?)<\/Code>/.exec(deleted.body)?.[1] ?? ''];
      observed.created = verdict(await world.ask({ as: 'owner', keys, method: 'PUT', path: '/{other}' }));
      await admin({ Action: 'DeleteRolePolicy', PolicyName: 'one' });
      observed.without = await tried(world, REQUESTS, { as: 'owner', keys });
      await admin({ Action: 'DeleteRole' });
      observed.removed = await tried(world, REQUESTS, { as: 'owner', keys });
      return observed;
    },
  };
}

const ROLE_POLICIES: readonly ParityCase[] = [
  ofRole(
    'of named actions',
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: OBJECTS },
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::{bucket}'] },
  ),
  ofRole('of everything', { Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }),
  ofRole('of the bucket and its objects', {
    Effect: 'Allow',
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::{bucket}', ...OBJECTS],
  }),
  ofRole(
    'with a Deny for sessions made until now',
    { Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::{bucket}', ...OBJECTS] },
    {
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: ['*'],
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2100-01-01T00:00:00Z' } },
    },
  ),
];

export const policyCases: readonly ParityCase[] = [
  ...Object.entries(CONDITIONS).map(([name, condition]) =>
    inSession(`under ${name}`, listing(condition), LISTS),
  ),
  ...Object.entries(STATEMENTS).map(([name, statements]) => inSession(name, policyOf(...statements))),
  ...BUCKET_POLICIES,
  ...TRUST_POLICIES,
  ...USER_POLICIES,
  ...ROLE_POLICIES,
];
