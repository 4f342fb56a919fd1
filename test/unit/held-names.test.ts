/** Files that get their final names on Windows, while another program has them open. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClientProfile } from '../../src/credentials/client-profile.ts';
import { removeFolder } from '../../src/private-folder.ts';
import { restoreLink } from '../../src/transfer/download/link-restoring.ts';
import { PartialFile } from '../../src/transfer/download/partial-file.ts';
import { TargetFolder } from '../../src/transfer/download/target-folder.ts';
import { writeWhole } from '../../src/whole-file.ts';

vi.mock('node:fs/promises', { spy: true });

const platform = 'win32';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-held-'));
});

afterEach(() => {
  vi.mocked(rename).mockReset();
  vi.mocked(unlink).mockReset();
  vi.mocked(rm).mockReset();
  rmSync(folder, { recursive: true });
});

/** As Windows fails while another program has the file open. */
function fail(call: typeof rename | typeof unlink, code = 'EPERM'): void {
  vi.mocked(call as typeof rename).mockRejectedValueOnce(
    Object.assign(new Error(code), { code, syscall: call === rename ? 'rename' : 'unlink' }),
  );
}

test('a file that is written whole takes its place once it can, and nothing else remains', async () => {
  writeFileSync(join(folder, 'a'), 'before');
  fail(rename);
  await writeWhole(join(folder, 'a'), 'after', { platform });
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('after');
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a file that cannot be replaced keeps its content, and nothing else remains', async () => {
  writeFileSync(join(folder, 'a'), 'before');
  vi.mocked(rename).mockRejectedValue(Object.assign(new Error('EPERM'), { code: 'EPERM' }));
  const wait = async () => undefined;
  await expect(writeWhole(join(folder, 'a'), 'after', { platform, wait })).rejects.toThrow('EPERM');
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a session replaces the one before, while a client reads that', async () => {
  const target = { endpoint: 'https://s3.example.org', region: 'eu-mad' };
  const profile = new ClientProfile(folder, target, platform);
  const session = { accessKeyId: 'first', secretAccessKey: 's', sessionToken: 't', arn: '' };
  await profile.write({ ...session, expiration: new Date(0) });
  fail(rename);
  await profile.write({ ...session, accessKeyId: 'second', expiration: new Date(0) });
  expect(readFileSync(join(folder, 'session.json'), 'utf8')).toContain('second');
});

describe('a download', () => {
  const mtime = '2026-11-01T10:00:00.000Z';
  const parts = { size: 3, sha256: ['', ''] };
  const file = { path: 'a', size: 6, sha256: 'ab'.repeat(32), mode: 0o644, mtime, parts };

  async function keepHalf(): Promise<string> {
    const partial = await PartialFile.open(folder, file, { platform });
    await partial.handle.write('abc');
    fail(rename);
    expect(await partial.keep()).toBe(true);
    return join(folder, readdirSync(folder)[0] ?? '');
  }

  test('gives a large file its name once it can', async () => {
    const partial = await PartialFile.open(folder, file, { platform });
    await partial.handle.write('abcdef');
    fail(rename);
    await partial.complete({ final: join(folder, 'a'), path: 'a', replace: true, platform });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('abcdef');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('keeps a part of a file, and continues it, once it can', async () => {
    const leftover = await keepHalf();
    fail(rename);
    const partial = await PartialFile.open(folder, file, { platform, leftover });
    expect(partial.isContinued).toBe(true);
    await partial.discard();
  });

  test('removes a partial file that is of no use once it can', async () => {
    const partial = await PartialFile.open(folder, file, { platform });
    fail(unlink);
    await partial.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('replaces a link once it can', async () => {
    const target = await TargetFolder.open(folder, Date.now);
    writeFileSync(join(folder, 'link'), '');
    fail(rename);
    const terms = { overwrite: true, platform, paths: () => [] } as const;
    await restoreLink(target, { path: 'link', target: 'a', mtime }, terms);
    expect(readlinkSync(join(folder, 'link'))).toBe('a');
    expect(readdirSync(folder)).toEqual(['link']);
  });

  test('does not advise developer mode for a link that cannot be renamed', async () => {
    const target = await TargetFolder.open(folder, Date.now);
    vi.mocked(rename).mockRejectedValue(
      Object.assign(new Error('held'), { code: 'EPERM', syscall: 'rename' }),
    );
    const wait = async () => undefined;
    const terms = { overwrite: true, platform, wait, paths: () => [] } as const;
    await expect(restoreLink(target, { path: 'link', target: 'a', mtime }, terms)).rejects.toThrow('held');
  });
});

test.each([
  ['win32', expect.objectContaining({ maxRetries: 6 })],
  ['linux', expect.not.objectContaining({ maxRetries: 6 })],
] as const)('a private folder is removed on %s', async (system, options) => {
  const path = mkdtempSync(join(folder, 'private-'));
  writeFileSync(join(path, 'token'), '');
  await removeFolder(path, system);
  expect(vi.mocked(rm)).toHaveBeenLastCalledWith(path, options);
  expect(readdirSync(folder)).toEqual([]);
});
