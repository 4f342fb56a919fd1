import { expect, test } from 'vitest';
import { ArtifactPatterns } from '../../../src/transfer/download/artifact-pattern.ts';

/** Whether an artifact's folder matches, and whether the search finds it. */
function isMeant(patterns: ArtifactPatterns, name: string): boolean {
  let state = patterns.start;
  for (const segment of name.split('/')) {
    if (!state.reachesBelow) return false;
    state = state.enter(segment);
  }
  return state.isMatch && patterns.takes(name);
}

const NAMES = ['linux', 'linux-arm', 'windows', '.hidden', 'a/b', 'a/c/dist', 'x[1]', ''];

test.each<[patterns: string[], meant: string[]]>([
  [['*'], ['linux', 'linux-arm', 'windows', '.hidden', 'x[1]']],
  [['linux*/'], ['linux', 'linux-arm']],
  [
    ['linux', 'windows'],
    ['linux', 'windows'],
  ],
  [
    ['*', '!linux-*'],
    ['linux', 'windows', '.hidden', 'x[1]'],
  ],
  [['!linux*'], ['windows', '.hidden', 'x[1]']],
  [
    ['*', '!linux*', 'linux'],
    ['linux', 'windows', '.hidden', 'x[1]'],
  ],
  [['*/*'], ['a/b']],
  [['*/*/dist'], ['a/c/dist']],
  [
    ['*', '*/*'],
    ['linux', 'linux-arm', 'windows', '.hidden', 'a/b', 'x[1]'],
  ],
  [['*/*', '!a'], []],
  [['linux-a?m'], ['linux-arm']],
  [['{linux,windows}'], []],
])('the artifacts that match %j', (patterns, meant) => {
  expect(NAMES.filter((name) => isMeant(new ArtifactPatterns(patterns), name))).toEqual(meant);
});
