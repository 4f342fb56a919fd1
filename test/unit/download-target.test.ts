import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { formatManifest } from '../../src/transfer/artifact/manifest.ts';
import { projectFolder } from '../support/command.ts';

/** Downloads one file as an ordinary user, and prints why that failed. */
const PROGRAM = `
  const { download } = await import(${JSON.stringify(join(projectFolder, 'src/transfer/download/download.ts'))});
  const [directory, manifest, overwrite] = process.argv.slice(1);
  if (process.getuid() === 0) process.setuid(65534);
  const objects = { 'p/otter-manifest.json': manifest, 'p/a': 'alpha' };
  const store = {
    getObject: async (key) => {
      const bytes = Buffer.from(objects[key]);
      return { size: bytes.length, etag: 'e', body: (async function* () { yield bytes; })() };
    },
  };
  const options = {
    store, directory, prefix: 'p', concurrency: 1, overwrite: overwrite === 'true',
    signal: new AbortController().signal, platform: 'linux',
  };
  console.log(await download(options).then(({ downloaded }) => downloaded + ' downloaded', String));`;

test('an existing file that cannot be read is reported as such, and replaced if requested', () => {
  const directory = mkdtempSync(join(tmpdir(), 'otter-target-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  chmodSync(directory, 0o777);
  writeFileSync(join(directory, 'a'), 'alpha');
  chmodSync(join(directory, 'a'), 0);
  const mtime = '2024-02-29T12:00:00.000Z';
  const sha256 = createHash('sha256').update('alpha').digest('hex');
  const files = [{ path: 'a', size: 5, sha256, mode: 0o644, mtime }];
  const manifest = formatManifest({ version: 1, prefix: 'p/', createdAt: mtime, files, links: [] });
  const run = (overwrite: boolean) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', PROGRAM, directory, manifest, String(overwrite)],
      { encoding: 'utf8' },
    );
  const refused = run(false);
  expect(refused.stderr).toBe('');
  expect(refused.stdout).toContain(
    "Writing 'a' was not tried: a file that this user may not read is there, and overwrite is not set",
  );
  expect(refused.stdout).not.toContain('other content');
  expect(run(true).stdout).toBe('1 downloaded\n');
  expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('alpha');
});
