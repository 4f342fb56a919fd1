import { expect, test } from 'vitest';
import { readIncludes } from '../../src/transfer/download/choice.ts';
import { isTaken, unmatchedOf } from '../../src/transfer/path-pattern.ts';

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
])('the names of an artifact are no patterns: %s', (glob, taken) => {
  const patterns = readIncludes([glob], PATHS);
  expect(PATHS.filter((path) => isTaken(patterns, path))).toEqual(taken);
  expect(unmatchedOf(patterns, PATHS)).toEqual([]);
});
