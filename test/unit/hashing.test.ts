import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Hashing } from '../../src/transfer/hashing.ts';

const CONTENT = Buffer.from('0123456789'.repeat(300_000));

let folder: string;
let handle: FileHandle;
let hashing: Hashing;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otter-hashing-'));
  writeFileSync(join(folder, 'file'), CONTENT);
  handle = await open(join(folder, 'file'));
  hashing = new Hashing();
});

afterEach(async () => {
  await hashing.close();
  await handle.close();
  rmSync(folder, { recursive: true });
});

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

test('each byte is added only to its own digests', async () => {
  const [whole, first, second] = [hashing.begin(), hashing.begin(), hashing.begin()];
  expect(await hashing.read([first, whole], handle.fd, 0, 1_000_000)).toBe(1_000_000);
  expect(await hashing.read([second, whole], handle.fd, 1_000_000, CONTENT.length)).toBe(2_000_000);
  expect(await hashing.finish(first)).toBe(sha256(CONTENT.subarray(0, 1_000_000)));
  expect(await hashing.finish(second)).toBe(sha256(CONTENT.subarray(1_000_000)));
  expect(await hashing.finish(whole)).toBe(sha256(CONTENT));
});

test('reading ends when it is aborted', async () => {
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  const reading = hashing.read([hashing.begin()], handle.fd, 0, CONTENT.length, stop.signal);
  await expect(reading).rejects.toThrow('enough');
});

test('simultaneous readings do not mix', async () => {
  const ranges = Array.from({ length: 20 }, (_, index) => [index * 100_000, (index + 1) * 100_000] as const);
  const digests = await Promise.all(
    ranges.map(async ([start, end]) => {
      const digest = hashing.begin();
      await hashing.read([digest], handle.fd, start, end);
      return await hashing.finish(digest);
    }),
  );
  expect(digests).toEqual(ranges.map(([start, end]) => sha256(CONTENT.subarray(start, end))));
});

test('empty content has the digest of empty content', async () => {
  expect(await hashing.finish(hashing.begin())).toBe(sha256(Buffer.alloc(0)));
});

test('a shorter file yields what it has', async () => {
  expect(await hashing.read([hashing.begin()], handle.fd, 2_999_999, 4_000_000)).toBe(1);
});

test('the system’s error is returned unchanged', async () => {
  const directory = await open(folder);
  const reading = hashing.read([hashing.begin()], directory.fd, 0, 10);
  await expect(reading).rejects.toMatchObject({ code: 'EISDIR', syscall: 'read' });
  await directory.close();
});

test('a request after the end is refused', async () => {
  await hashing.close();
  await expect(hashing.finish(hashing.begin())).rejects.toThrow('Hashing was closed.');
});

test('pending requests fail if the thread is lost', async () => {
  const finished = hashing.finish(hashing.begin());
  const closed = hashing.close();
  await expect(finished).rejects.toThrow('Hashing was closed.');
  await closed;
});
