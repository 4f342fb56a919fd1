import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { awsCli, rclone, s5cmd } from '../support/clients.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import {
  describeFolder,
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
} from '../support/transfers/command.ts';

/** The longest key has 1,024 bytes, and the longest name in a file system 255. */
const LONG_NAME = `${`${'n'.repeat(200)}/`.repeat(5)}${'g'.repeat(1_024 - 5 * 201 - 'names/'.length)}`;

const PLAIN = [
  'with space and  two',
  'umlaut-äöü/日本語/🦦.txt',
  'hash#tag',
  'percent%20and%zz',
  'plus+and&equals=?question',
  'quotes\'and"double',
  'semi;colon,comma@at:colon',
  'brackets[1]{2}(3)',
  'tilde~caret^back`tick|pipe$dollar!bang',
  'a/b/c/deep.txt',
  '.hidden/.dot',
  'trailing.',
  ' leading-space',
];

describeWith(['ceph', 'clients'], 'names of all kinds, on a real Ceph RGW', () => {
  const source = makeFolder();
  let endpoint: string;
  let bucket: string;
  let owner: { ownerAccessKey: string; ownerSecretKey: string };
  let env: Record<string, string>;
  let result: { code: number | null; stdout: string; stderr: string };

  beforeAll(async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    ({ endpoint } = ceph);
    ({ bucket } = grant);
    owner = grant;
    env = transferEnvironment(grant, endpoint);
    for (const name of [...PLAIN, 'back\\slash', 'new\nline', LONG_NAME]) {
      mkdirSync(dirname(join(source, name)), { recursive: true });
      writeFileSync(join(source, name), `content of ${name}`);
    }
    writeFileSync(join(source, 'empty'), '');
    writeFileSync(join(source, 'script.sh'), '#!/bin/sh\n', { mode: 0o755 });
    symlinkSync('deep.txt', join(source, 'a/b/c/link'));
    symlinkSync('../a', join(source, '.hidden/folder-link'));
    symlinkSync('loop', join(source, 'loop'));
    const args = ['upload', source, '--prefix', 'names/', '--include-hidden-files', '--json'];
    result = await startTransfer(args, env).result;
  });

  test('are uploaded under exactly these keys', async () => {
    expect(result.code, result.stderr).toBe(0);
    const { sizes, unfinished } = await lookAsOwner(endpoint, bucket, owner);
    expect(unfinished).toEqual([]);
    const names = [
      ...PLAIN,
      'back\\slash',
      'new\nline',
      LONG_NAME,
      'empty',
      'script.sh',
      'otter-manifest.json',
    ];
    expect([...sizes.keys()].sort()).toEqual(names.map((name) => `names/${name}`).sort());
    expect(Math.max(...[...sizes.keys()].map((key) => Buffer.byteLength(key)))).toBe(1_024);
  });

  test('and get other headers without being sent again', async () => {
    const args = ['upload', source, '--prefix', 'names/', '--include-hidden-files', '--json'];
    const headers = ['--headers', '**: Cache-Control: no-cache', '--headers', '**: x-amz-meta-a_b: c  d'];
    const rerun = async () => JSON.parse((await startTransfer([...args, ...headers], env).result).stdout);
    const { files } = JSON.parse(result.stdout);
    expect(await rerun()).toMatchObject({ uploaded: 0, 'headers-changed': files });
    expect(await rerun()).toMatchObject({ skipped: files, 'headers-changed': 0 });
  });

  test('and downloaded with their modes, links and contents', async () => {
    const copy = makeFolder();
    const downloaded = await startTransfer(['download', '--prefix', 'names/', '--directory', copy], env)
      .result;
    expect(downloaded.code, downloaded.stderr).toBe(0);
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });

  test('no name can forge a line of the log', () => {
    expect(result.stderr).not.toMatch(/^line/m);
  });

  describe('and read by', () => {
    const clientEnv = () => ({
      AWS_ACCESS_KEY_ID: owner.ownerAccessKey,
      AWS_SECRET_ACCESS_KEY: owner.ownerSecretKey,
      AWS_REGION: 'eu-mad',
      AWS_DEFAULT_REGION: 'eu-mad',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
    });
    /** Names that the clients can write to a folder. Some refuse a line break, or a dot at the end. */
    const read = (folder: string) => {
      const described = describeFolder(folder);
      return Object.fromEntries(Object.entries(described).map(([path, text]) => [path, text.split(' ')[1]]));
    };
    const expected = (left: readonly string[]) => {
      const described = describeFolder(source);
      const files = Object.entries(described).filter(
        ([path, text]) => !text.startsWith('link') && !left.includes(path),
      );
      return Object.fromEntries(files.map(([path, text]) => [path, text.split(' ')[1]]));
    };
    const copies = {
      // It cannot get an empty object from an RGW, because it cannot handle a 416 without a message.
      'the AWS CLI': {
        left: ['empty'],
        command: (to: string) => [
          ...[awsCli(), 's3', 'cp', '--recursive', '--exclude', 'empty', `s3://${bucket}/names/`, to],
        ],
      },
      s5cmd: {
        left: [],
        command: (to: string) => [
          ...[s5cmd(), '--endpoint-url', endpoint, 'cp', `s3://${bucket}/names/*`, `${to}/`],
        ],
      },
      rclone: {
        left: [],
        command: (to: string) => [
          ...[
            rclone(),
            'copy',
            '--s3-endpoint',
            endpoint,
            '--local-encoding',
            'None',
            '--s3-encoding',
            'None',
          ],
          ...[`:s3,provider=Ceph,env_auth=true:${bucket}/names`, to],
        ],
      },
    };

    test.each(Object.entries(copies))('%s, byte for byte', async (_client, { left, command }) => {
      const copy = makeFolder();
      const [program = '', ...args] = command(copy);
      const { code, stderr } = await run(program, args, { env: clientEnv() });
      expect(code, stderr).toBe(0);
      expect(read(copy)).toMatchObject(expected(left));
    });
  });
});
