/** Authentication: long-lived keys, sessions, and AssumeRole in its variants. */
import { send } from '../../sandbox/signer.ts';
import { asked, type ParityCase, verdict } from './parity-case.ts';
import { signQuery } from './query-signature.ts';
import { type Asker, encodePairs } from './world.ts';

const form = { Action: 'AssumeRole', RoleSessionName: 'parity', RoleArn: '{roleArn}' };
const CONTENT_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAA';

function called(name: string, as: Asker, change: Record<string, string> = {}, service = 'sts'): ParityCase {
  return { name, observe: async (world) => verdict(await world.call(as, { ...form, ...change }, service)) };
}

/** AssumeRole signed in the query, with its parameters there, in the body, or in both. */
function querySigned(
  name: string,
  as: 'service' | 'session',
  where: 'query' | 'body' | 'both',
  method = 'POST',
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const parameters = { ...form, RoleArn: world.roleArn };
      const body = where === 'query' ? '' : encodePairs(parameters);
      const signed = { method, parameters: where === 'body' ? {} : parameters, body };
      const target = signQuery(world.endpoint, world.keysOf(as), signed);
      return verdict(await send(world.endpoint, method, target, CONTENT_TYPE, body));
    },
  };
}

const list = { method: 'GET', path: '/{bucket}' };
const policyOf = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const allow = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::{bucket}/*'] };

/** Inline policies, each accepted or refused. */
const POLICIES: Record<string, string> = {
  'of one prefix': policyOf({ ...allow, Resource: ['arn:aws:s3:::{bucket}/a/*'] }),
  'with a colon in a key': policyOf({ ...allow, Resource: ['arn:aws:s3:::{bucket}/a:b/*'] }),
  'with a question mark for the colon': policyOf({ ...allow, Resource: ['arn:aws:s3:::{bucket}/a?b/*'] }),
  'with odd characters in a key': policyOf({ ...allow, Resource: ['arn:aws:s3:::{bucket}/{}|^~@\\%é/*'] }),
  'with an unknown action': policyOf({ ...allow, Action: ['s3:GetObjekt'] }),
  'with actions of another service': policyOf({ ...allow, Action: ['ec2:*'] }),
  'with actions of IAM and STS': policyOf({ ...allow, Action: ['iam:CreateRole', 'sts:AssumeRole'] }),
  'with an action pattern that matches nothing': policyOf({ ...allow, Action: ['s3:GetX*'] }),
  'with s3*': policyOf({ ...allow, Action: ['s3*'] }),
  'with an action in another case': policyOf({ ...allow, Action: ['S3:getobject'] }),
  'with a number for an action': policyOf({ ...allow, Action: [1] }),
  'with no actions': policyOf({ ...allow, Action: [] }),
  'without Action': policyOf({ Effect: 'Allow', Resource: ['*'] }),
  'without Resource': policyOf({ Effect: 'Allow', Action: ['s3:*'] }),
  'without Effect': policyOf({ Action: ['s3:*'], Resource: ['*'] }),
  'with Action and NotAction': policyOf({ ...allow, NotAction: ['s3:PutObject'] }),
  'with an Effect in lower case': policyOf({ ...allow, Effect: 'allow' }),
  'with a Principal': policyOf({ ...allow, Principal: '*' }),
  'with an unknown field': policyOf({ ...allow, Other: 1 }),
  'with an unknown operator': policyOf({ ...allow, Condition: { StringEqual: { 's3:prefix': 'x' } } }),
  'with an unknown key': policyOf({ ...allow, Condition: { StringEquals: { 'foo:bar': 'x' } } }),
  'with a boolean value': policyOf({ ...allow, Condition: { Bool: { 'aws:SecureTransport': true } } }),
  'with a number as a value': policyOf({ ...allow, Condition: { NumericEquals: { 's3:max-keys': 5 } } }),
  'with an empty condition': policyOf({ ...allow, Condition: {} }),
  'with IfExists': policyOf({ ...allow, Condition: { StringEqualsIfExists: { 's3:prefix': 'x' } } }),
  'with an ARN of another service': policyOf({ ...allow, Resource: ['arn:aws:sqs:::b'] }),
  'with a Resource that is not an ARN': policyOf({ ...allow, Resource: ['b/*'] }),
  'with an account in the ARN': policyOf({ ...allow, Resource: ['arn:aws:s3::RGW1:{bucket}/*'] }),
  'with a region in the ARN': policyOf({ ...allow, Resource: ['arn:aws:s3:eu::{bucket}/*'] }),
  'with a policy variable': policyOf({ ...allow, Resource: [`arn:aws:s3:::{bucket}/\${aws:username}`] }),
  'without statements': '{"Version":"2012-10-17"}',
  'with an empty list of statements': '{"Version":"2012-10-17","Statement":[]}',
  'without Version': JSON.stringify({ Statement: [allow] }),
  'of 2008': JSON.stringify({ Version: '2008-10-17', Statement: [allow] }),
  'with an unknown version': JSON.stringify({ Version: '2020-01-01', Statement: [allow] }),
  'with an unknown top-level field': JSON.stringify({ Version: '2012-10-17', Other: 1, Statement: [allow] }),
  'with one statement instead of a list': JSON.stringify({ Version: '2012-10-17', Statement: allow }),
  'with a repeated field': '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}',
  'that is empty': '',
  'that is an open brace': '{',
  'that is a list': '[]',
  'that is null': 'null',
};

export const tokenCases: readonly ParityCase[] = [
  called('AssumeRole', 'service'),
  called('AssumeRole, signed for s3', 'service', {}, 's3'),
  called('AssumeRole, signed for iam', 'service', {}, 'iam'),
  called('AssumeRole by a session of a role without a guard', 'session'),
  called('AssumeRole by a narrow session of a role without a guard', 'narrow'),
  called('AssumeRole by the bucket’s owner', 'owner'),
  called('AssumeRole by nobody', 'anonymous'),
  ...(['service', 'session'] as const).flatMap((as) => [
    querySigned(`AssumeRole by a ${as}, query-signed, parameters in the query`, as, 'query'),
    querySigned(`AssumeRole by a ${as}, query-signed, parameters in the body`, as, 'body'),
    querySigned(`AssumeRole by a ${as}, query-signed, parameters in both`, as, 'both'),
    querySigned(`AssumeRole by a ${as}, query-signed GET`, as, 'query', 'GET'),
  ]),
  {
    name: 'AssumeRole presigned as S3 does it',
    observe: async (world) => {
      const ask = { as: 'service', method: 'POST', path: '/', query: form, service: 'sts' } as const;
      return verdict(await world.askPresigned(ask, 300));
    },
  },
  asked('AssumeRole, header-signed, parameters in the query', {
    as: 'service',
    method: 'POST',
    path: '/',
    query: form,
    service: 'sts',
  }),
  {
    name: 'AssumeRole with its Action in the query and the rest in the body',
    observe: async (world) => {
      const { Action, ...rest } = { ...form, RoleArn: world.roleArn };
      const ask = { method: 'POST', path: '/', query: { Action }, headers: CONTENT_TYPE, service: 'sts' };
      return verdict(await world.ask({ ...ask, as: 'service', body: encodePairs(rest) }));
    },
  },
  called('GetCallerIdentity', 'service', { Action: 'GetCallerIdentity' }),
  called('an unknown action', 'service', { Action: 'Constructor' }),
  called('an empty action', 'service', { Action: '' }),
  called('a role that does not exist', 'service', { RoleArn: 'arn:aws:iam:::role/none' }),
  called('a role in an account that does not exist', 'service', { RoleArn: 'arn:aws:iam::RGW9:role/none' }),
  called('a role that is not an ARN', 'service', { RoleArn: 'bkr' }),
  called('an ARN of something else', 'service', { RoleArn: 'arn:aws:iam:::user/x' }),
  called('a session name of one character', 'service', { RoleSessionName: 'x' }),
  called('a session name of 64 characters', 'service', { RoleSessionName: 'x'.repeat(64) }),
  called('a session name of 65 characters', 'service', { RoleSessionName: 'x'.repeat(65) }),
  called('a session name with a slash', 'service', { RoleSessionName: 'a/b' }),
  called('an invalid session name from a user who may not assume the role', 'owner', {
    RoleSessionName: 'x',
  }),
  called('a duration of zero', 'service', { DurationSeconds: '0' }),
  called('a duration that is not a number', 'service', { DurationSeconds: '1h' }),
  called('a duration of twelve hours', 'service', { DurationSeconds: '43200' }),
  called('a duration over twelve hours', 'service', { DurationSeconds: '43201' }),
  ...Object.entries(POLICIES).map(([name, Policy]) => called(`a policy ${name}`, 'service', { Policy })),
  {
    name: 'AssumeRole with a wrong secret, an unknown key, and parts of a session',
    observe: async (world) => {
      const ask = {
        as: 'service',
        method: 'POST',
        path: '/',
        headers: CONTENT_TYPE,
        body: encodePairs({ ...form, RoleArn: world.roleArn }),
        service: 'sts',
      } as const;
      const session = world.keysOf('session');
      const { accessKey, secretKey, sessionToken = '' } = session;
      return {
        secret: verdict(await world.ask({ ...ask, keys: { secretKey: 'wrong' } })),
        unknown: verdict(await world.ask({ ...ask, keys: { accessKey: UNKNOWN } })),
        withoutToken: verdict(await world.ask({ ...ask, keys: { accessKey, secretKey } })),
        wrongSecret: verdict(
          await world.ask({ ...ask, keys: { accessKey, secretKey: 'wrong', sessionToken } }),
        ),
        garbledToken: verdict(await world.ask({ ...ask, keys: { ...session, sessionToken: 'garbage' } })),
      };
    },
  },
  {
    name: 'S3 with a wrong secret, an unknown key, and parts of a session',
    observe: async (world) => {
      const ask = { as: 'owner', ...list } as const;
      const session = world.keysOf('session');
      const { accessKey, secretKey, sessionToken = '' } = session;
      const other = world.keysOf('wide');
      return {
        secret: verdict(await world.ask({ ...ask, keys: { secretKey: 'wrong' } })),
        unknown: verdict(await world.ask({ ...ask, keys: { accessKey: UNKNOWN } })),
        withoutToken: verdict(await world.ask({ ...ask, keys: { accessKey, secretKey } })),
        wrongSecret: verdict(
          await world.ask({ ...ask, keys: { accessKey, secretKey: 'wrong', sessionToken } }),
        ),
        noBase64: verdict(await world.ask({ ...ask, keys: { ...session, sessionToken: '***' } })),
        garbledToken: verdict(await world.ask({ ...ask, keys: { ...session, sessionToken: 'garbage' } })),
        longGarbage: verdict(
          await world.ask({ ...ask, keys: { ...session, sessionToken: 'Z'.repeat(400) } }),
        ),
        emptyToken: verdict(await world.ask({ ...ask, keys: { ...session, sessionToken: '' } })),
        othersToken: verdict(
          await world.ask({ ...ask, keys: { ...session, sessionToken: other.sessionToken ?? '' } }),
        ),
        ownerWithToken: verdict(await world.ask({ ...ask, keys: { sessionToken } })),
        serviceSts: verdict(await world.ask({ ...ask, service: 'sts' })),
      };
    },
  },
  {
    name: 'a session that has expired',
    observe: async (world) => {
      const answer = await world.call('service', { ...form, DurationSeconds: '1' }, 'sts');
      const keys = world.sessionOf(answer);
      await new Promise((resolve) => setTimeout(resolve, 2_200));
      const read = await world.ask({ as: 'owner', ...list, keys });
      const chain = await world.ask({
        as: 'owner',
        method: 'POST',
        path: '/',
        headers: CONTENT_TYPE,
        body: encodePairs({ ...form, RoleArn: world.roleArn }),
        service: 'sts',
        keys,
      });
      return [verdict(read), /<Message>(.*?)<\/Message>/.exec(read.body)?.[1] ?? '', verdict(chain)];
    },
  },
  {
    name: 'a presigned URL: valid, for too long, with a wrong secret, of a session',
    observe: async (world) => {
      const get = { as: 'owner', ...list } as const;
      return [
        verdict(await world.askPresigned(get, 300)),
        verdict(await world.askPresigned(get, 604_801)),
        verdict(await world.askPresigned({ ...get, keys: { secretKey: 'wrong' } }, 300)),
        verdict(await world.askPresigned({ ...get, as: 'session' }, 300)),
      ];
    },
  },
];
