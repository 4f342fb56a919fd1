import { describe, expect, test } from 'vitest';
import { checkObjectKey, objectKey } from '../../../src/transfer/artifact/key.ts';
import { asPrefix, fillTemplate } from '../../../src/transfer/artifact/prefix-template.ts';

const NOW = new Date('2026-02-28T23:59:59.999Z');
const FACTS = { ref: 'feature/x', sha: 'c0ffee', runId: '17', job: 'build 1/3' };

describe('a template', () => {
  test('is filled in with the values of the run', () => {
    expect(fillTemplate('prefix', 'b/{ref}/{sha}-{run-id}/{job}/{date}/', FACTS, NOW)).toBe(
      'b/feature/x/c0ffee-17/build-1-3/2026-02-28/',
    );
  });

  const hostile = [
    { name: 'a path upwards', ref: '../../main', filled: '-/-/main' },
    { name: 'a path upwards in the middle', ref: 'a/../main', filled: 'a/-/main' },
    { name: 'the current folder', ref: 'a/./b', filled: 'a/-/b' },
    { name: 'a slash at the beginning and the end', ref: '/main//x/', filled: 'main/x' },
    { name: 'patterns of a policy', ref: 'a*b?c${d', filled: 'a-b-c--d' },
    { name: 'another field', ref: '{sha}', filled: '-sha-' },
    { name: 'characters of a shell', ref: '$(id);`id`|x&"\'<>', filled: '-(id)--id--x-----' },
    { name: 'a line break', ref: 'a\nb\u2028c', filled: 'a-b-c' },
    { name: 'characters of a URL', ref: 'a#b%2fc d~:\\e', filled: 'a-b-2fc-d---e' },
    { name: 'letters of other languages', ref: 'größe/日本', filled: 'größe/日本' },
    { name: 'a mix of all', ref: 'feat/#1-ü%', filled: 'feat/-1-ü-' },
  ];
  test.each(hostile)('converts a ref with $name into a name', ({ ref, filled }) => {
    const prefix = fillTemplate('prefix', 'x/{ref}', { ref }, NOW);
    expect(prefix.replace(/~[0-9a-f]{16}$/, '')).toBe(`x/${filled}`);
    expect(prefix.includes('~')).toBe(ref !== filled);
    expect(asPrefix(prefix)).toBe(`${prefix}/`);
  });

  test('never gives two refs the same name, whatever the branches are called', () => {
    const refs = [
      'release-1',
      'release#1',
      'release$1',
      'release 1',
      'release--1',
      'release-1/',
      '/release-1',
      'release~1',
    ];
    const first = fillTemplate('prefix', '{ref}', { ref: 'release#1' }, NOW);
    const names = [...refs, first].map((ref) => fillTemplate('prefix', '{ref}', { ref }, NOW));
    expect(new Set(names).size).toBe(refs.length + 1);
    expect(names[0]).toBe('release-1');
    expect(first).toBe('release-1~bba0b6cc5ff126bc');
  });

  test('with an unknown field is refused, and the known ones are listed', () => {
    expect(() => fillTemplate('latest', '{branch}', FACTS, NOW)).toThrow(
      'latest has the field {branch}: there are {ref}, {sha}, {run-id}, {job}, {date}.',
    );
  });

  test.each([{}, { sha: '' }, { sha: ' ' }])(
    'with a field that the run cannot fill in is refused',
    (facts) => {
      expect(() => fillTemplate('prefix', 'b/{sha}', facts, NOW)).toThrow(
        /\{sha\}, which has no value in this run/,
      );
    },
  );

  test.each([
    ['ref', /no known CI system \(GitHub .* reports it, and no git branch .*detached HEAD/],
    ['sha', /no known CI system .* reports it, .* in a git repository with a commit\. Write/],
    ['run-id', /in this run: only a known CI system \([^)]*\) reports it\. Write the value/],
    ['job', /in this run: only a known CI system \([^)]*\) reports it\. Write the value/],
  ])('with {%s} says why the run has no value for it', (name, why) => {
    expect(() => fillTemplate('prefix', `b/{${name}}`, {}, NOW)).toThrow(why);
  });

  test.each([
    [
      's3://bucket/x/',
      "prefix is 's3://bucket/x/': leave out s3:// and the bucket, which is a separate input. Write x/.",
    ],
    ['S3://bucket/{ref}/x', 'a separate input. Write {ref}/x.'],
    ['s3://bucket/', 'Leave it empty for the whole bucket.'],
    ['s3://bucket', 'Leave it empty for the whole bucket.'],
  ])('that is %s is refused, with the correct form', (template, says) => {
    expect(() => fillTemplate('prefix', template, FACTS, NOW)).toThrow(says);
  });

  test('leaves ${ to the check of the prefix', () => {
    const filled = fillTemplate('prefix', ['b/$', '{ref}'].join(''), FACTS, NOW);
    expect(() => asPrefix(filled)).toThrow(/a session policy reads as patterns/);
  });
});

describe('a prefix', () => {
  test.each([
    ['', ''],
    ['builds', 'builds/'],
    ['builds/', 'builds/'],
    ['a b/ü', 'a b/ü/'],
  ])('%j becomes %j', (text, prefix) => {
    expect(asPrefix(text)).toBe(prefix);
  });

  const wrong = [
    '/',
    '/x',
    'a//b',
    'a//',
    '.',
    'a/..',
    '../a',
    'a*',
    'a?',
    'a${b',
    'a\\b',
    'a\nb',
    'é'.repeat(450),
  ];
  test.each(wrong)('is never %j', (text) => {
    expect(() => asPrefix(text)).toThrow(/^prefix /);
  });
});

describe('a key', () => {
  test('has at most 1,024 bytes', () => {
    const path = `${'é'.repeat(509)}.x`;
    expect(objectKey('abcd', path)).toBe(`abcd${path}`);
    expect(() => objectKey('abcde', path)).toThrow(/^path has the file '.*1,024 bytes/);
  });

  test('is never that of the manifest', () => {
    expect(() => objectKey('a/', 'otter-manifest.json')).toThrow(/exclude or rename it/);
    expect(objectKey('a/', 'b/otter-manifest.json')).toBe('a/b/otter-manifest.json');
  });

  test.each(['', 'a/', '/a', 'a/../b', 'a*', 'k'.repeat(1_025)])('that a user wrote is never %j', (key) => {
    expect(() => checkObjectKey('latest', key)).toThrow(/^latest /);
  });
});
