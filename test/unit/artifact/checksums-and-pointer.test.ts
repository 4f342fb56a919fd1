import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf } from '../../../src/transfer/artifact/failure.ts';
import { formatLatestPointer, parseLatestPointer } from '../../../src/transfer/artifact/latest-pointer.ts';
import { formatSubjectChecksums } from '../../../src/transfer/artifact/subject-checksums.ts';
import { testOnLinux } from '../../support/describe-with.ts';

testOnLinux('sha256sum', 'sha256sum verifies the checksums, whatever the names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checksums-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = ['a', ' b ', 'c\\d', 'e\nf', 'g\\nh', '*i', '#j', 'ü'];
  const files = names.map((path) => {
    writeFileSync(join(folder, path), path);
    const sha256 = createHash('sha256').update(path).digest('hex');
    return { path, size: path.length, sha256, mode: 0o644, mtime: '2026-01-01T00:00:00.000Z' };
  });
  const check = spawnSync('sha256sum', ['--check', '--strict'], {
    cwd: folder,
    input: formatSubjectChecksums(files),
    encoding: 'utf8',
  });
  expect(check.status, check.stderr).toBe(0);
  expect(check.stdout.match(/: OK$/gm)).toHaveLength(names.length);
});

const POINTER = {
  version: 1,
  prefix: 'builds/main/',
  manifestKey: 'builds/main/otter-manifest.json',
  manifestSha256: 'ab'.repeat(32),
  createdAt: '2026-01-31T12:00:00.123Z',
  order: {
    number: { counter: 'https://github.com acme/app/build.yml', run: '120', attempt: '2' },
    begunAt: '2026-01-31T11:00:00.000Z',
  },
} as const;

test('a pointer is read as it was written', () => {
  expect(parseLatestPointer(formatLatestPointer(POINTER))).toEqual(POINTER);
});

test('a pointer of an old release has no order', () => {
  const { order: _, ...old } = POINTER;
  expect(parseLatestPointer(JSON.stringify(old))).toEqual(old);
});

test.each([
  { version: 2 },
  { version: 1.5 },
  { manifestKey: '' },
  { manifestKey: 'k'.repeat(1_025) },
  { manifestSha256: 'ab' },
  { prefix: 7 },
  { prefix: '../x/' },
  { prefix: '/etc/' },
  { prefix: 'a*/' },
  { prefix: 'no-slash' },
  { manifestKey: 'a//b' },
  { manifestKey: 'a*b' },
  { createdAt: 'yesterday' },
  { order: 7 },
  { order: { begunAt: 'yesterday' } },
  { order: { ...POINTER.order, number: { ...POINTER.order.number, run: '1e3' } } },
  { order: { ...POINTER.order, number: { ...POINTER.order.number, attempt: 2 } } },
  { order: { ...POINTER.order, number: { ...POINTER.order.number, counter: 'c'.repeat(1_025) } } },
])('a pointer with %j is refused', (more) => {
  expect(() => parseLatestPointer(JSON.stringify({ ...POINTER, ...more }))).toThrow(/pointer to the latest/);
});

test('a pointer of a newer version asks for a newer program', () => {
  expect(() => parseLatestPointer(JSON.stringify({ ...POINTER, version: 7 }))).toThrow(
    /pointer to the latest artifact failed: it is of version 7, .*Use a newer release/,
  );
});

test('each kind of failure has its exit code', () => {
  const kinds = ['failed', 'nothing-found', 'partial', 'refused', 'exists', 'integrity'] as const;
  expect(kinds.map(exitCodeOf)).toEqual([1, 3, 4, 5, 5, 6]);
});
