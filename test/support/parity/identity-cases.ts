/** The administration of users, keys and roles: what `otter-sts provision` and an administrator call. */
import type { RawAnswer } from '../../sandbox/signer.ts';
import { type ParityCase, verdict } from './parity-case.ts';
import { type Asker, element, type World } from './world.ts';

const policyOf = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const TRUST = policyOf({
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam:::user/{service}'] },
  Action: ['sts:AssumeRole'],
});
const PERMISSIONS = policyOf({
  Effect: 'Allow',
  Action: ['s3:GetObject'],
  Resource: ['arn:aws:s3:::{bucket}/*'],
});
const UID = 'parity-user';
const ROLE = 'parity-role';
const KEY = 'PARITYAAAAAAAAAAAAAA';

/** An error of the admin interface is JSON. */
function adminVerdict({ status, body }: RawAnswer): string {
  const code = status >= 400 ? (JSON.parse(body) as { Code?: string }).Code : undefined;
  return code === undefined ? String(status) : `${status} ${code}`;
}

const ask = (world: World, method: string, path: string, query: Record<string, string>, as: Asker) =>
  world.ask({ as, method, path: `/admin/${path}`, query: { format: 'json', ...query } });

function admin(
  name: string,
  method: string,
  path: string,
  query: Record<string, string>,
  { as = 'administrator', look }: { as?: Asker; look?: (answer: unknown, world: World) => unknown } = {},
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const answer = await ask(world, method, path, query, as);
      return look === undefined || answer.status !== 200
        ? adminVerdict(answer)
        : [adminVerdict(answer), look(JSON.parse(answer.body), world)];
    },
  };
}

/** The parts of a user that are the same on both sides: everything but generated keys. */
function userOf(answer: unknown): unknown {
  const { keys, ...rest } = answer as { keys: Record<string, string>[] };
  return { ...rest, keys: keys.map(({ user, ...names }) => [user, Object.keys(names)]) };
}

const keysOf = (answer: unknown) =>
  (answer as { user: string; access_key: string }[]).map(({ user, access_key }) => [
    user,
    access_key === KEY ? KEY : access_key.length,
  ]);

const USERS: readonly ParityCase[] = [
  admin(
    'a user is made without a key',
    'PUT',
    'user',
    {
      uid: UID,
      'display-name': 'Parity user',
      'max-buckets': '-1',
      'generate-key': 'false',
    },
    { look: userOf },
  ),
  admin('a user is made again', 'PUT', 'user', { uid: UID, 'display-name': 'x' }),
  admin('a user is made without a display name', 'PUT', 'user', { uid: 'parity-nameless' }),
  admin('a user is read', 'GET', 'user', { uid: UID }, { look: userOf }),
  admin('a missing user is read', 'GET', 'user', { uid: 'parity-nobody' }),
  admin('a user is read without a name', 'GET', 'user', {}),
  admin('a key is made', 'PUT', 'user', { key: '', uid: UID, 'generate-key': 'true' }, { look: keysOf }),
  admin(
    'a key is given',
    'PUT',
    'user',
    {
      key: '',
      uid: UID,
      'access-key': KEY,
      'secret-key': 'secret',
      'generate-key': 'false',
    },
    { look: (answer) => keysOf(answer).length },
  ),
  admin(
    'a user is read by its key',
    'GET',
    'user',
    { 'access-key': KEY },
    {
      look: (answer) => (answer as { user_id: string }).user_id,
    },
  ),
  admin('a key is made for a missing user', 'PUT', 'user', { key: '', uid: 'parity-nobody' }),
  admin('a key of another user is given', 'PUT', 'user', {
    uid: 'parity-second',
    'display-name': 'x',
    'access-key': KEY,
    'secret-key': 'y',
  }),
  {
    name: 'a key that was given works, until it is removed',
    observe: async (world) => {
      const keys = { accessKey: KEY, secretKey: 'secret' };
      const list = () => world.ask({ as: 'owner', keys, method: 'GET', path: '/' });
      const before = verdict(await list());
      await ask(world, 'DELETE', 'user', { key: '', uid: UID, 'access-key': KEY }, 'administrator');
      return [before, verdict(await list())];
    },
  },
  admin('a missing key is removed', 'DELETE', 'user', { key: '', uid: UID, 'access-key': KEY }),
  {
    name: 'a key of somebody else is removed',
    observe: async (world) => {
      const { accessKey } = world.keysOf('otherOwner');
      const query = { key: '', uid: UID, 'access-key': accessKey };
      return adminVerdict(await ask(world, 'DELETE', 'user', query, 'administrator'));
    },
  },
  admin('a user is changed', 'POST', 'user', { uid: UID, 'max-buckets': '5' }, { look: userOf }),
  admin('a missing user is changed', 'POST', 'user', { uid: 'parity-nobody', 'max-buckets': '5' }),
  admin(
    'caps are added',
    'PUT',
    'user',
    { caps: '', uid: UID, 'user-caps': 'buckets=read;users=*' },
    {
      look: (answer) => answer,
    },
  ),
  admin(
    'more caps are added',
    'PUT',
    'user',
    { caps: '', uid: UID, 'user-caps': 'buckets=write' },
    {
      look: (answer) => answer,
    },
  ),
  admin(
    'caps are removed',
    'DELETE',
    'user',
    { caps: '', uid: UID, 'user-caps': 'buckets=read' },
    {
      look: (answer) => answer,
    },
  ),
  admin('invalid caps', 'PUT', 'user', { caps: '', uid: UID, 'user-caps': 'rubbish' }),
  admin('a suspended user is shown', 'POST', 'user', { uid: UID, suspended: 'true' }, { look: userOf }),
  admin(
    'the bucket',
    'GET',
    'bucket',
    { bucket: '{bucket}' },
    {
      look: (answer, world) => {
        const { bucket, owner, tenant } = answer as Record<string, string>;
        return [bucket === world.bucket, owner === world.ownerUser, tenant];
      },
    },
  ),
  admin('a missing bucket', 'GET', 'bucket', { bucket: 'parity-not-there' }),
  admin(
    'the buckets of a user',
    'GET',
    'bucket',
    { uid: '{owner}' },
    {
      look: (answer, world) => JSON.stringify(answer) === JSON.stringify([world.bucket]),
    },
  ),
  admin('the buckets of a user without any', 'GET', 'bucket', { uid: UID }, { look: (answer) => answer }),
  admin(
    'the buckets of a missing user',
    'GET',
    'bucket',
    { uid: 'parity-nobody' },
    { look: (answer) => answer },
  ),
  admin('a user with buckets is removed', 'DELETE', 'user', { uid: '{owner}' }),
  admin('a user is removed', 'DELETE', 'user', { uid: UID }),
  admin('a user is removed again', 'DELETE', 'user', { uid: UID }),
  ...(['owner', 'service', 'session', 'anonymous'] as const).flatMap((as) => [
    admin(`a user is read by ${as}`, 'GET', 'user', { uid: '{service}' }, { as }),
    admin(`a user is made by ${as}`, 'PUT', 'user', { uid: 'parity-x', 'display-name': 'x' }, { as }),
    admin(`a bucket is read by ${as}`, 'GET', 'bucket', { bucket: '{bucket}' }, { as }),
  ]),
  {
    name: 'an administrator with a wrong secret, and an unknown one',
    observe: async (world) => {
      const read = { as: 'administrator', method: 'GET', path: '/admin/user', query: { uid: 'x' } } as const;
      return [
        adminVerdict(await world.ask({ ...read, keys: { secretKey: 'wrong' } })),
        adminVerdict(await world.ask({ ...read, keys: { accessKey: 'AAAAAAAAAAAAAAAAAAAA' } })),
      ];
    },
  },
  {
    name: 'what an administrator may do without the caps for it',
    observe: async (world) => {
      const keys = { accessKey: 'PARITYCAPSAAAAAAAAAA', secretKey: 'secret' };
      const made = { uid: 'parity-caps', 'display-name': 'x', 'access-key': keys.accessKey };
      await ask(world, 'PUT', 'user', { ...made, 'secret-key': 'secret' }, 'administrator');
      const observed: Record<string, string[]> = {};
      for (const caps of [
        'users=read',
        'users=write',
        'buckets=read',
        'roles=read',
        'roles=*',
        'user-policy=*',
      ]) {
        await ask(world, 'PUT', 'user', { caps: '', uid: 'parity-caps', 'user-caps': caps }, 'administrator');
        const admins = async (method: string, path: string, query: Record<string, string>) =>
          adminVerdict(
            await world.ask({
              as: 'owner',
              keys,
              method,
              path: `/admin/${path}`,
              query: { format: 'json', ...query },
            }),
          );
        const iam = async (form: Record<string, string>) =>
          verdict(
            await world.ask({
              as: 'owner',
              keys,
              method: 'POST',
              path: '/',
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              body: new URLSearchParams(
                Object.entries(form).map(([key, value]): [string, string] => [key, world.fill(value)]),
              ).toString(),
              service: 'iam',
            }),
          );
        observed[caps] = [
          await admins('GET', 'user', { uid: '{service}' }),
          await admins('POST', 'user', { uid: 'parity-nobody', 'max-buckets': '5' }),
          await admins('GET', 'bucket', { bucket: '{bucket}' }),
          await iam({ Action: 'GetRole', RoleName: '{role}' }),
          await iam({ Action: 'UpdateAssumeRolePolicy', RoleName: 'parity-none', PolicyDocument: '{}' }),
          await iam({ Action: 'DeleteRolePolicy', RoleName: '{role}', PolicyName: 'parity-none' }),
          await iam({ Action: 'ListUserPolicies', UserName: '{service}' }),
          await iam({
            Action: 'PutUserPolicy',
            UserName: 'parity-nobody',
            PolicyName: 'x',
            PolicyDocument: '{}',
          }),
        ];
        await ask(
          world,
          'DELETE',
          'user',
          { caps: '', uid: 'parity-caps', 'user-caps': caps },
          'administrator',
        );
      }
      await ask(world, 'DELETE', 'user', { uid: 'parity-caps' }, 'administrator');
      return observed;
    },
  },
  {
    name: 'the key of a suspended user',
    observe: async (world) => {
      const keys = { accessKey: 'PARITYSUSPENDEDAAAAA', secretKey: 'secret' };
      const made = { uid: 'parity-suspended', 'display-name': 'x', 'access-key': keys.accessKey };
      await ask(world, 'PUT', 'user', { ...made, 'secret-key': 'secret' }, 'administrator');
      await ask(world, 'POST', 'user', { uid: 'parity-suspended', suspended: 'true' }, 'administrator');
      const list = await world.ask({ as: 'owner', keys, method: 'GET', path: '/' });
      const read = await world.ask({ as: 'owner', keys, method: 'GET', path: '/{bucket}/none' });
      await ask(world, 'DELETE', 'user', { uid: 'parity-suspended' }, 'administrator');
      return [verdict(list), verdict(read)];
    },
  },
];

function iam(
  name: string,
  form: Record<string, string>,
  { as = 'administrator', look }: { as?: Asker; look?: (answer: RawAnswer, world: World) => unknown } = {},
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const filled = Object.entries(form).map(([key, value]): [string, string] => [key, world.fill(value)]);
      const answer = await world.call(as, Object.fromEntries(filled));
      return look === undefined ? verdict(answer) : [verdict(answer), look(answer, world)];
    },
  };
}

const roleIn = ({ body }: RawAnswer) =>
  ['RoleName', 'Path', 'Arn', 'MaxSessionDuration', 'AssumeRolePolicyDocument'].map((name) =>
    element(body, name).replace(/[\w.-]*-service/, 'SERVICE'),
  );
const membersIn = ({ body }: RawAnswer) =>
  [...body.matchAll(/<member>(.*?)<\/member>/g)].map(([, name]) => name);

const ROLES: readonly ParityCase[] = [
  iam(
    'a role is made',
    { Action: 'CreateRole', RoleName: ROLE, AssumeRolePolicyDocument: TRUST },
    { look: roleIn },
  ),
  iam('a role is made again', { Action: 'CreateRole', RoleName: ROLE, AssumeRolePolicyDocument: TRUST }),
  iam(
    'a role is made with a path and twelve hours',
    {
      Action: 'CreateRole',
      RoleName: `${ROLE}-2`,
      Path: '/a/',
      MaxSessionDuration: '43200',
      AssumeRolePolicyDocument: TRUST,
    },
    { look: roleIn },
  ),
  ...Object.entries({
    'of 100 seconds': { MaxSessionDuration: '100' },
    'of over twelve hours': { MaxSessionDuration: '43201' },
    'with a bad name': { RoleName: 'a b/' },
    'without a name': { RoleName: '' },
    'with a trust policy that is not JSON': { AssumeRolePolicyDocument: '{' },
    'with an empty trust policy': { AssumeRolePolicyDocument: '' },
    'with an unknown action': { AssumeRolePolicyDocument: TRUST.replace('sts:AssumeRole', 'sts:Rubbish') },
  }).map(([name, change]) =>
    iam(`a role is made ${name}`, {
      Action: 'CreateRole',
      RoleName: 'parity-bad',
      AssumeRolePolicyDocument: TRUST,
      ...change,
    }),
  ),
  iam('a role is read', { Action: 'GetRole', RoleName: `${ROLE}-2` }, { look: roleIn }),
  iam('a missing role is read', { Action: 'GetRole', RoleName: 'parity-none' }),
  iam(
    'roles are listed',
    { Action: 'ListRoles' },
    {
      look: ({ body }) => [
        body.includes(`<RoleName>${ROLE}</RoleName>`),
        body.startsWith('<ListRolesResponse><ListRolesResult><Roles><member><RoleId>'),
      ],
    },
  ),
  iam(
    'roles are listed by their path',
    { Action: 'ListRoles', PathPrefix: '/a/' },
    { look: (a) => [...a.body.matchAll(/<RoleName>(.*?)</g)].map(([, name]) => name) },
  ),
  iam(
    'the policies of a role without any',
    { Action: 'ListRolePolicies', RoleName: ROLE },
    { look: membersIn },
  ),
  iam('the policies of a missing role', { Action: 'ListRolePolicies', RoleName: 'parity-none' }),
  iam('a policy is put on a role', {
    Action: 'PutRolePolicy',
    RoleName: ROLE,
    PolicyName: 'b',
    PolicyDocument: PERMISSIONS,
  }),
  iam('a second policy is put on it', {
    Action: 'PutRolePolicy',
    RoleName: ROLE,
    PolicyName: 'a',
    PolicyDocument: PERMISSIONS,
  }),
  iam('a role policy that is not JSON', {
    Action: 'PutRolePolicy',
    RoleName: ROLE,
    PolicyName: 'c',
    PolicyDocument: '{',
  }),
  iam('a role policy with a colon in a key', {
    Action: 'PutRolePolicy',
    RoleName: ROLE,
    PolicyName: 'c',
    PolicyDocument: PERMISSIONS.replace('/*', '/a:b'),
  }),
  iam('a policy for a missing role', {
    Action: 'PutRolePolicy',
    RoleName: 'parity-none',
    PolicyName: 'a',
    PolicyDocument: PERMISSIONS,
  }),
  iam('the policies of a role', { Action: 'ListRolePolicies', RoleName: ROLE }, { look: membersIn }),
  iam(
    'a policy of a role',
    { Action: 'GetRolePolicy', RoleName: ROLE, PolicyName: 'a' },
    {
      look: ({ body }, world) => element(body, 'PolicyDocument').replaceAll(world.bucket, 'BUCKET'),
    },
  ),
  iam('a policy that a role does not have', { Action: 'GetRolePolicy', RoleName: ROLE, PolicyName: 'none' }),
  iam('a policy of a missing role', { Action: 'GetRolePolicy', RoleName: 'parity-none', PolicyName: 'a' }),
  iam('a role with policies is removed', { Action: 'DeleteRole', RoleName: ROLE }),
  iam('a policy of a role is removed', { Action: 'DeleteRolePolicy', RoleName: ROLE, PolicyName: 'a' }),
  iam(
    'it is removed again',
    { Action: 'DeleteRolePolicy', RoleName: ROLE, PolicyName: 'a' },
    {
      look: ({ body }) =>
        body.replace(/<RequestId>.*?<\/RequestId>|<HostId>.*?<\/HostId>|<Message>.*?<\/Message>/g, ''),
    },
  ),
  iam('a policy of a missing role is removed', {
    Action: 'DeleteRolePolicy',
    RoleName: 'parity-none',
    PolicyName: 'a',
  }),
  iam('the trust policy is changed', {
    Action: 'UpdateAssumeRolePolicy',
    RoleName: ROLE,
    PolicyDocument: TRUST.replace('sts:AssumeRole', 'sts:*'),
  }),
  iam('the role after that', { Action: 'GetRole', RoleName: ROLE }, { look: roleIn }),
  iam('the trust policy is changed to invalid JSON', {
    Action: 'UpdateAssumeRolePolicy',
    RoleName: ROLE,
    PolicyDocument: '{',
  }),
  iam('the trust policy of a missing role', {
    Action: 'UpdateAssumeRolePolicy',
    RoleName: 'parity-none',
    PolicyDocument: TRUST,
  }),
  iam('UpdateRole', { Action: 'UpdateRole', RoleName: ROLE, MaxSessionDuration: '43200' }),
  iam('the last policy of a role is removed', {
    Action: 'DeleteRolePolicy',
    RoleName: ROLE,
    PolicyName: 'b',
  }),
  iam('a role is removed', { Action: 'DeleteRole', RoleName: ROLE }),
  iam('the other role is removed', { Action: 'DeleteRole', RoleName: `${ROLE}-2` }),
  iam('a role is removed again', { Action: 'DeleteRole', RoleName: ROLE }),
  ...(['owner', 'service', 'session', 'anonymous'] as const).flatMap((as) =>
    Object.entries({
      GetRole: { RoleName: '{role}' },
      ListRoles: {},
      CreateRole: { RoleName: 'parity-x', AssumeRolePolicyDocument: TRUST },
      PutRolePolicy: { RoleName: '{role}', PolicyName: 'x', PolicyDocument: PERMISSIONS },
      UpdateAssumeRolePolicy: { RoleName: '{role}', PolicyDocument: TRUST },
      DeleteRole: { RoleName: '{role}' },
      PutUserPolicy: { UserName: '{service}', PolicyName: 'x', PolicyDocument: PERMISSIONS },
      ListUserPolicies: { UserName: '{service}' },
      UpdateRole: { RoleName: '{role}' },
      GetUser: {},
    }).map(([Action, form]) => iam(`${Action} by ${as}`, { Action, ...form }, { as })),
  ),
];

const USER_POLICIES: readonly ParityCase[] = [
  iam('the policies of a user who never had any', { Action: 'ListUserPolicies', UserName: '{owner}' }),
  iam('the policies of a missing user', { Action: 'ListUserPolicies', UserName: 'parity-nobody' }),
  iam('a policy is put on a user', {
    Action: 'PutUserPolicy',
    UserName: '{owner}',
    PolicyName: 'p',
    PolicyDocument: PERMISSIONS,
  }),
  iam('a user policy that is not JSON', {
    Action: 'PutUserPolicy',
    UserName: '{owner}',
    PolicyName: 'q',
    PolicyDocument: '{',
  }),
  iam('a policy for a missing user', {
    Action: 'PutUserPolicy',
    UserName: 'parity-nobody',
    PolicyName: 'p',
    PolicyDocument: PERMISSIONS,
  }),
  iam('the policies of a user', { Action: 'ListUserPolicies', UserName: '{owner}' }, { look: membersIn }),
  iam(
    'a policy of a user',
    { Action: 'GetUserPolicy', UserName: '{owner}', PolicyName: 'p' },
    {
      look: ({ body }, world) => element(body, 'PolicyDocument').replaceAll(world.bucket, 'BUCKET'),
    },
  ),
  iam('a policy of a missing user', { Action: 'GetUserPolicy', UserName: 'parity-nobody', PolicyName: 'p' }),
  iam('a policy of a user is removed', { Action: 'DeleteUserPolicy', UserName: '{owner}', PolicyName: 'p' }),
  iam('it is removed from the user a second time', {
    Action: 'DeleteUserPolicy',
    UserName: '{owner}',
    PolicyName: 'p',
  }),
  iam(
    'the policies of a user who had one',
    { Action: 'ListUserPolicies', UserName: '{owner}' },
    { look: membersIn },
  ),
  iam('GetUser', { Action: 'GetUser' }),
  iam('CreateUser', { Action: 'CreateUser', UserName: 'x' }),
];

export const identityCases: readonly ParityCase[] = [...USERS, ...ROLES, ...USER_POLICIES];
