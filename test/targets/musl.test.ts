/** The executable for musl on x64, in a folder that has no more than BusyBox and musl, as a plain Alpine. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executableOf } from '../../gitlab/build-executable.ts';
import { checksumsOf } from '../../release/checksums.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { type JobRun, NOTE, runJob } from '../support/gitlab-job.ts';
import { bucket, expectNoLeak, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { programPath } from '../support/requirements.ts';

const NAME = 'otter-sts-linux-x64-musl';

describeWith(['musl', 'musl-libraries'], 'the executable for musl', () => {
  let folder: string;
  let root: string;
  let server: Server;
  let asked: string[];
  let variables: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-musl-'));
    root = join(folder, 'root');
    makeRoot(root);
    const release = join(folder, 'release');
    mkdirSync(release);
    copyFileSync(executableOf('linux-x64-musl'), join(release, NAME));
    execFileSync('gzip', ['-1', '--keep', join(release, NAME)]);
    const list = checksumsOf(release);
    writeFileSync(join(release, 'SHA256SUMS'), list);
    asked = [];
    server = createServer((request, response) => {
      const name = request.url?.slice(1) ?? '';
      asked.push(name);
      response.end(readFileSync(join(release, name)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    variables = {
      OTTER_STS_BUNDLE: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      OTTER_STS_SHA256: createHash('sha256').update(list).digest('hex'),
      OTTER_STS_CACHE: '/tmp',
      HOME: '/tmp',
    };
  });

  afterAll(() => {
    server?.close();
    if (root !== undefined) execFileSync('umount', [join(root, 'proc')]);
    rmSync(folder, { recursive: true, force: true });
  });

  const job = (): Promise<JobRun> =>
    runJob(bucket, {
      shell: 'busybox',
      root,
      path: '/usr/sbin:/usr/bin:/sbin:/bin',
      script: [NOTE, 'echo "ran with [$AWS_SECRET_ACCESS_KEY]"', '"$OTTER_STS" version'],
      variables,
    });

  const otter = (...args: string[]) =>
    run('chroot', [root, '/bin/otter-sts', ...args], {
      env: {
        PATH: `${process.env.PATH}:/bin`,
        OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
        OTTER_ROLE_ARN: bucket.roleArn,
        OTTER_BUCKET: bucket.bucket,
        OTTER_ENDPOINT: bucket.endpoint,
        TMPDIR: '/tmp',
        HOME: '/tmp',
      },
    });

  test('is what a job takes, which is told in one sentence if the image lacks libstdc++', async () => {
    const refused = await job();
    expect(asked, refused.log).toEqual(['SHA256SUMS', `${NAME}.gz`]);
    expect(refused.log).toContain(
      'cannot start, because this image lacks libstdc++. No secret was used. Run apk add libstdc++',
    );
    expect(refused.log).not.toContain('Error relocating');
    expect(refused.code).toBe(1);
    expectNothingLeft(refused);
  });

  describe('with libstdc++', () => {
    beforeAll(() => {
      const libraries = dirname(programPath('musl-libraries', 'x86_64/libstdc++.so.6'));
      cpSync(libraries, join(root, 'usr/lib'), { recursive: true });
      copyFileSync(executableOf('linux-x64-musl'), join(root, 'bin/otter-sts'));
    });

    test('runs a job of the template, which has kept it', async () => {
      asked = [];
      rmSync(join(root, 'bin/otter-sts'));
      const ran = await job();
      copyFileSync(executableOf('linux-x64-musl'), join(root, 'bin/otter-sts'));
      expect(asked, ran.log).toEqual(['SHA256SUMS']);
      expect(ran.log).toContain('ran with [***]\n');
      expect(ran.log).toMatch(/^\d+\.\d+\.\d+$/m);
      expect(ran.code).toBe(0);
      expectNoLeak(ran);
      expectNothingLeft(ran);
    });

    test('runs a command with fresh credentials, and masks its output', async () => {
      const { code, stdout, stderr } = await otter('exec', '--', 'sh', '-c', 'env; exit 3');
      expect(stdout, stderr).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN=***');
      expect(code).toBe(3);
    });

    test('starts, asks and stops the agent', async () => {
      const started = await otter('agent', 'start');
      expect(started.code, started.stderr).toBe(0);
      expect((await otter('agent', 'status')).stdout).toContain('fresh');
      expect((await otter('agent', 'stop')).code).toBe(0);
    });

    test.each([[[]], [['--archive']]])(
      'uploads a large file, and downloads it again: %j',
      async (options) => {
        const content = Buffer.from('otter '.repeat(3_000_000));
        const prefix = `musl${options.length}/`;
        mkdirSync(join(root, 'tmp', prefix), { recursive: true });
        writeFileSync(join(root, 'tmp', prefix, 'large.bin'), content);
        const sent = await otter('upload', `/tmp/${prefix}`, '--prefix', prefix, ...options);
        expect(sent.code, sent.stderr).toBe(0);
        const got = await otter('download', '--prefix', prefix, '--directory', `/tmp/back-${prefix}`);
        expect(got.code, got.stderr).toBe(0);
        const found = execFileSync('find', [join(root, `tmp/back-${prefix}`), '-name', 'large.bin'], {
          encoding: 'utf8',
        });
        expect(readFileSync(found.trim()).equals(content)).toBe(true);
      },
    );
  });
});

/** BusyBox with all its names, musl, and what a job needs of the system. */
function makeRoot(root: string): void {
  for (const name of ['bin', 'dev', 'lib', 'proc', 'tmp', 'usr/lib'])
    mkdirSync(join(root, name), { recursive: true });
  const busybox = programPath('musl', 'busybox');
  copyFileSync(busybox, join(root, 'bin/busybox'));
  for (const name of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (name !== 'busybox') symlinkSync('busybox', join(root, 'bin', name));
  }
  copyFileSync(join(dirname(busybox), '../lib/ld-musl-x86_64.so.1'), join(root, 'lib/ld-musl-x86_64.so.1'));
  for (const [name, minor] of [
    ['null', '3'],
    ['zero', '5'],
    ['urandom', '9'],
  ] as const)
    execFileSync('mknod', ['-m', '666', join(root, 'dev', name), 'c', '1', minor]);
  execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
}
