/**
 * Whether upper and lower case matter in patterns. On Windows, `@actions/glob`, with which `actions/upload-artifact` reads its
 * paths, ignores it. `actions/download-artifact` compares its `pattern` with names as they are, on every system.
 */
import { describe, expect, test } from 'vitest';
import { readGlobs } from '../../src/transfer/artifact/path-globs.ts';
import { ArtifactPatterns } from '../../src/transfer/download/artifact-pattern.ts';
import { choose } from '../../src/transfer/download/choice.ts';
import { ObjectHeaders } from '../../src/transfer/upload/object-headers.ts';
import { PathPatterns } from '../../src/transfer/upload/path-patterns.ts';

const PLATFORMS = ['win32', 'darwin', 'linux'] as const;

describe('path of an upload', () => {
  const onWindows = (...patterns: string[]) => new PathPatterns(patterns, 'C:\\project', 'win32');

  test('ignores case on Windows, in names and after a wildcard, with slashes of both kinds', () => {
    for (const pattern of ['BUILD', 'build\\**\\*.TXT', 'c:/PROJECT/Build/*/Deep/*.[T]xt']) {
      const patterns = onWindows(pattern);
      expect(patterns.takes('C:\\project\\Build\\x\\deep\\a.txt', false)).toBe(true);
      expect(patterns.canTakeBelow('C:\\project\\Build\\x')).toBe(true);
    }
  });

  test('excludes on Windows what is written in another case', () => {
    const patterns = onWindows('build', '!Build\\DEEP');
    expect(patterns.takes('C:\\project\\build\\deep\\a.txt', false)).toBe(false);
    expect(patterns.takes('C:\\project\\build\\a.txt', false)).toBe(true);
    expect(patterns.leavesOut('C:\\project\\build', ['deep', 'a.txt'], false)).toBe(true);
  });

  test('searches a folder once on Windows that is written in two cases', () => {
    expect(onWindows('build', 'BUILD', 'Build\\deep').searchPaths).toEqual(['C:\\project\\build']);
  });

  test.each(['darwin', 'linux'] as const)('compares case on %s', (platform) => {
    const patterns = new PathPatterns(['build', '!build/DEEP'], '/project', platform);
    expect(patterns.takes('/project/build/deep/a.txt', false)).toBe(true);
    expect(patterns.takes('/project/Build/a.txt', false)).toBe(false);
  });
});

describe('patterns of keys and of paths in a manifest compare case on every system', () => {
  const mtime = '2026-11-01T10:00:00.000Z';
  const files = ['lib/a.js', 'LIB/b.js'].map((path) => ({ path, size: 1, sha256: '', mode: 0o644, mtime }));
  const manifest = { version: 1 as const, prefix: 'p/', createdAt: mtime, files, links: [] };
  const artifact = { folder: '', prefix: 'p/', manifest } as unknown as Parameters<typeof choose>[0][number];

  test.each(PLATFORMS)('include, on %s', (platform) => {
    const { files: chosen } = choose([artifact], { include: ['lib/**'], platform });
    expect(chosen.map(({ path }) => path)).toEqual(['lib/a.js']);
    expect(() => choose([artifact], { include: ['Lib/*.JS'], platform })).toThrow('include matches none of');
  });

  test('keep', () => {
    const [pattern] = readGlobs('keep', ['uploads/'], ['uploads/a']);
    expect([pattern?.takes('uploads/a'), pattern?.takes('Uploads/a')]).toEqual([true, false]);
  });

  test('headers', () => {
    const line = { pattern: '*.HTML', name: 'cache-control', value: 'no-cache' };
    const headers = new ObjectHeaders({ headers: [line], metadata: {} }, ['a.html', 'b.HTML']);
    expect(headers.of('a.html')).not.toHaveProperty('cache-control');
    expect(headers.of('b.HTML')).toHaveProperty('cache-control', 'no-cache');
  });

  test('pattern, and a wildcard in prefix', () => {
    for (const input of ['pattern', 'prefix'] as const) {
      const { start } = new ArtifactPatterns(['Linux-*'], input);
      expect([start.enter('Linux-arm').isMatch, start.enter('linux-arm').isMatch]).toEqual([true, false]);
    }
  });
});
