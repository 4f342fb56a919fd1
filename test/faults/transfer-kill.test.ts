import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RunningCommand } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { startSlowProxy } from '../support/slow-proxy.ts';
import {
  describeFolder,
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
  writeFiles,
} from '../support/transfers/command.ts';

const MEBI = 1024 ** 2;
const KILLS = 4;
const BYTES_PER_SECOND = 16 * MEBI;
/** Bytes of a file that a download fetches in several ranges. */
const LARGE_BYTES = 72 * MEBI + 5;
/** Bytes of the files, and how many of them there are. */
const [ALL_BYTES, ALL_FILES] = [36 * MEBI, 402];

/** Kills it after this much progress, however long that takes on a busy machine, unless it has ended before. */
async function killWhen(running: RunningCommand, hasHappened: () => boolean): Promise<void> {
  let isOver = false;
  const over = running.result.finally(() => {
    isOver = true;
  });
  while (!isOver && !hasHappened()) await sleep(5);
  running.kill('SIGKILL');
  await over;
}

async function openTarget() {
  const ceph = sharedCeph();
  const grant = await ceph.createBucketWithRole();
  const slow = await startSlowProxy(ceph.endpoint, BYTES_PER_SECOND);
  const source = makeFolder();
  const small = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`small/${i}`, 4 * 1024]));
  writeFiles(source, { ...small, 'one.bin': 24 * MEBI + 7, 'two.bin': 11 * MEBI });
  const options = ['--prefix', 'killed/', '--part-size', '5MiB', '--concurrency', '8', '--json'];
  return {
    source,
    slow,
    upload: () => startTransfer(['upload', source, ...options], transferEnvironment(grant, slow.url)),
    download: (folder: string) =>
      startTransfer(
        ['download', '--prefix', 'killed/', '--directory', folder],
        transferEnvironment(grant, slow.url),
      ),
    look: () => lookAsOwner(ceph.endpoint, grant.bucket, grant),
  };
}

describeWith('ceph', 'a transfer that is killed at random points', () => {
  test('continues where it was, loses nothing and leaves nothing behind', async () => {
    const { source, slow, upload, look } = await openTarget();
    for (let kill = 0; kill < KILLS; kill++) {
      // Each later than the one before, but none when everything is complete.
      const [before, bytes] = [slow.passed(), ((kill + Math.random()) / KILLS) * 0.5 * ALL_BYTES];
      await killWhen(upload(), () => slow.passed() - before > bytes);
      // Nothing incomplete has its final name, and there is no manifest before everything else.
      const { sizes } = await look();
      const whole = [4 * 1024, 24 * MEBI + 7, 11 * MEBI];
      if (!sizes.has('killed/otter-manifest.json')) {
        const files = [...sizes].filter(([key]) => !key.startsWith('killed/.otter-claims/'));
        expect(files.filter(([, size]) => !whole.includes(size))).toEqual([]);
      }
    }
    const sentBefore = slow.passed();
    const last = await upload().result;
    const again = await upload().result;
    await slow.close();

    expect(last.code, last.stderr).toBe(0);
    const outputs = JSON.parse(last.stdout);
    expect(outputs).toMatchObject({ files: 402 });
    expect(outputs.uploaded + outputs.skipped).toBe(402);
    expect(sentBefore).toBeGreaterThan(0);
    expect(again.code, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ uploaded: 0, skipped: 402 });
    const { sizes, unfinished } = await look();
    expect(unfinished).toEqual([]);
    expect(sizes.size).toBe(403);
    expect(sizes.get('killed/one.bin')).toBe(24 * MEBI + 7);
    expect(Object.keys(describeFolder(source))).toHaveLength(402);
  });

  test('a killed download leaves no partial file under its name, and the next one completes it', async () => {
    const { source, slow, upload, download } = await openTarget();
    expect((await upload().result).code).toBe(0);
    const expected = describeFolder(source);
    const folder = makeFolder();
    for (let kill = 0; kill < KILLS; kill++) {
      const files = ((kill + Math.random()) / KILLS) * ALL_FILES;
      await killWhen(download(folder), () => readdirSync(folder, { recursive: true }).length > files);
      const there = Object.entries(describeFolder(folder)).filter(([path]) => path in expected);
      for (const [path, described] of there) expect(described).toBe(expected[path]);
    }
    const last = await download(folder).result;
    await slow.close();
    expect(last.code, last.stderr).toBe(0);
    expect(describeFolder(folder)).toEqual(expected);
  });

  test('a download that is killed inside a large file continues there, and the file is correct byte for byte', async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    const source = makeFolder();
    writeFiles(source, { 'one.bin': LARGE_BYTES });
    const options = ['--prefix', 'large/', '--part-size', '5MiB'];
    const environment = transferEnvironment(grant, ceph.endpoint);
    expect((await startTransfer(['upload', source, ...options], environment).result).code).toBe(0);
    const slow = await startSlowProxy(ceph.endpoint, BYTES_PER_SECOND, 'to-client');
    const folder = makeFolder();
    const download = () =>
      startTransfer(
        ['download', '--prefix', 'large/', '--directory', folder],
        transferEnvironment(grant, slow.url),
      );
    let log = '';
    for (let kill = 0; kill < KILLS; kill++) {
      const [before, bytes] = [slow.passed(), (0.3 + 0.2 * Math.random()) * LARGE_BYTES];
      const running = download();
      await killWhen(running, () => slow.passed() - before > bytes);
      log += (await running.result).stderr;
      // No file has its name before it is complete, and there is never more than one partial file.
      const there = readdirSync(folder);
      expect(there.length).toBeLessThan(2);
      if (there[0] === 'one.bin') expect(describeFolder(folder)).toEqual(describeFolder(source));
    }
    const last = await download().result;
    await slow.close();
    expect(last.code, last.stderr).toBe(0);
    expect(log + last.stderr).toContain("continuing 'one.bin'");
    expect(describeFolder(folder)).toEqual(describeFolder(source));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it cleanly, without an unfinished upload',
    async (signal) => {
      const { slow, upload, look } = await openTarget();
      const canceled = upload();
      while (slow.passed() < 6 * MEBI) await sleep(20);
      canceled.kill(signal);
      const { code } = await canceled.result;
      await slow.close();
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      const { sizes, unfinished } = await look();
      expect(unfinished).toEqual([]);
      expect(sizes.has('killed/otter-manifest.json')).toBe(false);
    },
  );
});
