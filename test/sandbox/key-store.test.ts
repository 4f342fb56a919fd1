import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyStore } from '../../sandbox/key-store.ts';

let folder: string;
let path: string;
const now = Date.parse('2026-01-02T03:04:05Z');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otter-keys-'));
  path = join(folder, 'keys.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('keys are listed by user, without their secrets', async () => {
  const store = await KeyStore.open(path);
  const first = await store.create('builds-service', 'TEST', 'CI', now);
  await store.create('builds-owner', 'TEST', 'laptop', now);
  await store.create('other-service', 'TEST', '', now);
  const second = await store.create('builds-service', 'TEST', 'nightly', now);
  expect(store.list('builds-service')).toEqual(
    [first, second].map(({ secretKey: _, ...summary }) => summary),
  );
  expect(first).toMatchObject({ user: 'builds-service', label: 'CI', createdAt: '2026-01-02T03:04:05.000Z' });
  expect(first.accessKey).toMatch(/^[A-Z0-9]{20}$/);
  expect(first.secretKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
});

test('keys, labels and revocations persist when the store is opened again', async () => {
  const store = await KeyStore.open(path);
  const kept = await store.create('builds-owner', 'TEST', 'old', now);
  const revoked = await store.create('builds-owner', 'TEST', '', now);
  await store.relabel(kept.accessKey, 'new');
  await store.revoke(revoked.accessKey);
  const again = await KeyStore.open(path);
  expect(again.find(kept.accessKey)).toEqual({ ...kept, label: 'new' });
  expect(again.find(revoked.accessKey)).toBeUndefined();
  expect(await readFile(path, 'utf8')).not.toContain(revoked.secretKey);
});

test('simultaneous changes are all applied, and the file is complete and private', async () => {
  const store = await KeyStore.open(path);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => store.create('builds-service', 'TEST', `${index}`, now)),
  );
  expect((await KeyStore.open(path)).list('builds-service')).toHaveLength(20);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['keys.json']);
});

test('a change that is invalid or cannot be written is not applied', async () => {
  const store = await KeyStore.open(path);
  const { accessKey } = await store.create('builds-service', 'TEST', '', now);
  await rm(folder, { recursive: true });
  await expect(store.revoke(accessKey)).rejects.toThrow('ENOENT');
  expect(store.find(accessKey)).toBeDefined();
  await expect(store.revoke('nobody')).rejects.toThrow('The key nobody does not exist');
  await expect(store.relabel(accessKey, 'x'.repeat(101))).rejects.toThrow('at most 100');
});
