/**
 * Two buckets on a server with RGW's protocols, and every kind of requester, for the parity cases. One world is on a real RGW
 * and one on the sandbox, and both must give the same answers.
 */
import {
  encode,
  presign,
  type RawAnswer,
  type RawRequest,
  type SigningKeys,
  send,
  sendSigned,
} from '../../sandbox/signer.ts';

/** The parts of a world. Both sides give their buckets the same names. */
export interface WorldDescription {
  endpoint: string;
  administrator: SigningKeys;
  bucket: string;
  otherBucket: string;
  owner: SigningKeys;
  otherOwner: SigningKeys;
  service: SigningKeys;
  serviceUser: string;
  roleArn: string;
  roleName: string;
  ownerUser: string;
  otherOwnerUser: string;
}

export type Asker =
  | 'owner'
  | 'otherOwner'
  | 'service'
  | 'administrator'
  /** A session with all permissions of the role. */
  | 'session'
  /** A session whose policy allows everything. */
  | 'wide'
  /** A session whose policy allows the object actions and ListBucket. */
  | 'narrow'
  /** A session whose policy allows only PutObject. */
  | 'writer'
  | 'anonymous';

export interface Ask {
  as: Asker;
  method: string;
  /** Percent-encoded; `{bucket}` and `{other}` stand for the names. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
  service?: string;
  /** Replaces parts of the requester's keys. */
  keys?: Partial<SigningKeys>;
}

export interface World extends WorldDescription {
  /** Values from earlier answers, such as an upload ID. */
  readonly memory: Map<string, string>;
  readonly keysOf: (as: Asker) => SigningKeys;
  /** The session that AssumeRole returned. */
  readonly sessionOf: (answer: RawAnswer) => Required<SigningKeys>;
  readonly ask: (ask: Ask) => Promise<RawAnswer>;
  /** Sends a form to the root, as for STS and IAM calls. */
  readonly call: (as: Asker, form: Record<string, string>, service?: string) => Promise<RawAnswer>;
  /** Requests a URL that is signed for `as`, without any headers. */
  readonly askPresigned: (ask: Ask, seconds: number) => Promise<RawAnswer>;
  /** Replaces `{bucket}` and similar names. */
  readonly fill: (text: string) => string;
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** The session policies of the requesters. */
const SESSION_POLICIES: Record<'wide' | 'narrow' | 'writer', string> = {
  wide: policy({ Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }),
  narrow: policy(
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: ['arn:aws:s3:::{bucket}/*'],
    },
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::{bucket}'] },
  ),
  writer: policy({ Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::{bucket}/*'] }),
};

export const encodePairs = (pairs: Record<string, string> = {}) =>
  Object.entries(pairs)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

/** Reads the only element with this name. */
export function element(body: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(body)?.[1] ?? '';
}

function sessionKeys(answer: RawAnswer): Required<SigningKeys> {
  return {
    accessKey: element(answer.body, 'AccessKeyId'),
    secretKey: element(answer.body, 'SecretAccessKey'),
    sessionToken: element(answer.body, 'SessionToken'),
  };
}

export async function openWorld(description: WorldDescription): Promise<World> {
  const { endpoint, bucket, otherBucket } = description;
  const fill = (text: string) =>
    text
      .replaceAll('{bucket}', bucket)
      .replaceAll('{other}', otherBucket)
      .replaceAll('{service}', description.serviceUser)
      .replaceAll('{owner}', description.ownerUser)
      .replaceAll('{otherOwner}', description.otherOwnerUser)
      .replaceAll('{role}', description.roleName)
      .replaceAll('{roleArn}', description.roleArn);
  const keys = new Map<Asker, SigningKeys>([
    ['owner', description.owner],
    ['otherOwner', description.otherOwner],
    ['service', description.service],
    ['administrator', description.administrator],
  ]);

  const rawOf = (ask: Ask): RawRequest => ({
    method: ask.method,
    path: fill(ask.path),
    query: encodePairs(
      Object.fromEntries(Object.entries(ask.query ?? {}).map(([name, value]) => [name, fill(value)])),
    ),
    headers: ask.headers ?? {},
    body: typeof ask.body === 'string' ? fill(ask.body) : (ask.body ?? ''),
    service: ask.service ?? 's3',
  });
  const target = ({ path, query }: RawRequest) => (query === '' ? path : `${path}?${query}`);
  const signerOf = (ask: Ask): SigningKeys | undefined => {
    const own = keys.get(ask.as);
    return own && { ...own, ...ask.keys };
  };
  const ask = (asked: Ask): Promise<RawAnswer> => {
    const raw = rawOf(asked);
    const signer = signerOf(asked);
    return signer
      ? sendSigned(endpoint, raw, signer)
      : send(endpoint, raw.method, target(raw), raw.headers, raw.body);
  };
  const call: World['call'] = (as, form, service = 'iam') =>
    ask({
      as,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: encodePairs(Object.fromEntries(Object.entries(form).map(([name, value]) => [name, fill(value)]))),
      service,
    });
  const askPresigned: World['askPresigned'] = (asked, seconds) => {
    const raw = rawOf(asked);
    const signer = signerOf(asked);
    if (!signer) throw new Error('nobody signs for the anonymous');
    return send(endpoint, raw.method, presign(endpoint, raw, signer, seconds), raw.headers, raw.body);
  };

  const assume = async (Policy?: string) => {
    const form = { Action: 'AssumeRole', RoleSessionName: 'parity', RoleArn: '{roleArn}' };
    const answer = await call('service', Policy === undefined ? form : { ...form, Policy }, 'sts');
    if (answer.status !== 200) throw new Error(`no session: ${answer.status} ${answer.body}`);
    return sessionKeys(answer);
  };
  keys.set('session', await assume());
  for (const [name, source] of Object.entries(SESSION_POLICIES)) {
    keys.set(name as Asker, await assume(source));
  }
  const keysOf = (as: Asker): SigningKeys => {
    const found = keys.get(as);
    if (!found) throw new Error(`${as} has no keys`);
    return found;
  };
  return { ...description, memory: new Map(), keysOf, sessionOf: sessionKeys, ask, call, askPresigned, fill };
}
