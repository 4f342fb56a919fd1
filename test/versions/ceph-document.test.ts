import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { policyOf } from '../../src/credentials/policy-document.ts';
import { permissionsFor } from '../../src/credentials/recommended-policies.ts';
import { type CephVersion, requirementsOf } from '../support/ceph/release.ts';
import { GROUPS, Reader, RUN_MS, readDocument, shellBlocks } from '../support/ceph-document.ts';
import { describeWith } from '../support/describe-with.ts';

test('every command in docs/ceph.md is run here', async () => {
  const document = await readDocument();
  const groups = shellBlocks(document).map(({ groups }) => groups);
  expect(new Set(groups.flat())).toEqual(new Set(GROUPS));
  expect(document.match(/^```\w*$/gm)).toHaveLength(groups.length * 2);
});

test('the policies in docs/ceph.md are those that provision creates', async () => {
  const document = await readDocument();
  for (const bucket of ['reports', 'team-reports']) {
    expect(document).toContain(JSON.stringify(permissionsFor(bucket)));
  }
  for (const [text = ''] of document.matchAll(/\{"Version".*\}(?=')/g)) {
    const { Statement } = JSON.parse(text.replace(/'"\$account"'/, 'ACCOUNT')) as ReturnType<typeof policyOf>;
    expect(Statement.length).toBeGreaterThan(0);
  }
});

/** The commands for settings can be repeated, because a busy monitor refuses some (EPERM). */
async function setUp(reader: Reader): Promise<void> {
  const { code, stderr } = await reader.run('settings');
  if (code !== 0) throw new Error(stderr);
}

function describeReader(title: string, version: CephVersion, body: (reader: () => Reader) => void): void {
  describeWith([...requirementsOf(version), 'clients'], `${title}, on Ceph RGW ${version}`, () => {
    let reader: Reader;
    beforeAll(async () => {
      reader = await Reader.start(version);
      await vi.waitFor(() => setUp(reader), { timeout: RUN_MS, interval: 1_000 });
      await reader.ceph.restartGateway();
    }, RUN_MS);
    afterAll(() => reader?.close());
    body(() => reader);
  });
}

describeReader('a reader of docs/ceph.md', 16, (reader) => {
  test('provisions a bucket, rotates, revokes, and does the same by hand', { timeout: RUN_MS }, async () => {
    const { code, stdout, stderr } = await reader().run('provision', 'by-hand');
    expect(
      [code, stderr.split('\n').filter((line) => /^(FAIL|otter-sts:(?! warning))/.test(line))],
      stderr,
    ).toEqual([0, []]);
    expect(stdout.match(/, 0 failed/g)).toHaveLength(2);
    expect(stdout).toContain('builds  arn:aws:iam:::role/otter-ci-builds');
    expect(stdout).not.toMatch(/^FAIL/m);
    const stored = await reader().stored();
    expect(stored.match(/^\w+ \w+(?==)/gm)).toEqual([
      'secret OTTER_SERVICE_ACCESS_KEY',
      'secret OTTER_SERVICE_SECRET_KEY',
      'variable OTTER_ROLE_ARN',
      'secret OTTER_SERVICE_ACCESS_KEY',
      'secret OTTER_SERVICE_SECRET_KEY',
    ]);
  });
});

describeReader('a reader of docs/ceph.md with an account', 20, (reader) => {
  test('provisions a bucket of the account, and does the same with aws iam', {
    timeout: RUN_MS,
  }, async () => {
    const { code, stdout, stderr } = await reader().run('account');
    expect(code, stdout + stderr).toBe(0);
    expect(stdout.match(/, 0 failed, \d+ skipped/g)?.length).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/^(FAIL|warn)/m);
  });
});
