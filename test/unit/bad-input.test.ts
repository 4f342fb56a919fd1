import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceCredential, secretParts } from '../../src/credentials/service-credential.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';
import { readSource } from '../../src/credentials/source-inputs.ts';
import { InputError } from '../../src/failure.ts';
import { readCaBundle } from '../../src/http/ca-bundle.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { projectFolder, run } from '../support/command.ts';
import { githubClaims } from '../support/identity/claims.ts';
import { createSigningKey } from '../support/identity/signing-key.ts';

const GOOD: RequestInputs = {
  roleArn: 'arn:aws:iam::RGW00000000000000001:role/bkr-123',
  bucket: 'my-bucket',
  endpoint: 'https://s3.example.org',
};
const CONTEXT = { sessionName: 'job', renewed: false };

interface Case {
  name: string;
  inputs: RequestInputs;
  /** The whole sentence, or its beginning. */
  says: string;
}

const CASES: Case[] = [
  { name: 'no role', inputs: { roleArn: '' }, says: 'role-arn is empty: ' },
  { name: 'a role of only blanks', inputs: { roleArn: '   ' }, says: 'role-arn is empty: ' },
  {
    name: 'a role name instead of its ARN',
    inputs: { roleArn: 'bkr-123' },
    says: "role-arn is 'bkr-123', which is not a role ARN",
  },
  {
    name: 'the ARN of a user',
    inputs: { roleArn: 'arn:aws:iam:::user/ci' },
    says: "role-arn is 'arn:aws:iam:::user/ci'",
  },
  {
    name: 'the ARN of a session',
    inputs: { roleArn: 'arn:aws:sts:::assumed-role/a/b' },
    says: 'role-arn is ',
  },
  {
    name: 'a role ARN that would crash an RGW',
    inputs: { roleArn: `arn:aws:iam::${'a'.repeat(2_000)}:role/bkr` },
    says: 'role-arn has 2022 characters',
  },
  { name: 'a role without a name', inputs: { roleArn: 'arn:aws:iam::RGW1:role/' }, says: 'role-arn is ' },
  {
    name: 'a role with a blank',
    inputs: { roleArn: 'arn:aws:iam::RGW1:role/a b' },
    says: 'role-arn is ',
  },
  {
    name: 'a role with a forged log line',
    inputs: { roleArn: 'arn:aws:iam::RGW1:role/a\n::error::x' },
    says: "role-arn is 'arn:aws:iam::RGW1:role/a?::error::x'",
  },
  {
    name: 'neither a role nor a bucket',
    inputs: { roleArn: ' ', bucket: '' },
    says: "role-arn and bucket are empty: copy the role's ARN",
  },
  { name: 'no bucket', inputs: { bucket: '' }, says: 'bucket is empty: name the one bucket' },
  {
    name: 'a bucket URL',
    inputs: { bucket: 's3://my-bucket' },
    says: "bucket is 's3://my-bucket': give the bare name",
  },
  { name: 'a bucket with a key', inputs: { bucket: 'my-bucket/builds' }, says: 'bucket is ' },
  {
    name: 'a bucket in upper case',
    inputs: { bucket: 'My-Bucket' },
    says: "bucket is 'My-Bucket', which is not a bucket name",
  },
  { name: 'a bucket with an underscore', inputs: { bucket: 'my_bucket' }, says: 'bucket is ' },
  { name: 'a bucket with two letters', inputs: { bucket: 'ab' }, says: 'bucket is ' },
  { name: 'a bucket with 64 letters', inputs: { bucket: 'a'.repeat(64) }, says: 'bucket is ' },
  { name: 'a bucket that begins with a hyphen', inputs: { bucket: '-bucket' }, says: 'bucket is ' },
  { name: 'a bucket that ends with a dot', inputs: { bucket: 'bucket.' }, says: 'bucket is ' },
  { name: 'a bucket with two dots', inputs: { bucket: 'my..bucket' }, says: 'bucket is ' },
  { name: 'a bucket that looks like an IP address', inputs: { bucket: '192.168.5.4' }, says: 'bucket is ' },
  { name: 'a bucket that is a wildcard', inputs: { bucket: '*' }, says: 'bucket is ' },
  { name: 'an endpoint without a scheme', inputs: { endpoint: 's3.example.org' }, says: 'endpoint is ' },
  {
    name: 'an endpoint with another scheme',
    inputs: { endpoint: 'ftp://s3.example.org' },
    says: 'endpoint is ',
  },
  {
    name: 'an endpoint without a host',
    inputs: { endpoint: 'https://' },
    says: "endpoint is 'https://', which is not a valid URL.",
  },
  {
    name: 'an endpoint with an invalid port',
    inputs: { endpoint: 'https://s3.example.org:99999' },
    says: 'endpoint is ',
  },
  {
    name: 'an endpoint with a password, which is not repeated',
    inputs: { endpoint: 'https://me:hunter2@s3.example.org' },
    says: 'endpoint contains a user name or password: pass them as the service credential instead.',
  },
  {
    name: 'an endpoint with a path',
    inputs: { endpoint: 'https://s3.example.org/my-bucket' },
    says: 'endpoint is ',
  },
  {
    name: 'an endpoint with a query',
    inputs: { endpoint: 'https://s3.example.org/?x=1' },
    says: 'endpoint is ',
  },
  { name: 'a region with a blank', inputs: { region: 'eu mad' }, says: "region is 'eu mad'" },
  { name: 'a region that is a URL', inputs: { region: 'https://x' }, says: 'region is ' },
  {
    name: 'a word as a duration',
    inputs: { duration: 'long' },
    says: "duration is 'long', which is not a duration",
  },
  {
    name: 'a duration of zero',
    inputs: { duration: '0' },
    says: "duration is '0': a session lasts at least one second, so write a duration such as 1h, or leave it out.",
  },
  {
    name: 'a negative duration',
    inputs: { duration: '-1' },
    says: "duration is '-1', which is not a duration",
  },
  { name: 'a duration with a fraction', inputs: { duration: '1.5h' }, says: "duration is '1.5h'" },
  { name: 'a duration in days', inputs: { duration: '1d' }, says: "duration is '1d'" },
  { name: 'a duration with a blank', inputs: { duration: '1 h' }, says: "duration is '1 h'" },
  { name: 'a duration over 12 h', inputs: { duration: '43201' }, says: "duration is '43201', over the 12 h" },
  {
    name: '13 h',
    inputs: { duration: '13h' },
    says: "duration is '13h', over the 12 h that a session can last: ask for 12h or less; a longer job needs renewal (refresh, exec; a transfer renews by itself).",
  },
  { name: 'an empty ISO duration', inputs: { duration: 'PT' }, says: "duration is 'PT'" },
  {
    name: 'job outside GitLab',
    inputs: { duration: 'job' },
    says: "duration is 'job', which works only on GitLab CI",
  },
  {
    name: 'an access from another tool',
    inputs: { access: 'readonly' },
    says: "access is 'readonly': choose one of read-write, read, write, role.",
  },
  { name: 'an access in upper case', inputs: { access: 'READ' }, says: "access is 'READ'" },
  {
    name: 'a prefix with a leading slash',
    inputs: { prefix: '/builds' },
    says: 'prefix begins with a slash',
  },
  { name: 'a prefix that is a pattern', inputs: { prefix: 'builds/*' }, says: `prefix contains *, ? or \${` },
  {
    name: 'a prefix with a policy variable',
    inputs: { prefix: `\${aws:username}/` },
    says: `prefix contains *, ? or \${`,
  },
  { name: 'a prefix with two lines', inputs: { prefix: 'a\nb/' }, says: 'prefix contains a line break' },
  {
    name: 'half of a surrogate pair in a prefix',
    inputs: { prefix: 'a\ud800/' },
    says: 'prefix contains a line break',
  },
  { name: 'a Windows path', inputs: { prefix: 'builds\\1/' }, says: 'prefix contains a backslash' },
  { name: 'an unexpanded variable', inputs: { prefix: '$REF/' }, says: 'prefix starts with $' },
  {
    name: 'a prefix with access role',
    inputs: { access: 'role', prefix: 'builds/' },
    says: 'prefix cannot be combined with access role',
  },
  {
    name: "a bucket with its tenant's name",
    inputs: { bucket: 'tenant:my-bucket' },
    says: "bucket is 'tenant:my-bucket': leave out the tenant",
  },
  {
    name: 'a prefix that makes the policy too long',
    inputs: { prefix: `${'p'.repeat(1000)}/` },
    says: 'prefix makes a session policy of ',
  },
  {
    name: 'a prefix of characters with many bytes',
    inputs: { prefix: `${'ü'.repeat(511)}/` },
    says: 'prefix makes a session policy of ',
  },
  {
    name: 'a prefix longer than a key',
    inputs: { prefix: 'p'.repeat(1025) },
    says: 'prefix is longer than the 1,024 bytes',
  },
  { name: 'a session name of one character', inputs: { sessionName: 'x' }, says: "session-name is 'x'" },
  { name: 'a session name with a slash', inputs: { sessionName: 'a/b' }, says: "session-name is 'a/b'" },
  {
    name: 'a session name of 65 characters',
    inputs: { sessionName: 'n'.repeat(65) },
    says: 'session-name is ',
  },
];

describe('an invalid input is reported in one sentence, before anything is sent', () => {
  test.each(CASES)('$name', ({ inputs, says }) => {
    const message = inputErrorOf(() => checkRequest({ ...GOOD, ...inputs }, CONTEXT));
    expect(message.slice(0, says.length)).toBe(says);
    expect(message).toMatch(/^[^\n\r]+\.$/);
  });

  test.each([
    ['an empty access key', '', 's3cret', 'service-access-key is empty'],
    ['an empty secret', 'AKEY', '', 'service-secret-key is empty'],
    ['a secret with a line break inside', 'AKEY', 's3c\nret', 'service-secret-key contains white space'],
    ['a secret that is only a line break', 'AKEY', '\n', 'service-secret-key is empty'],
    ['a quoted secret', 'AKEY', '"s3cret"', 'service-secret-key contains white space, a quote'],
    [
      'a secret that is an unexpanded variable',
      'AKEY',
      '$SECRET',
      'service-secret-key contains an unexpanded variable',
    ],
    [
      'a GitHub expression that was not evaluated',
      'AKEY',
      `\${{ secrets.KEY }}`,
      'service-secret-key contains an unexpanded variable',
    ],
    ['one value pasted twice', 'AKEY', 'AKEY', 'service-secret-key is the same as the access key'],
    [
      'a file instead of a secret',
      'AKEY',
      'x'.repeat(257),
      'service-secret-key is longer than 256 characters',
    ],
  ])('%s', (_name, accessKey, secretKey, says) => {
    const message = inputErrorOf(() => new ServiceCredential(accessKey, secretKey));
    expect(message.slice(0, says.length)).toBe(says);
    if (secretKey.length > 4) expect(message).not.toContain(secretKey.trim());
  });
});

const ROLE = 'arn:aws:iam::RGW1:role/bkr-123';

describe('all that is empty is named in one message, as it is typed', () => {
  const environment = (name: string) => `(--${name}, OTTER_${name.toUpperCase().replaceAll('-', '_')})`;
  const access = `service-access-key ${environment('service-access-key')}`;
  const secret = 'service-secret-key (OTTER_SERVICE_SECRET_KEY)';
  const role = `role-arn ${environment('role-arn')}`;
  const bucket = `bucket ${environment('bucket')}`;

  test.each([
    [['env']],
    [['exec', '--', 'true']],
    [['credential-process']],
    [['agent', 'start']],
    [['check']],
    [['upload', 'README.md']],
    [['download']],
  ])('by otter-sts %j, where nothing is set', async (args) => {
    const { code, stdout, stderr } = await program('cli/main.ts', args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`otter-sts: ${access}, ${secret}, ${role} and ${bucket} are empty: set them`);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('by otter-sts upload without a path, too', async () => {
    const { code, stderr } = await program('cli/main.ts', ['upload']);
    expect(code).toBe(2);
    const path = 'path (PATH, OTTER_PATH)';
    expect(stderr).toContain(
      `otter-sts: ${access}, ${secret}, ${role}, ${bucket} and ${path} are empty: set`,
    );
  });

  test.each([
    ['a secret', ['SERVICE_ACCESS_KEY'], `${secret}, ${role} and ${bucket} are empty: take every value`],
    ['an access key', ['SERVICE_SECRET_KEY', 'BUCKET'], `${access} and ${role} are empty: take every value`],
    ['both keys', ['ROLE_ARN', 'BUCKET'], `${access} and ${secret} are empty: set them`],
    [
      'all but the keys',
      ['SERVICE_ACCESS_KEY', 'SERVICE_SECRET_KEY'],
      `${role} and ${bucket} are empty: copy`,
    ],
    ['what a token needs', ['ID_TOKEN'], `${role} and ${bucket} are empty: copy`],
    ['only the bucket', ['ID_TOKEN', 'ROLE_ARN'], `${bucket} is empty: name`],
  ])('by otter-sts env without %s', async (_, given, says) => {
    const values = Object.fromEntries(given.map((name) => [`OTTER_${name}`, GIVEN[name]]));
    const { code, stderr } = await program('cli/main.ts', ['env'], values);
    expect(code).toBe(2);
    expect(stderr).toContain(`otter-sts: ${says}`);
  });

  const all = 'service-access-key, service-secret-key, role-arn and bucket are empty';
  const noSession = ', and no earlier step of this job has exported a session: name';
  const idTokens = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };

  test.each<[step: string, inputs: Record<string, string>, env: Record<string, string>, says: string]>([
    ['main', {}, {}, `${all}: name a secret`],
    ['main', { bucket: 'b' }, {}, 'service-access-key, service-secret-key and role-arn are empty: name'],
    ['main', { 'service-access-key': 'KEY' }, {}, 'service-secret-key, role-arn and bucket are empty: name'],
    ['main', {}, idTokens, 'role-arn and bucket are empty: copy'],
    ['upload', { bucket: 'b', 'role-arn': ROLE }, idTokens, 'path is empty: name the files'],
    ['upload', { path: 'README.md' }, {}, `${all}${noSession} a secret`],
    ['upload', { path: 'README.md' }, idTokens, `role-arn and bucket are empty${noSession} the role`],
    ['download', {}, {}, `${all}${noSession} a secret`],
    ['download', { 'role-arn': ROLE }, idTokens, 'bucket is empty: name'],
  ])('by the action %s with %j and %j', async (step, inputs, env, says) => {
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const all = { ...Object.fromEntries(given), ...env, RUNNER_TEMP: tmpdir() };
    const { code, stdout } = await program(`action/${step}.ts`, [], all);
    expect(code).toBe(2);
    expect(stdout).toContain(`::error title=Invalid input::${says}`);
  });

  const input = (name: string) =>
    `${name} (the input, or the variable OTTER_${name.toUpperCase().replaceAll('-', '_')})`;
  const keys = `${input('service_access_key')}, ${input('service_secret_key')}`;

  test.each<[verb: string, text: string, env: Record<string, string>, says: string]>([
    ['upload', '', {}, `${keys}, ${input('role_arn')} and ${input('bucket')} are empty: the variables KEY`],
    [
      'download',
      `role-arn=${ROLE}\n`,
      {},
      `${keys} and ${input('bucket')} are empty: the variables KEY, SECRET and OTTER_BUCKET are not set`,
    ],
    [
      'download',
      '',
      { KEY: 'KEY', SECRET: 'topsecret' },
      `${input('role_arn')} and ${input('bucket')} are empty: copy`,
    ],
    [
      'upload',
      'role-arn=$OTTER_ROLE_ARN\nbucket=$MY_BUCKET\n',
      {},
      `${keys}, ${input('role_arn')} and ${input('bucket')} are empty: the variables KEY, SECRET, OTTER_ROLE_ARN and MY_BUCKET are not set`,
    ],
    [
      'download',
      'role-arn=$ROLE\n',
      { OTTER_ID_TOKEN: 'a.b.c' },
      `${input('role_arn')} and ${input('bucket')} are empty: the variables ROLE and OTTER_BUCKET are not set`,
    ],
    ['upload', 'bucket=b\n', { KEY: 'KEY' }, `${input('service_secret_key')} and ${input('role_arn')} are`],
  ])('by a GitLab job of .otter-%s with %j and %j', async (verb, text, env, says) => {
    const inputs = `path[]=["README.md"]\nservice-access-key=$KEY\nservice-secret-key=$SECRET\n${text}`;
    const { code, stderr } = await program('cli/main.ts', ['gitlab', verb], env, inputs);
    expect(code).toBe(2);
    expect(stderr).toContain(`otter-sts: ${says}`);
  });

  test('by a source of sessions, whose other values are still checked one after the other', () => {
    const read = (inputs: Parameters<typeof readSource>[0]) => inputErrorOf(() => readSource(inputs, {}));
    expect(read({ serviceAccessKey: 'KEY', bucket: 'b' })).toMatch(
      /^service-secret-key and role-arn are empty: /,
    );
    expect(read({ serviceAccessKey: '"', serviceSecretKey: 's' })).toMatch(
      /^service-access-key contains white space/,
    );
  });
});

const GIVEN: Readonly<Record<string, string>> = {
  SERVICE_ACCESS_KEY: 'SERVICEKEY1234',
  SERVICE_SECRET_KEY: 'service-secret-of-nobody',
  ID_TOKEN: createSigningKey('ES256').sign(githubClaims()),
  ROLE_ARN: ROLE,
  BUCKET: 'my-bucket',
};

function program(
  path: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  input?: string,
) {
  return run(process.execPath, [path, ...args], {
    cwd: projectFolder,
    env,
    ...(input === undefined ? {} : { input }),
  });
}

test('white space around a stored key is removed, because it may come from a file', () => {
  const credential = new ServiceCredential(' AKEY\r\n', '\ts3cret\n');
  expect(credential.signingKey()).toEqual({ accessKeyId: 'AKEY', secretAccessKey: 's3cret' });
});

test.each([
  ['of a valid credential, only the secret', 'AKIA1234567890ABCDEF', 's/ecret\n', ['s/ecret']],
  [
    'of a credential with exchanged parts, both',
    's/ecret',
    'AKIA1234567890ABCDEF',
    ['AKIA1234567890ABCDEF', 's/ecret'],
  ],
  ['of a missing credential, nothing', '', ' ', []],
])('%s is masked', (_, accessKey, secretKey, parts) => {
  expect(secretParts(accessKey, secretKey)).toEqual(parts);
});

describe('a bundle of certificates', () => {
  let folder: string;
  let pem: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-bundle-'));
    pem = readFileSync((await makeServerCertificate(folder)).caBundle, 'utf8');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    const path = join(folder, 'bundle.pem');
    writeFileSync(path, text);
    return readCaBundle(path);
  };

  test('may have several certificates, Windows line ends, and text around them', () => {
    for (const text of [pem, pem + pem, pem.replaceAll('\n', '\r\n'), `# ours\n${pem}\nend\n`]) {
      expect(read(text)).toBe(text);
    }
  });

  test.each([
    [
      'without its line breaks',
      (text: string) => text.replaceAll('\n', ''),
      'whose certificate has lost its line breaks',
    ],
    [
      'with blanks instead',
      (text: string) => text.replaceAll('\n', ' '),
      'whose certificate has lost its line breaks',
    ],
    [
      'that is truncated',
      (text: string) => text.slice(0, 200),
      'whose certificate cannot be read: it is truncated',
    ],
    [
      'whose second certificate is truncated',
      (text: string) => text + text.slice(0, 200),
      'whose certificate 2 cannot be read',
    ],
    ['without any', () => 'no certificate', 'which contains no PEM certificate'],
  ])('%s is refused before anything is sent', (_, change, says) => {
    expect(inputErrorOf(() => read(change(pem)))).toContain(says);
  });
});

function inputErrorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the input was accepted');
}
