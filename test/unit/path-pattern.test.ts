import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGlobs } from '../../src/transfer/artifact/path-globs.ts';
import { isTaken, unmatchedOf } from '../../src/transfer/path-pattern.ts';
import { selectFiles } from '../../src/transfer/upload/file-selection.ts';

const PATHS = [
  'app/[slug]/page.js',
  'app/[slug]/[id]/x.js',
  'app/s/y.js',
  'app/i/[slug]/z.js',
  'app/i/s/z.js',
  'a*/deep/b',
  'ab/deep/c',
  'back\\slash/d',
];

test.each<[string, string[]]>([
  ['app/[slug]/**', ['app/[slug]/page.js', 'app/[slug]/[id]/x.js']],
  ['app/[slug]/*.js', ['app/[slug]/page.js']],
  ['app/[slug]', ['app/[slug]/page.js', 'app/[slug]/[id]/x.js']],
  ['app/[slug]/[id]/*', ['app/[slug]/[id]/x.js']],
  ['app/*/[slug]/*', ['app/i/[slug]/z.js']],
  ['**/[slug]/z.js', ['app/i/[slug]/z.js']],
  ['app/[st]/**', ['app/s/y.js']],
  ['a*/*/b', ['a*/deep/b']],
  ['**/deep/*', ['a*/deep/b', 'ab/deep/c']],
  ['back\\slash/*', ['back\\slash/d']],
])('a name in the artifact is not read as a pattern: %s', (glob, taken) => {
  const patterns = readGlobs('include', [glob], PATHS);
  expect(PATHS.filter((path) => isTaken(patterns, path))).toEqual(taken);
  expect(unmatchedOf(patterns, PATHS)).toEqual([]);
});

// Windows has no names with the characters of patterns.
describe.skipIf(process.platform === 'win32')('upload and download read patterns alike', () => {
  let cwd: string;

  beforeAll(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'otter-patterns-')));
    for (const path of PATHS) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), '');
    }
  });

  afterAll(() => rmSync(cwd, { recursive: true }));

  test.each<[patterns: string[], count: number]>([
    [['.'], 8],
    [['app'], 5],
    [['./app//s/'], 1],
    [['app/s/y.js/'], 0],
    [['app/s/y.js/**'], 1],
    [['*/deep'], 2],
    [['*/deep/'], 2],
    [['**/?.js/'], 0],
    [['**/?.js'], 4],
    [['app/*', '!**/z.js'], 3],
    [['app', '!app/i', 'app/i/s'], 4],
    [['!app', '.'], 8],
    [['!!app/s'], 1],
    [['a[b]'], 1],
    [['{app,ab}'], 0],
    [['[!b]p?/s'], 1],
    [['app/[[]slug]/page.js'], 1],
  ])('%j', async (patterns, count) => {
    const options = { cwd, includeHidden: false, followLinks: false };
    const { files, unmatched } = await selectFiles({ patterns, ...options });
    const includes = readGlobs('include', patterns, PATHS);
    const downloaded = PATHS.filter((path) => isTaken(includes, path));
    expect(files.map(({ absolute }) => relative(cwd, absolute)).toSorted()).toEqual(downloaded.toSorted());
    expect(unmatched).toEqual(unmatchedOf(includes, PATHS));
    expect(downloaded).toHaveLength(count);
  });
});
