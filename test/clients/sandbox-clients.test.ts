import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { awsCli, python, rclone, s5cmd } from '../support/clients.ts';
import { projectFolder, run, runOrThrow, start } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';

const BUCKET = 's3://builds';

/** Two multipart uploads for every client, an empty file, and names that once caused problems. */
const tree: Record<string, Buffer> = {
  'large.bin': randomBytes(30_000_000),
  'medium.bin': randomBytes(9_000_000),
  'small.txt': Buffer.from('small'),
  empty: Buffer.alloc(0),
  'sp ace/ünï+&=#%.txt': Buffer.from('unicode'),
  "sub/deep/it's (1)*!~$@;,.txt": Buffer.from('punctuation'),
  'sub/日本語/😀': Buffer.from('astral'),
};

let sandbox: Sandbox;
let folder: string;
let environment: Record<string, string>;

/** The environment that the action exports, except the checksum settings, to test the clients' own defaults. */
async function sessionEnvironment(policy?: object): Promise<Record<string, string>> {
  const { endpoint, region, buckets } = sandbox;
  const credentials = {
    accessKeyId: buckets[0]?.serviceAccessKey ?? '',
    secretAccessKey: buckets[0]?.serviceSecretKey ?? '',
  };
  const { Credentials: session } = await new STSClient({ endpoint, region, credentials }).send(
    new AssumeRoleCommand({
      RoleArn: buckets[0]?.roleArn,
      RoleSessionName: 'clients',
      ...(policy ? { Policy: JSON.stringify(policy) } : {}),
    }),
  );
  return {
    AWS_ACCESS_KEY_ID: session?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: session?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: session?.SessionToken ?? '',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function readTree(root: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = files.map(async (file) => [file.slice(root.length + 1), await readFile(file)] as const);
  return Object.fromEntries(await Promise.all(contents));
}

async function expectTree(root: string): Promise<void> {
  const found = await readTree(root);
  expect(Object.keys(found).sort()).toEqual(Object.keys(tree).sort());
  for (const [name, content] of Object.entries(tree)) expect(found[name]?.equals(content), name).toBe(true);
}

const aws = (...args: string[]) => runOrThrow(awsCli(), args, { env: environment });

describeWith('clients', 'against the sandbox, with its own defaults,', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'otter-clients-'));
    for (const [name, content] of Object.entries(tree)) {
      await mkdir(dirname(join(folder, 'up', name)), { recursive: true });
      await writeFile(join(folder, 'up', name), content);
    }
    sandbox = await startSandbox({ buckets: ['builds', 'other'] });
    environment = await sessionEnvironment();
  });

  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('aws syncs up and down, and has nothing to do the second time', async () => {
    await aws('s3', 'sync', join(folder, 'up'), `${BUCKET}/aws`);
    expect(await aws('s3', 'sync', join(folder, 'up'), `${BUCKET}/aws`)).toBe('');
    await aws('s3', 'sync', `${BUCKET}/aws`, join(folder, 'aws'));
    await expectTree(join(folder, 'aws'));
    const listed = await aws('s3', 'ls', '--recursive', `${BUCKET}/aws/`);
    for (const name of Object.keys(tree)) expect(listed).toContain(`aws/${name}`);
  });

  test('aws copies, moves, presigns and removes', async () => {
    await aws('s3', 'cp', join(folder, 'up/large.bin'), `${BUCKET}/aws2/large`);
    // It copies objects over 8 MB in parts, which RGW 16 refuses to every session.
    const large = aws('s3', 'cp', `${BUCKET}/aws2/large`, `${BUCKET}/aws2/copy`);
    await expect(large).rejects.toThrow('UploadPartCopy');
    await aws('s3', 'cp', join(folder, 'up/small.txt'), `${BUCKET}/aws2/small`);
    await aws('s3', 'cp', `${BUCKET}/aws2/small`, `${BUCKET}/aws2/copy`);
    await aws('s3', 'mv', `${BUCKET}/aws2/copy`, `${BUCKET}/aws2/moved-small`);
    expect(await aws('s3', 'cp', `${BUCKET}/aws2/moved-small`, '-')).toBe('small');
    const url = (await aws('s3', 'presign', `${BUCKET}/aws2/large`)).trim();
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(tree['large.bin'] as Buffer)).toBe(
      true,
    );
    await runOrThrow(awsCli(), ['s3', 'cp', '-', `${BUCKET}/aws2/piped`], {
      env: environment,
      input: 'piped',
    });
    expect(await aws('s3', 'cp', `${BUCKET}/aws2/piped`, '-')).toBe('piped');
    await aws('s3', 'rm', '--recursive', `${BUCKET}/aws2/`);
    expect((await run(awsCli(), ['s3', 'ls', `${BUCKET}/aws2/`], { env: environment })).stdout).toBe('');
  });

  test('aws gets AccessDenied for another bucket and for the list of buckets', async () => {
    for (const target of [['s3://other'], []]) {
      const { code, stderr } = await run(awsCli(), ['s3', 'ls', ...target], { env: environment });
      expect(code).not.toBe(0);
      expect(stderr).toContain('AccessDenied');
    }
  });

  test('aws works in a session of one prefix', async () => {
    const policy = {
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::builds/in/*' },
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::builds',
          Condition: { StringLike: { 's3:prefix': 'in/*' } },
        },
      ],
    };
    const env = await sessionEnvironment(policy);
    await runOrThrow(awsCli(), ['s3', 'sync', join(folder, 'up/sub'), `${BUCKET}/in/`], { env });
    expect(await runOrThrow(awsCli(), ['s3', 'ls', `${BUCKET}/in/`], { env })).toContain('PRE deep/');
    expect((await run(awsCli(), ['s3', 'ls', BUCKET], { env })).stderr).toContain('AccessDenied');
  });

  test('boto3 does everything that its users do', async () => {
    const output = await runOrThrow(python(), ['-c', botoScript, folder], { env: environment });
    expect(JSON.parse(output)).toEqual({
      metadata: { a: '1' },
      pages: [3, 3, 1],
      range: 'unicode'.slice(2, 5),
      presigned: 'small',
      conditional: 'PreconditionFailed',
      missing: '404',
      deleted: 7,
      checksum: true,
    });
    await expectTree(join(folder, 'boto'));
  });

  test('aws and boto3 work with an identity token in a file, and no key', async () => {
    const keyless = await startSandbox({ buckets: ['builds'], keyless: 'gitlab:acme/app' });
    try {
      const file = join(folder, 'token.jwt');
      await writeFile(file, keyless.keyless?.variables.OTTER_ID_TOKEN ?? '');
      const env = {
        AWS_WEB_IDENTITY_TOKEN_FILE: file,
        AWS_ROLE_ARN: keyless.keyless?.roleArn ?? '',
        AWS_ENDPOINT_URL: keyless.endpoint,
        AWS_REGION: keyless.region,
        AWS_DEFAULT_REGION: keyless.region,
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      await runOrThrow(awsCli(), ['s3', 'cp', join(folder, 'up/small.txt'), `${BUCKET}/keyless`], { env });
      const script = `import boto3; print(boto3.client('s3').get_object(Bucket='builds', Key='keyless')['Body'].read().decode())`;
      expect((await runOrThrow(python(), ['-c', script], { env })).trim()).toBe('small');
      await writeFile(file, `${(await readFile(file, 'utf8')).slice(0, -4)}AAAA`);
      const { code, stderr } = await run(awsCli(), ['s3', 'ls', BUCKET], { env });
      expect([code, stderr]).not.toEqual([0, '']);
      expect(stderr).toContain('AssumeRoleWithWebIdentity');
    } finally {
      await keyless.close();
    }
  });

  test('s5cmd copies up and down, and syncs', async () => {
    const s5 = (...args: string[]) =>
      runOrThrow(s5cmd(), ['--endpoint-url', sandbox.endpoint, ...args], { env: environment });
    await s5('cp', `${join(folder, 'up')}/*`, `${BUCKET}/s5/`);
    expect(await s5('sync', `${join(folder, 'up')}/`, `${BUCKET}/s5/`)).toBe('');
    await s5('cp', `${BUCKET}/s5/*`, `${join(folder, 's5')}/`);
    await expectTree(join(folder, 's5'));
    await s5('cp', `${BUCKET}/s5/large.bin`, `${BUCKET}/s5/copy.bin`);
    await s5('rm', `${BUCKET}/s5/*`);
    expect(
      (await run(s5cmd(), ['--endpoint-url', sandbox.endpoint, 'ls', `${BUCKET}/s5/*`], { env: environment }))
        .stdout,
    ).toBe('');
  });

  test.each([['Other'], ['Ceph']])(
    'rclone as provider %s copies, checks, syncs and purges',
    async (provider) => {
      const remote = `:s3,provider=${provider},env_auth=true,endpoint='${sandbox.endpoint}',region=eu-mad:builds/${provider}`;
      const clone = (...args: string[]) =>
        runOrThrow(rclone(), ['--config', '', ...args], { env: environment });
      await clone('copy', join(folder, 'up'), remote);
      await clone('check', '--download', join(folder, 'up'), remote);
      await clone('sync', remote, join(folder, provider));
      await expectTree(join(folder, provider));
      // Without a listing first, rclone tries to create the bucket, which RGW refuses to a session with named actions.
      const move = ['moveto', `${remote}/small.txt`, `${remote}/moved/small.txt`];
      await expect(clone(...move)).rejects.toThrow('CreateBucket');
      await clone('--s3-no-check-bucket', ...move);
      expect(await clone('cat', `${remote}/moved/small.txt`)).toBe('small');
      await clone('purge', remote);
      expect((await readSizes(clone, remote)).count).toBe(0);
    },
  );
});

async function readSizes(
  clone: (...args: string[]) => Promise<string>,
  remote: string,
): Promise<{ count: number }> {
  return JSON.parse(await clone('size', '--json', remote)) as { count: number };
}

const botoScript = `
import io, json, os, sys, urllib.request
import boto3, botocore.exceptions
root = sys.argv[1]
s3 = boto3.client('s3')
names = []
for folder, _, files in os.walk(root + '/up'):
    for name in files:
        path = os.path.join(folder, name)
        key = 'boto/' + os.path.relpath(path, root + '/up')
        names.append(key)
        s3.upload_file(path, 'builds', key, ExtraArgs={'Metadata': {'a': '1'}})
for key in names:
    path = os.path.join(root, key)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    s3.download_file('builds', key, path)
result = {}
result['metadata'] = s3.head_object(Bucket='builds', Key='boto/small.txt')['Metadata']
pages = s3.get_paginator('list_objects_v2').paginate(Bucket='builds', Prefix='boto/', PaginationConfig={'PageSize': 3})
result['pages'] = [page['KeyCount'] for page in pages]
unicode = 'boto/sp ace/\\u00fcn\\u00ef+&=#%.txt'
result['range'] = s3.get_object(Bucket='builds', Key=unicode, Range='bytes=2-4')['Body'].read().decode()
url = s3.generate_presigned_url('get_object', Params={'Bucket': 'builds', 'Key': 'boto/small.txt'})
result['presigned'] = urllib.request.urlopen(url).read().decode()
try:
    s3.put_object(Bucket='builds', Key='boto/small.txt', Body=b'x', IfNoneMatch='*')
except botocore.exceptions.ClientError as error:
    result['conditional'] = error.response['Error']['Code']
try:
    s3.head_object(Bucket='builds', Key='boto/none')
except botocore.exceptions.ClientError as error:
    result['missing'] = error.response['Error']['Code']
put = s3.put_object(Bucket='builds', Key='boto-sum', Body=io.BytesIO(b'content'), ChecksumAlgorithm='SHA256')
got = s3.get_object(Bucket='builds', Key='boto-sum', ChecksumMode='ENABLED')
got['Body'].read()
result['checksum'] = put['ChecksumSHA256'] == got['ChecksumSHA256']
deleted = s3.delete_objects(Bucket='builds', Delete={'Objects': [{'Key': key} for key in names]})
result['deleted'] = len(deleted['Deleted'])
print(json.dumps(result))
`;

describeWith('clients', 'what otter-sts sandbox prints', () => {
  test('can be copied into another terminal, whose last line then lists a file', async () => {
    const program = join(projectFolder, 'cli/main.ts');
    const running = start('node', [program, 'sandbox', '--port', '0', '--console-port', '0']);
    try {
      const last = '--recursive\n';
      await expect.poll(() => running.output(), { timeout: 60_000 }).toContain(last);
      const [, lines = ''] = running.output().split('Copy this into another terminal');
      const copied = lines.match(/^ {2}.*$/gm)?.join('\n') ?? '';
      const cwd = await mkdtemp(join(tmpdir(), 'otter-first-'));
      const { stdout, stderr } = await run('bash', ['-e'], {
        cwd,
        env: { PATH: [dirname(awsCli()), process.env.PATH].join(delimiter) },
        input: `otter-sts() { node '${program}' "$@"; }\n${copied}\n`,
      });
      expect(stderr + stdout).toContain('0 failed');
      expect(stdout).toMatch(/\nhello\n.* first\/hello\.txt\n/s);
    } finally {
      running.kill('SIGINT');
      await running.result;
    }
  });
});
