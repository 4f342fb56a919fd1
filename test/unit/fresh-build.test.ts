import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareWithFreshBuild } from '../../release/fresh-build.ts';

/** A project whose build makes two files, and nothing from settings. */
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'otter-fresh-'));
  write(
    'build.ts',
    `import { mkdirSync, writeFileSync } from 'node:fs';
    const folder = process.env.OTTER_BUILD_DIR;
    mkdirSync(folder + '/cli');
    writeFileSync(folder + '/cli/index.js', 'program');
    writeFileSync(folder + '/package.json', '{}');`,
  );
  write('write-inputs.ts', '');
  write('gitlab/pin.ts', '');
  write('dist/cli/index.js', 'program');
  write('dist/package.json', '{}');
  // Built for the package, and not committed.
  write('dist/lib/index.js', 'library');
});

afterEach(() => rmSync(project, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

test('a dist/ that equals a fresh build has no differences', async () => {
  expect(await compareWithFreshBuild(project)).toEqual({ files: 2, differences: [] });
});

test.each([
  ['a changed byte', () => write('dist/cli/index.js', 'progran'), 'dist/cli/index.js differs'],
  ['a missing file', () => rmSync(join(project, 'dist/package.json')), 'dist/package.json is missing'],
  [
    'an extra file',
    () => write('dist/cli/more.js', ''),
    'dist/cli/more.js is committed, but the build does not create it',
  ],
  [
    'a link to the same bytes',
    () => {
      write('elsewhere.js', 'program');
      rmSync(join(project, 'dist/cli/index.js'));
      symlinkSync('../../elsewhere.js', join(project, 'dist/cli/index.js'));
    },
    'dist/cli/index.js is not a regular file',
  ],
  [
    'a stale checksum',
    () => write('gitlab/pin.ts', 'console.error("README.md is stale"); process.exitCode = 1;'),
    'README.md is stale',
  ],
])('%s is reported', async (_, change, difference) => {
  change();
  expect((await compareWithFreshBuild(project)).differences).toEqual([difference]);
});

test('a build that fails is an error with its output', async () => {
  write('build.ts', 'throw new Error("no compiler");');
  await expect(compareWithFreshBuild(project)).rejects.toThrow(/exit code 1:.*no compiler/s);
});
