/** The executables on processors that this machine may not have, under QEMU. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executableOf } from '../../gitlab/build-executable.ts';
import manifest from '../../package.json' with { type: 'json' };
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { bucket } from '../support/gitlab-pitfalls.ts';
import { programPath } from '../support/requirements.ts';

/** The kernel here starts no program of another processor, so what starts itself again is left out: the agent. */
describeWith(['qemu', 'arm64', 'musl-libraries'], 'the executable for arm64', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'otter-arm64-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const root = () => join(dirname(programPath('arm64', 'busybox')), '../..');
  const libraries = () => dirname(programPath('musl-libraries', 'aarch64/libstdc++.so.6'));

  function otter(target: string, args: readonly string[], input = '') {
    const musl = target.endsWith('musl') ? ['-E', `LD_LIBRARY_PATH=${libraries()}`] : [];
    const qemu = programPath('qemu', 'qemu-aarch64-static');
    return run(qemu, ['-L', root(), ...musl, executableOf(target), ...args], {
      env: environment(),
      input,
      timeout: 300_000,
    });
  }

  test.each(['linux-arm64', 'linux-arm64-musl'])('%s tells its version', async (target) => {
    const { code, stdout, stderr } = await otter(target, ['version']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test.each(['linux-arm64', 'linux-arm64-musl'])('%s gets a session, and masks', async (target) => {
    const session = await otter(target, ['env', '--format', 'json']);
    expect(session.code, session.stderr).toBe(0);
    expect(JSON.parse(session.stdout)).toMatchObject({ AWS_SESSION_TOKEN: expect.any(String) });
    const masked = await otter(target, ['mask'], `it is ${bucket.serviceSecretKey}\n`);
    expect(masked.stdout).toBe('it is ***\n');
  });

  test('linux-arm64 runs a command with fresh credentials, and gives its exit code', async () => {
    const { code, stdout, stderr } = await otter('linux-arm64', ['exec', '--', 'sh', '-c', 'env; exit 3']);
    expect(stdout, stderr).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN=***');
    expect(code).toBe(3);
  });

  test.each(['linux-arm64', 'linux-arm64-musl'])(
    '%s uploads a large file, and downloads it again',
    async (target) => {
      const content = Buffer.from('otter '.repeat(3_000_000));
      const [from, to] = [join(folder, target), join(folder, `${target}-back`)];
      mkdirSync(from);
      writeFileSync(join(from, 'large.bin'), content);
      const sent = await otter(target, ['upload', `${from}/`, '--prefix', `${target}/`]);
      expect(sent.code, sent.stderr).toBe(0);
      const got = await otter(target, ['download', '--prefix', `${target}/`, '--directory', to]);
      expect(got.code, got.stderr).toBe(0);
      expect(readFileSync(join(to, 'large.bin')).equals(content)).toBe(true);
    },
  );
});

describeWith('qemu', 'the executable for x64', () => {
  test('starts on a processor without AVX', async () => {
    const qemu = programPath('qemu', 'qemu-x86_64-static');
    const { code, stdout, stderr } = await run(qemu, ['-cpu', 'Nehalem', executableOf('linux-x64'), 'env'], {
      env: environment(),
      timeout: 300_000,
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('AWS_SESSION_TOKEN');
  });
});

function environment(): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    OTTER_ROLE_ARN: bucket.roleArn,
    OTTER_BUCKET: bucket.bucket,
    OTTER_ENDPOINT: bucket.endpoint,
  };
}
