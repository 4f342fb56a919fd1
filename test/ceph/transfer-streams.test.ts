import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { projectFolder, start } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { lookAsOwner, makeFolder, startTransfer, transferEnvironment } from '../support/transfers/command.ts';

const MEBI = 1024 ** 2;
const IN_PARTS = ['--part-size', '5MiB'];

describeWith('ceph', 'streams, on a real Ceph RGW', () => {
  const content = randomBytes(18 * MEBI + 1);
  const folder = makeFolder();
  let env: Record<string, string>;
  let look: () => ReturnType<typeof lookAsOwner>;

  beforeAll(async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    env = transferEnvironment(grant, ceph.endpoint);
    look = () => lookAsOwner(ceph.endpoint, grant.bucket, grant);
    writeFileSync(join(folder, 'content'), content);
  });

  test('come back byte for byte, whether short or in parts', async () => {
    for (const [name, input] of [
      ['short', content.subarray(0, 1_000)],
      ['long', content],
    ] as const) {
      const args = ['--prefix', `${name}/`, ...IN_PARTS, '--retention-days', '3', '--latest', `${name}.json`];
      const up = await startTransfer(['upload', '-', '--name', 'data', ...args], env, { input }).result;
      expect(up.code, up.stderr).toBe(0);
      const script = `'${process.execPath}' '${projectFolder}/cli/main.ts' download --latest ${name}.json --stdout > back`;
      const back = await start('sh', ['-c', script], { env, cwd: folder }).result;
      expect(back.code, back.stderr).toBe(0);
      expect(readFileSync(join(folder, 'back')).equals(input)).toBe(true);
    }
    const { sizes, unfinished } = await look();
    expect(unfinished).toEqual([]);
    expect([...sizes.keys()].filter((key) => key.includes('.otter-claims'))).toEqual([]);
  });

  test.each([
    ['a command that fails', ['--', 'sh', '-c', 'cat content; exit 1']],
    ['an end that is not the expected one', ['--expect-end', 'complete', '--', 'cat', 'content']],
  ])('leave nothing: %s', async (_name, more) => {
    const args = ['upload', '-', '--name', 'data', '--prefix', 'fails/', ...IN_PARTS, ...more];
    const { code } = await startTransfer(args, env, { cwd: folder }).result;
    expect([1, 6]).toContain(code);
    const { sizes, unfinished } = await look();
    expect(unfinished).toEqual([]);
    expect([...sizes.keys()].filter((key) => key.startsWith('fails/'))).toEqual([]);
  });

  test('replace nothing, and replace with overwrite', async () => {
    const upload = (...more: string[]) =>
      startTransfer(['upload', '-', '--name', 'data', '--prefix', 'taken/', ...IN_PARTS, ...more], env, {
        input: content,
      }).result;
    expect((await upload()).code).toBe(0);
    expect((await upload()).code).toBe(5);
    expect((await upload('--overwrite')).code).toBe(0);
    expect((await look()).sizes.get('taken/data')).toBe(content.length);
  });
});
