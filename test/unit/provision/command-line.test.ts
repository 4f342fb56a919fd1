import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatCredential } from '../../../cli/credential-format.ts';
import { targetOf } from '../../../src/provision/index.ts';
import { runOrThrow } from '../../support/command.ts';
import { runProvision } from '../../support/provision/run.ts';

const SECRET = 'AdminSecretThatNobodyMaySee0123456789abc';

describe('provision refuses invalid input before anything is sent', () => {
  let server: Server;
  let asked = 0;

  beforeAll(async () => {
    server = createServer((_, answer) => {
      asked += 1;
      answer.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const environment = () => ({
    OTTER_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    OTTER_ADMIN_ACCESS_KEY: 'ADMIN000000000000000',
    OTTER_ADMIN_SECRET_KEY: SECRET,
  });

  test.each<[string, string[], Record<string, string | undefined>, string]>([
    ['no bucket', [], {}, 'bucket (--bucket, OTTER_BUCKET) is empty'],
    ['an invalid bucket name', ['Not_A_Bucket'], {}, 'which is not a bucket name'],
    ['two buckets', ['one-bucket', '--bucket', 'another'], {}, 'is given twice'],
    [
      'no admin key',
      ['builds'],
      { OTTER_ADMIN_ACCESS_KEY: '', OTTER_ADMIN_SECRET_KEY: '' },
      'OTTER_ADMIN_ACCESS_KEY is empty',
    ],
    [
      'half an admin key',
      ['builds'],
      { OTTER_ADMIN_SECRET_KEY: undefined },
      'OTTER_ADMIN_SECRET_KEY is empty',
    ],
    [
      'an admin key whose parts are exchanged',
      ['builds'],
      { OTTER_ADMIN_ACCESS_KEY: SECRET, OTTER_ADMIN_SECRET_KEY: 'ADMIN000000000000000' },
      'OTTER_ADMIN_ACCESS_KEY looks like a secret key',
    ],
    [
      'an owner key whose parts are exchanged',
      ['builds'],
      { OTTER_OWNER_ACCESS_KEY: SECRET, OTTER_OWNER_SECRET_KEY: 'OWNER000000000000000' },
      'OTTER_OWNER_ACCESS_KEY looks like a secret key',
    ],
    ['half an owner key', ['builds'], { OTTER_OWNER_SECRET_KEY: SECRET }, 'OTTER_OWNER_ACCESS_KEY is empty'],
    [
      'a key with a space',
      ['builds'],
      { OTTER_ADMIN_SECRET_KEY: `${SECRET} x` },
      'OTTER_ADMIN_SECRET_KEY contains white space',
    ],
    [
      'a wrong endpoint',
      ['builds', '--endpoint', 'rgw.example.com'],
      {},
      'which is not an http or https URL',
    ],
    ['a wrong name', ['builds', '--name', 'a/b'], {}, 'which is not a valid name'],
    ['a wrong format', ['builds', '--format', 'yaml'], {}, "argument 'yaml' is invalid"],
    ['a format and JSON', ['builds', '--format', 'gh', '--json'], {}, "cannot be used with option '--json'"],
    [
      'a repository without an owner',
      ['builds', '--github', 'app'],
      {},
      "--github is 'app': give OWNER/NAME",
    ],
    [
      'only the ID of the owner',
      ['builds', '--github', 'octo@1/app'],
      {},
      "--github is 'octo@1/app': give OWNER/NAME",
    ],
    [
      'a repository with a wildcard',
      ['builds', '--github', 'octo/*'],
      {},
      "--github is 'octo/*': give OWNER/NAME",
    ],
    ['a project without a group', ['builds', '--gitlab', 'app'], {}, "--gitlab is 'app': give GROUP/PROJECT"],
    [
      'a project with a colon',
      ['builds', '--gitlab', 'group/app:ref'],
      {},
      "--gitlab is 'group/app:ref': give GROUP/PROJECT",
    ],
    [
      'a merge request as the ref of a project',
      ['builds', '--gitlab', 'group/app', '--ref', 'refs/merge-requests/1/head'],
      {},
      'give a branch, or refs/tags/TAG',
    ],
    [
      'a ref with a colon',
      ['builds', '--github', 'octo/app', '--ref', 'main:x'],
      {},
      'which is not the name of a branch',
    ],
    ['both systems', ['builds', '--github', 'a/b', '--gitlab', 'a/b'], {}, 'exclude each other'],
    [
      'a ref and an environment',
      ['builds', '--github', 'a/b', '--ref', 'main', '--environment', 'production'],
      {},
      '--ref and --environment exclude each other',
    ],
    [
      'an environment of GitLab',
      ['builds', '--gitlab', 'a/b', '--environment', 'production'],
      {},
      '--environment needs --github',
    ],
    ['a ref without a repository', ['builds', '--ref', 'main'], {}, '--ref needs --github or --gitlab'],
    [
      'an issuer without a subject',
      ['builds', '--issuer', 'https://id.example.com'],
      {},
      '--issuer needs --subject: without a subject, everybody',
    ],
    ['a subject without an issuer', ['builds', '--subject', 'a:b:c'], {}, '--subject needs --issuer'],
    [
      'an empty subject',
      ['builds', '--issuer', 'https://id.example.com', '--subject', ''],
      {},
      '--subject is empty',
    ],
    [
      'a subject for everybody',
      ['builds', '--issuer', 'https://id.example.com', '--subject', '*'],
      {},
      "--subject is '*', which strangers can have too",
    ],
    [
      'an issuer without TLS',
      ['builds', '--issuer', 'http://id.example.com', '--subject', 'a:b:c'],
      {},
      "--issuer is 'http://id.example.com': give the https:// URL",
    ],
    [
      'an audience without a keyless role',
      ['builds', '--audience', 'x'],
      {},
      '--audience is for a keyless role',
    ],
    [
      'an audience with a space',
      ['builds', '--github', 'a/b', '--audience', 'a b'],
      {},
      'audience (--audience, OTTER_AUDIENCE) must be 1 to 255 printable ASCII characters',
    ],
    [
      'an invalid thumbprint',
      ['builds', '--github', 'a/b', '--thumbprint', 'abc'],
      {},
      '--thumbprint must be a SHA-1 digest',
    ],
    [
      'a key for a keyless role',
      ['revoke', 'builds', '--github', 'a/b', '--key', 'KEY'],
      {},
      '--key is for a service credential',
    ],
    [
      'a session that is too long',
      ['builds', '--max-duration', '13h'],
      {},
      '--max-duration must be from 1h to 12h',
    ],
    [
      'a session that is too short',
      ['builds', '--max-duration', '30m'],
      {},
      '--max-duration must be from 1h to 12h',
    ],
    [
      'an admin secret as an option',
      ['builds', `--admin-secret-key=${SECRET}`],
      {},
      "unknown option '--admin-secret-key",
    ],
    [
      'rotate --finish without a key',
      ['rotate', 'builds', '--finish'],
      {},
      '--finish needs the access key to keep',
    ],
    ['rotate --keep without --finish', ['rotate', 'builds', '--keep', 'AK'], {}, '--keep needs --finish'],
    ['one bucket too many', ['revoke', 'builds', 'more'], {}, 'too many arguments'],
    ['list of an invalid bucket name', ['list', 'Not_A_Bucket'], {}, 'which is not a bucket name'],
  ])('%s', async (_, args, changed, said) => {
    const run = await runProvision(args, { ...environment(), ...changed });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toContain(SECRET);
    expect(asked).toBe(0);
  });

  test('a server that is not an RGW is reported as such', async () => {
    const run = await runProvision(['builds'], environment());
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('Check that it is the S3 endpoint of a Ceph RGW');
    asked = 0;
  });

  test('an unreachable server is reported, with what to try', async () => {
    const run = await runProvision(['builds'], { ...environment(), OTTER_ENDPOINT: 'http://127.0.0.1:9' });
    expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a new credential', () => {
  const credential = {
    OTTER_SERVICE_ACCESS_KEY: 'AK',
    OTTER_SERVICE_SECRET_KEY: "se'cret",
    OTTER_ROLE_ARN: 'arn:aws:iam:::role/otter-ci-builds',
    OTTER_BUCKET: 'builds',
    OTTER_ENDPOINT: 'https://rgw.example.com',
  };

  test('is printed as lines for gh and glab, with the values on standard input, and the next command', () => {
    expect(formatCredential(credential, 'gh')).toBe(
      `# GitHub: run these in a checkout of the repository, each with the space before it.
 printf %s 'AK' | gh secret set OTTER_SERVICE_ACCESS_KEY
 printf %s 'se'\\''cret' | gh secret set OTTER_SERVICE_SECRET_KEY
 printf %s 'arn:aws:iam:::role/otter-ci-builds' | gh variable set OTTER_ROLE_ARN

# Then write the workflow or job, in the same checkout:
# otter-sts init --bucket 'builds' --endpoint 'https://rgw.example.com'
`,
    );
    const glab = formatCredential(credential, 'glab');
    expect(glab).toContain(' | glab variable set OTTER_SERVICE_ACCESS_KEY --raw --masked --protected\n');
    expect(glab).toContain(
      ' | glab variable set OTTER_SERVICE_SECRET_KEY --raw --masked --hidden --protected\n',
    );
    expect(glab).toContain(' | glab variable set OTTER_ROLE_ARN --raw\n');
    const [github] = formatCredential(credential, 'gh').split('\n\n');
    expect(formatCredential(credential, 'commands')).toBe(`${github}\n\n${glab}`);
  });

  test('of a rotation is lines that replace both keys and nothing else', () => {
    const printed = formatCredential(credential, 'commands', { rotated: true });
    expect(printed).not.toMatch(/glab variable set|OTTER_ROLE_ARN|--hidden|otter-sts init/);
    expect(printed.match(/\| .*/g)).toEqual([
      '| gh secret set OTTER_SERVICE_ACCESS_KEY',
      '| gh secret set OTTER_SERVICE_SECRET_KEY',
      '| glab variable update OTTER_SERVICE_ACCESS_KEY --raw --masked --protected',
      '| glab variable update OTTER_SERVICE_SECRET_KEY --raw --masked --protected',
    ]);
  });

  test('is read from standard input in these lines, and is never an argument', async () => {
    const fake = 'gh() { echo "args: $*; stdin: $(cat)"; }\nglab() { gh "$@"; }\n';
    const stdout = await runOrThrow('sh', ['-c', fake + formatCredential(credential, 'commands')]);
    expect(stdout).toContain("args: secret set OTTER_SERVICE_SECRET_KEY; stdin: se'cret\n");
    expect(stdout.match(/args: [^;]*se'cret/)).toBeNull();
  });

  test('is printed as a dotenv file or JSON', () => {
    expect(formatCredential(credential, 'dotenv').split('\n')).toContain('OTTER_SERVICE_ACCESS_KEY=AK');
    expect(JSON.parse(formatCredential(credential, 'json'))).toEqual(credential);
  });
});

test('the name for a long bucket is truncated to 64 characters, and unique', () => {
  expect(targetOf('builds').name).toBe('otter-ci-builds');
  const longest = [`${'a'.repeat(62)}x`, `${'a'.repeat(62)}y`].map((bucket) => targetOf(bucket).name);
  expect(longest.map(({ length }) => length)).toEqual([64, 64]);
  expect(new Set(longest).size).toBe(2);
  expect(targetOf('a'.repeat(55)).name).toBe(`otter-ci-${'a'.repeat(55)}`);
});
