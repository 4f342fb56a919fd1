import { randomUUID } from 'node:crypto';
import { WireError } from '../error.ts';
import { parsePolicy } from '../policy.ts';
import { authenticateForm, policyValues } from '../principal.ts';
import type { FormCall, TokenService } from '../sts.ts';
import { branch, escapeText, leaf } from '../xml.ts';
import { checkMayCall } from './call-permission.ts';
import { type Role, roleArn, type User, without } from './identity-store.ts';

/** RGW's limits for a role's MaxSessionDuration, in seconds. */
const SHORTEST_MAXIMUM = 3_600;
const LONGEST_MAXIMUM = 43_200;

/** A call that was authenticated and is allowed. */
interface IamCall extends TokenService {
  readonly parameters: ReadonlyMap<string, string>;
  readonly requestId: string;
}

interface IamAction {
  /** The part of the administration to which it belongs. */
  readonly cap: 'roles' | 'user-policy';
  readonly use: 'read' | 'write';
  /** Its name in policies. */
  readonly name: string;
  readonly answer: (call: IamCall) => Promise<IamAnswer> | IamAnswer;
}

/** An answer, or what RGW sends if something does not exist, which is not a single document. */
export interface IamAnswer {
  readonly status: number;
  readonly body: string;
  /** Set if RGW announces fewer bytes than it sends. */
  readonly announcedLength?: number;
}

const ACTIONS: Readonly<Record<string, IamAction>> = {
  CreateRole: { cap: 'roles', use: 'write', name: 'iam:CreateRole', answer: createRole },
  DeleteRole: { cap: 'roles', use: 'write', name: 'iam:DeleteRole', answer: deleteRole },
  GetRole: { cap: 'roles', use: 'read', name: 'iam:GetRole', answer: getRole },
  ListRoles: { cap: 'roles', use: 'read', name: 'iam:ListRoles', answer: listRoles },
  UpdateAssumeRolePolicy: { cap: 'roles', use: 'write', name: 'iam:ModifyRole', answer: updateTrust },
  PutRolePolicy: { cap: 'roles', use: 'write', name: 'iam:PutRolePolicy', answer: putRolePolicy },
  GetRolePolicy: { cap: 'roles', use: 'read', name: 'iam:GetRolePolicy', answer: getRolePolicy },
  ListRolePolicies: { cap: 'roles', use: 'read', name: 'iam:ListRolePolicies', answer: listRolePolicies },
  DeleteRolePolicy: { cap: 'roles', use: 'write', name: 'iam:DeleteRolePolicy', answer: deleteRolePolicy },
  PutUserPolicy: { cap: 'user-policy', use: 'write', name: 'iam:PutUserPolicy', answer: putUserPolicy },
  GetUserPolicy: { cap: 'user-policy', use: 'read', name: 'iam:GetUserPolicy', answer: getUserPolicy },
  ListUserPolicies: {
    cap: 'user-policy',
    use: 'read',
    name: 'iam:ListUserPolicies',
    answer: listUserPolicies,
  },
  DeleteUserPolicy: {
    cap: 'user-policy',
    use: 'write',
    name: 'iam:DeleteUserPolicy',
    answer: deleteUserPolicy,
  },
};

export const IAM_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/**
 * Answers an IAM call as RGW 16 does: roles, and policies of roles and users.
 * @throws WireError
 */
export async function answerIam(call: FormCall, service: TokenService): Promise<IamAnswer> {
  const { request, form, parameters, requestId } = call;
  const action = ACTIONS[parameters.get('Action') ?? ''] as IamAction;
  const principal = authenticateForm(request, form, service);
  const answering: IamCall = { ...service, parameters, requestId };
  // RGW looks up the role first, and tells every caller if it does not exist.
  if (action.cap === 'roles' && !['CreateRole', 'ListRoles'].includes(parameters.get('Action') ?? ''))
    findRole(answering);
  const target =
    action.cap === 'roles' ? `role/${parameters.get('RoleName')}` : `user/${parameters.get('UserName')}`;
  checkMayCall(
    { principal, values: policyValues(request, principal, service.now()) },
    action,
    `arn:aws:iam:::${target}`,
  );
  return action.answer(answering);
}

async function createRole(call: IamCall): Promise<IamAnswer> {
  const name = required(call, 'RoleName');
  const trustPolicy = required(call, 'AssumeRolePolicyDocument');
  const path = call.parameters.get('Path') || '/';
  const maximumDuration = Number(call.parameters.get('MaxSessionDuration') ?? SHORTEST_MAXIMUM);
  if (!/^[\w+=,.@-]{1,64}$/.test(name) || !/^\/([\x21-\x7f]+\/)?$/.test(path)) {
    throw invalidInput(
      'RoleName must have 1 to 64 letters, digits and _+=,.@-, and Path must be in slashes.',
    );
  }
  if (!(maximumDuration >= SHORTEST_MAXIMUM && maximumDuration <= LONGEST_MAXIMUM)) {
    throw invalidInput(`MaxSessionDuration must be ${SHORTEST_MAXIMUM} to ${LONGEST_MAXIMUM} seconds.`);
  }
  parsePolicy(trustPolicy);
  if (call.identities.role(name)) throw new WireError('EntityAlreadyExists', 'The role already exists.');
  const role: Role = {
    id: randomUUID(),
    name,
    path,
    account: '',
    createdAt: new Date(call.now()).toISOString(),
    maximumDuration,
    trustPolicy,
    policies: {},
  };
  await call.identities.putRole(role);
  const result = branch('CreateRoleResult', branch('Role', describeRole(role)));
  return answer('CreateRoleResponse', result, metadata(call));
}

async function deleteRole(call: IamCall): Promise<IamAnswer> {
  const role = findRole(call);
  if (Object.keys(role.policies).length > 0) {
    throw new WireError('DeleteConflict', 'The role has policies: remove them first.');
  }
  await call.identities.removeRole(role.name);
  return answer('DeleteRoleResponse', metadata(call));
}

function getRole(call: IamCall): IamAnswer {
  const result = branch('GetRoleResult', branch('Role', describeRole(findRole(call))));
  return answer('GetRoleResponse', metadata(call), result);
}

function listRoles(call: IamCall): IamAnswer {
  const prefix = call.parameters.get('PathPrefix') ?? '/';
  const members = call.identities
    .roles()
    .filter(({ path }) => path.startsWith(prefix))
    .map((role) => branch('member', describeRole(role)));
  return answer('ListRolesResponse', branch('ListRolesResult', branch('Roles', ...members)), metadata(call));
}

async function updateTrust(call: IamCall): Promise<IamAnswer> {
  const trustPolicy = required(call, 'PolicyDocument');
  parsePolicy(trustPolicy);
  await call.identities.putRole({ ...findRole(call), trustPolicy });
  return answer('UpdateAssumeRolePolicyResponse', metadata(call));
}

async function putRolePolicy(call: IamCall): Promise<IamAnswer> {
  const name = required(call, 'PolicyName');
  const source = required(call, 'PolicyDocument');
  parsePolicy(source);
  const role = findRole(call);
  await call.identities.putRole({ ...role, policies: { ...role.policies, [name]: source } });
  return answer('PutRolePolicyResponse', metadata(call));
}

function getRolePolicy(call: IamCall): IamAnswer {
  const { name, policies } = findRole(call);
  const result = branch('GetRolePolicyResult', ...describePolicy(call, policies, leaf('RoleName', name)));
  return answer('GetRolePolicyResponse', metadata(call), result);
}

function listRolePolicies(call: IamCall): IamAnswer {
  const result = branch('ListRolePoliciesResult', policyNames(findRole(call).policies));
  return answer('ListRolePoliciesResponse', metadata(call), result);
}

async function deleteRolePolicy(call: IamCall): Promise<IamAnswer> {
  const role = findRole(call);
  const name = required(call, 'PolicyName');
  const document = answer('DeleteRolePoliciesResponse', metadata(call));
  if (!Object.hasOwn(role.policies, name)) return twoDocuments(call, document.body);
  await call.identities.putRole({ ...role, policies: without(role.policies, name) });
  return document;
}

async function putUserPolicy(call: IamCall): Promise<IamAnswer> {
  const name = required(call, 'PolicyName');
  const source = required(call, 'PolicyDocument');
  const user = findUser(call);
  parsePolicy(source);
  await call.identities.putUser({ ...user, policies: { ...user.policies, [name]: source } });
  return answer('PutUserPolicyResponse', metadata(call));
}

function getUserPolicy(call: IamCall): IamAnswer {
  const { uid, policies } = findUser(call);
  const name = required(call, 'PolicyName');
  if (policies === undefined || !Object.hasOwn(policies, name)) return brokenUserPolicy(call);
  const result = branch('GetUserPolicyResult', ...describePolicy(call, policies, leaf('UserName', uid)));
  return answer('GetUserPolicyResponse', metadata(call), result);
}

function listUserPolicies(call: IamCall): IamAnswer {
  const { policies } = findUser(call);
  if (policies === undefined) throw noSuchEntity('The user never had a policy.');
  const result = branch('ListUserPoliciesResult', policyNames(policies));
  return answer('ListUserPoliciesResponse', metadata(call), result);
}

async function deleteUserPolicy(call: IamCall): Promise<IamAnswer> {
  const user = findUser(call);
  const name = required(call, 'PolicyName');
  if (!Object.hasOwn(user.policies ?? {}, name)) throw noSuchEntity('The user has no such policy.');
  await call.identities.putUser({ ...user, policies: without(user.policies ?? {}, name) });
  return answer('DeleteUserPoliciesResponse', metadata(call));
}

function findRole({ identities, parameters }: IamCall): Role {
  const role = identities.role(parameters.get('RoleName') ?? '');
  if (!role) throw noSuchEntity('There is no such role.');
  return role;
}

function findUser({ identities, parameters }: IamCall): User {
  const user = identities.user(parameters.get('UserName') ?? '');
  if (!user) throw noSuchEntity('There is no such user.');
  return user;
}

function required({ parameters }: IamCall, name: string): string {
  const value = parameters.get(name);
  if (!value) throw invalidInput(`${name} is missing.`);
  return value;
}

function invalidInput(message: string): WireError {
  return new WireError('InvalidInput', message);
}

function noSuchEntity(message: string): WireError {
  return new WireError('NoSuchEntity', message);
}

function describeRole(role: Role): string {
  return [
    leaf('RoleId', role.id),
    leaf('RoleName', role.name),
    leaf('Path', role.path),
    leaf('Arn', roleArn(role)),
    leaf('CreateDate', role.createdAt),
    leaf('MaxSessionDuration', role.maximumDuration),
    `<AssumeRolePolicyDocument>${escapeText(role.trustPolicy)}</AssumeRolePolicyDocument>`,
  ].join('');
}

function describePolicy(call: IamCall, policies: Readonly<Record<string, string>>, holder: string): string[] {
  const name = required(call, 'PolicyName');
  if (!Object.hasOwn(policies, name)) throw noSuchEntity('There is no such policy.');
  const document = `<PolicyDocument>${escapeText(policies[name] as string)}</PolicyDocument>`;
  return [leaf('PolicyName', name), holder, document];
}

function policyNames(policies: Readonly<Record<string, string>>): string {
  const names = Object.keys(policies).sort();
  return branch('PolicyNames', ...names.map((name) => leaf('member', name)));
}

function metadata({ requestId }: IamCall): string {
  return branch('ResponseMetadata', leaf('RequestId', requestId));
}

function answer(root: string, ...parts: string[]): IamAnswer {
  return { status: 200, body: branch(root, ...parts) };
}

function errorDocument({ requestId }: IamCall): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${branch(
    'Error',
    leaf('Code', 'NoSuchEntity'),
    leaf('Message', ''),
    leaf('RequestId', requestId),
  )}`;
}

/** RGW 16 first reports success and then failure. */
function twoDocuments(call: IamCall, done: string): IamAnswer {
  return { status: 404, body: `${done}${errorDocument(call)}` };
}

/** RGW 16 starts a successful answer, adds the error to it, and sends more bytes than it announced. */
function brokenUserPolicy(call: IamCall): IamAnswer {
  const begun = `<GetUserPolicyResponse>${metadata(call)}<GetUserPolicyResult>${errorDocument(call)}`;
  const body = `${begun}</GetUserPolicyResult></GetUserPolicyResponse>`;
  return { status: 404, body, announcedLength: Buffer.byteLength(begun) };
}
