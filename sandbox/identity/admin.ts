import { WireError } from '../error.ts';
import { randomAccessKey, randomSecret } from '../key-store.ts';
import { authenticateS3 } from '../principal.ts';
import type { Bucket } from '../s3/call.ts';
import type { TokenService } from '../sts.ts';
import type { WireRequest } from '../wire-request.ts';
import { changeCaps, hasCap, parseCaps } from './caps.ts';
import type { User } from './identity-store.ts';

export interface AdminService extends TokenService {
  readonly buckets: ReadonlyMap<string, Bucket>;
}

interface AdminCall extends AdminService {
  readonly parameters: ReadonlyMap<string, string>;
}

interface AdminAction {
  readonly cap: 'users' | 'buckets';
  readonly use: 'read' | 'write';
  /** @returns the value to send as JSON, or `undefined` for an empty body. */
  readonly answer: (call: AdminCall) => Promise<unknown> | unknown;
}

/** RGW's own limit if none is given. */
const DEFAULT_BUCKETS = 1000;

/** By method, path below `/admin/`, and the parameter that selects another call. */
const ACTIONS: Readonly<Record<string, AdminAction>> = {
  'GET user': { cap: 'users', use: 'read', answer: getUser },
  'PUT user': { cap: 'users', use: 'write', answer: createUser },
  'POST user': { cap: 'users', use: 'write', answer: modifyUser },
  'DELETE user': { cap: 'users', use: 'write', answer: removeUser },
  'PUT user key': { cap: 'users', use: 'write', answer: createKey },
  'DELETE user key': { cap: 'users', use: 'write', answer: removeKey },
  'PUT user caps': { cap: 'users', use: 'write', answer: (call) => changeUserCaps(call, 'add') },
  'DELETE user caps': { cap: 'users', use: 'write', answer: (call) => changeUserCaps(call, 'remove') },
  'GET bucket': { cap: 'buckets', use: 'read', answer: getBucket },
};

export const ADMIN_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** Whether a path belongs to the administration. No bucket can have its name. */
export function isAdministration(rawPath: string): boolean {
  return rawPath === '/admin' || rawPath.startsWith('/admin/');
}

/**
 * Answers a call of RGW's administration of users, keys, caps and buckets.
 * @returns JSON, or nothing.
 * @throws WireError
 */
export async function answerAdmin(request: WireRequest, service: AdminService): Promise<string | undefined> {
  const { principal } = authenticateS3(request, service);
  const action = findAction(request);
  if (principal.kind === 'anonymous' || !hasCap(principal.user.caps, action.cap, action.use)) {
    throw new WireError('AccessDenied', `This needs the cap ${action.cap}=${action.use}.`);
  }
  const result = await action.answer({ ...service, parameters: request.query });
  return result === undefined ? undefined : JSON.stringify(result);
}

function findAction({ method, rawPath, query }: WireRequest): AdminAction {
  const name = `${method} ${rawPath.slice('/admin/'.length)}`;
  const part = ['key', 'caps'].find(
    (candidate) => query.has(candidate) && method !== 'GET' && method !== 'POST',
  );
  const action = ACTIONS[part === undefined ? name : `${name} ${part}`];
  if (!action || query.has('quota') || query.has('subuser')) {
    throw new WireError(
      'MethodNotAllowed',
      `Of RGW's administration, the sandbox supports only ${ADMIN_ACTIONS.join(', ')}.`,
    );
  }
  return action;
}

function getUser(call: AdminCall): unknown {
  const { parameters, keys, identities } = call;
  const accessKey = parameters.get('access-key');
  const uid = parameters.get('uid') || (accessKey && keys.find(accessKey)?.user);
  if (!uid && accessKey === undefined) throw new WireError('InvalidArgument', 'uid is missing.');
  const user = uid ? identities.user(uid) : undefined;
  if (!user) throw noSuchUser();
  return describeUser(call, user);
}

async function createUser(call: AdminCall): Promise<unknown> {
  const { parameters, identities } = call;
  const uid = parameters.get('uid') ?? '';
  const displayName = parameters.get('display-name');
  if (uid === '') throw new WireError('AccessDenied', 'uid is missing.');
  if (!displayName) throw new WireError('InvalidArgument', 'display-name is missing.');
  if (!/^[\w.-]{1,200}$/.test(uid)) {
    throw new WireError('InvalidArgument', 'In the sandbox, a uid can have only letters, digits, and _.-.');
  }
  if (identities.user(uid)) throw new WireError('UserAlreadyExists', 'The user already exists.');
  const maxBuckets = readNumber(parameters, 'max-buckets') ?? DEFAULT_BUCKETS;
  const caps = readCaps(parameters) ?? [];
  checkNewKey(call);
  const user: User = { uid, displayName, email: '', maxBuckets, suspended: false, caps };
  await identities.putUser(user);
  if (wantsKey(parameters)) await addKey(call, uid);
  return describeUser(call, user);
}

async function modifyUser(call: AdminCall): Promise<unknown> {
  const { parameters, identities } = call;
  const user = findUser(call);
  const suspended = parameters.get('suspended');
  const changed: User = {
    ...user,
    displayName: parameters.get('display-name') ?? user.displayName,
    maxBuckets: readNumber(parameters, 'max-buckets') ?? user.maxBuckets,
    suspended: suspended === undefined ? user.suspended : suspended === 'true' || suspended === '1',
  };
  await identities.putUser(changed);
  return describeUser(call, changed);
}

async function removeUser(call: AdminCall): Promise<undefined> {
  const { uid } = findUser(call);
  if (call.identities.bucketsOf(uid).length > 0) {
    throw new WireError('BucketAlreadyExists', 'The user has buckets. RGW sends this code for that.');
  }
  await call.identities.removeUser(uid);
  for (const { accessKey } of call.keys.list(uid)) await call.keys.revoke(accessKey);
}

async function createKey(call: AdminCall): Promise<unknown> {
  const { uid } = findUser(call);
  checkNewKey(call);
  await addKey(call, uid);
  return describeKeys(call, uid);
}

async function removeKey(call: AdminCall): Promise<undefined> {
  const accessKey = call.parameters.get('access-key') ?? '';
  const { uid } = findUser(call);
  if (call.keys.find(accessKey)?.user !== uid) {
    throw new WireError('InvalidAccessKeyId', 'The user has no such key.');
  }
  await call.keys.revoke(accessKey);
}

async function changeUserCaps(call: AdminCall, how: 'add' | 'remove'): Promise<unknown> {
  const user = findUser(call);
  const caps = changeCaps(user.caps, readCaps(call.parameters) ?? [], how);
  await call.identities.putUser({ ...user, caps });
  return caps;
}

function getBucket({ parameters, identities, buckets }: AdminCall): unknown {
  const name = parameters.get('bucket');
  if (!name) return identities.bucketsOf(parameters.get('uid') || undefined);
  const settings = identities.bucket(name);
  const bucket = buckets.get(name);
  if (!settings || !bucket) throw new WireError('NoSuchBucket', 'There is no such bucket.');
  return { bucket: name, tenant: '', owner: settings.owner, creation_time: bucket.createdAt };
}

function findUser({ parameters, identities }: AdminCall): User {
  const user = identities.user(parameters.get('uid') ?? '');
  if (!user) throw noSuchUser();
  return user;
}

function noSuchUser(): WireError {
  return new WireError('NoSuchUser', 'There is no such user.');
}

function wantsKey(parameters: ReadonlyMap<string, string>): boolean {
  return parameters.get('generate-key') !== 'false' || parameters.has('access-key');
}

function checkNewKey({ parameters, keys }: AdminCall): void {
  const accessKey = parameters.get('access-key');
  if (accessKey !== undefined && keys.find(accessKey))
    throw new WireError('KeyExists', 'The key already exists.');
}

async function addKey({ parameters, keys, now }: AdminCall, uid: string): Promise<void> {
  const accessKey = parameters.get('access-key') || randomAccessKey('', 20);
  const secretKey = parameters.get('secret-key') || randomSecret();
  await keys.add(uid, { accessKey, secretKey }, 'created by an administrator', now());
}

function readNumber(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,9}$/.test(value)) throw new WireError('InvalidArgument', `${name} is not a number.`);
  return Number(value);
}

function readCaps(parameters: ReadonlyMap<string, string>) {
  const text = parameters.get('user-caps');
  if (!text) return undefined;
  const caps = parseCaps(text);
  if (!caps) throw new WireError('InvalidCapability', 'Invalid caps: write them as in users=*;buckets=read.');
  return caps;
}

/** A user with the secrets of its keys. Whoever may call this can also create keys. */
function describeUser(call: AdminCall, user: User): unknown {
  return {
    tenant: '',
    user_id: user.uid,
    display_name: user.displayName,
    email: user.email,
    suspended: user.suspended ? 1 : 0,
    max_buckets: user.maxBuckets,
    subusers: [],
    keys: describeKeys(call, user.uid),
    swift_keys: [],
    caps: user.caps,
    op_mask: 'read, write, delete',
    system: 'false',
    admin: 'false',
    default_placement: '',
    default_storage_class: '',
    placement_tags: [],
    bucket_quota: NO_QUOTA,
    user_quota: NO_QUOTA,
    temp_url_keys: [],
    type: 'rgw',
    mfa_ids: [],
  };
}

const NO_QUOTA = { enabled: false, check_on_raw: false, max_size: -1, max_size_kb: 0, max_objects: -1 };

/** Sorted by name, as on RGW, which stores no creation time. */
function describeKeys({ keys }: AdminCall, uid: string): unknown[] {
  return keys
    .list(uid)
    .map(({ accessKey }) => accessKey)
    .sort()
    .map((accessKey) => ({
      user: uid,
      access_key: accessKey,
      secret_key: keys.find(accessKey)?.secretKey,
    }));
}
