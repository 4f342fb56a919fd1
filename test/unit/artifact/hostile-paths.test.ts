import { describe, expect, it } from 'vitest';
import {
  formatManifest,
  LONGEST_MANIFEST,
  type Manifest,
  parseManifest,
} from '../../../src/transfer/artifact/manifest.ts';
import { linkProblem, pathProblem } from '../../../src/transfer/artifact/path-rules.ts';

const REFUSED = /Git's or Mercurial's own folder/;

describe('a path into a folder that makes hooks run is refused', () => {
  it.each([
    '.git/hooks/pre-commit',
    '.git',
    'sub/module/.git/config',
    '.GIT/config',
    '.gIt/config',
    '.git./config',
    '.git /config',
    '.git . ./config',
    'git~1/config',
    'GIT~1./config',
    '.git::$INDEX_ALLOCATION/config',
    '.git:stream',
    '.g\u200cit/config',
    '.git\u200d/config',
    '\u206a.git/hooks/post-checkout',
    '.\ufeffGit/config',
    'a\\.git\\config',
    '.hg/hgrc',
    '.HG/hgrc',
    'hg~1/hgrc',
  ])('%j', (path) => {
    expect(pathProblem(path)).toMatch(REFUSED);
    expect(linkProblem('link', path)).toMatch(REFUSED);
  });
});

describe('a path that only looks similar is accepted', () => {
  it.each([
    '.gitignore',
    '.gitattributes',
    '.github/workflows/ci.yml',
    'git/config',
    'x.git/config',
    '.git2/config',
    'git~2',
    '.husky/pre-commit',
    '.npmrc',
    'a .git b',
  ])('%j', (path) => expect(pathProblem(path)).toBeUndefined());
});

const TIME = '2026-01-31T12:00:00.000Z';
const manifest: Manifest = { version: 1, prefix: 'p/', createdAt: TIME, files: [], links: [] };

it('a manifest with such a path is neither read nor written', () => {
  const files = [{ path: '.Git/hooks/x', size: 0, sha256: 'a'.repeat(64), mode: 0o755, mtime: TIME }];
  expect(() => parseManifest(JSON.stringify({ ...manifest, files }))).toThrow(REFUSED);
  expect(() => formatManifest({ ...manifest, files })).toThrow(REFUSED);
});

describe('a manifest that is nothing but values', () => {
  it.each([
    { name: 'empty objects', value: '{},' },
    { name: 'empty lists', value: '[],' },
    { name: 'lists in lists', value: '[' },
    { name: 'numbers', value: '1,' },
    {
      name: 'objects in lists, ten deep',
      value: '[{"a":[{"a":[{"a":[{"a":[{"a":"aaaaaaaaaaaaaaaaaaaaaaaaa"',
    },
  ])('$name is refused before it is parsed', ({ value }) => {
    const text = `{"version":1,"files":[${value.repeat((4 * 1024 * 1024) / value.length)}{}]}`;
    expect(() => parseManifest(text)).toThrow(/has more values than its files can need/);
  });

  it('is accepted if its files have short names, or names full of commas and brackets', () => {
    const names = (name: string) => ({
      ...manifest,
      files: Array.from({ length: 7_000 }, (_, number) => {
        return { path: `${number}${name}`, size: 0, sha256: 'a'.repeat(64), mode: 0o644, mtime: TIME };
      }),
      links: Array.from({ length: 3_000 }, (_, number) => ({
        path: `l/${number}`,
        target: `../${number}${name}`,
      })),
    });
    for (const name of ['', ',,,,,,,,,,,,,,,,{{{{{{{{{{', '"\\[']) {
      const text = formatManifest(names(name));
      expect(text.length).toBeGreaterThan(1024 * 1024);
      expect(parseManifest(text).files).toHaveLength(7_000);
    }
  });
});

it('a manifest whose object has a million names is refused before it is parsed', () => {
  const names = Array.from({ length: 1_000_000 }, (_, number) => `"name${number}":"and its value"`);
  expect(() => parseManifest(`{${names.join(',')}}`)).toThrow(/has more values than its files can need/);
});

it('a path is at most as long as a key, and a target as long as a system allows', () => {
  expect(pathProblem('é'.repeat(512))).toBeUndefined();
  expect(pathProblem(`${'é'.repeat(512)}a`)).toBe('is longer than 1024 bytes');
  expect(linkProblem('a', 'b'.repeat(4_096))).toBeUndefined();
  expect(linkProblem('a', 'b'.repeat(4_097))).toBe('is longer than 4096 bytes');
});

it('100,000 files with paths of 210 characters fit into a manifest, and 70,000 with paths of 1,000 do not', () => {
  const files = (count: number, length: number) =>
    Array.from({ length: count }, (_, number) => {
      const path = String(number).padStart(length, '0');
      return { path, size: 123_456, sha256: 'a'.repeat(64), mode: 0o644, mtime: TIME };
    });
  const thousand = formatManifest({ ...manifest, files: files(1_000, 210) });
  expect(thousand.length * 100).toBeLessThan(LONGEST_MANIFEST);
  expect(() => formatManifest({ ...manifest, files: files(70_000, 1_000) })).toThrow(
    /^Writing the manifest failed: with 70000 files and links it has \d+ bytes, and a download reads at most 67108864\./,
  );
});
