import { describe, expect, test } from 'vitest';
import { foldFor, platformProblem, treeProblem } from '../../../src/transfer/artifact/path-rules.ts';

describe('names that Linux allows and Windows does not', () => {
  const paths = [
    'C:/x',
    'C:x',
    'a/b:stream',
    'a\\b',
    '..\\x',
    'con',
    'a/NUL.txt',
    'aux.tar.gz',
    'com1',
    'lpt9.log',
    'COM¹',
    'nul .txt',
    'a./b',
    'a /b',
    'what?',
    'a*b',
    'a|b',
    'a"b',
    'line\nbreak',
  ];
  test.each(paths)('%j', (path) => {
    expect(platformProblem('win32', path)).toBeTypeOf('string');
    expect(platformProblem('linux', path)).toBeUndefined();
  });

  test.each(['console.log', 'com', 'com10', 'nullable', 'a/.hidden', 'lpt', '../up'])(
    'but not %j',
    (path) => {
      expect(platformProblem('win32', path)).toBeUndefined();
    },
  );
});

describe('paths that are the same on case-insensitive file systems', () => {
  const cases = [
    { name: 'two files', paths: ['Makefile', 'makefile'] },
    { name: 'an accent in two encodings', paths: ['caf\u00e9', 'cafe\u0301'] },
    { name: 'a file and a folder', paths: ['Lib', 'lib/x'] },
  ];
  test.each(cases)('$name', ({ paths }) => {
    const entries = paths.map((path) => ({ path, entry: 'file' as const }));
    for (const platform of ['win32', 'darwin'] as const) {
      expect(treeProblem(entries, foldFor(platform))?.path).toBe(paths[1]);
    }
    expect(treeProblem(entries, foldFor('linux'))).toBeUndefined();
  });

  test('folders that differ only in case are merged', () => {
    const entries = ['Lib/x', 'lib/y'].map((path) => ({ path, entry: 'file' as const }));
    expect(treeProblem(entries, foldFor('win32'))).toBeUndefined();
  });
});

test.each([
  ['a', 'a/b', 'a/b is below a file'],
  ['a', 'a-b', undefined],
  ['a/b', 'a', 'a/b is below a file'],
  ['a/b', 'a!', 'a/b/c/d is below a file'],
  ['a/b', 'a/bc', undefined],
])('%s and %s: %s', (one, other, said) => {
  const more = said?.startsWith('a/b/c/d') ? ['a/b/c/d'] : [];
  const found = treeProblem([one, other, ...more].map((path) => ({ path, entry: 'file' as const })));
  expect(found && `${found.path} ${found.problem}`).toBe(said);
});
