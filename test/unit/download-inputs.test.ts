import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/failure.ts';
import { checkDownloadInputs, type DownloadInputs } from '../../src/transfer/download/download-inputs.ts';

const TODAY = new Date('2026-03-04T23:59:59Z');
const check = (inputs: DownloadInputs) =>
  checkDownloadInputs(inputs, { ref: 'feature/x', sha: 'abc' }, TODAY, '/work');

describe('an invalid input of a download is reported in one sentence', () => {
  test.each<[name: string, inputs: DownloadInputs, says: string]>([
    ['a prefix that begins with a slash', { prefix: '/builds' }, 'prefix begins with a slash'],
    ['a prefix that leads elsewhere', { prefix: 'a/../b' }, 'prefix '],
    ['an unknown field', { prefix: '{branch}/' }, 'prefix has the field'],
    ['a field without a value in this run', { latest: '{job}.json' }, 'latest has the field {job}'],
    ['a key that names a folder', { manifestKey: 'builds/' }, 'manifest-key names no object'],
    [
      'two ways to a manifest',
      { latest: 'a.json', manifestKey: 'b.json' },
      'latest already leads to a manifest: remove latest or manifest-key.',
    ],
    [
      'a pointer outside the prefix',
      { prefix: 'builds/x', latest: 'builds/main/latest.json' },
      "prefix is 'builds/x/', and latest is 'builds/main/latest.json', which is not below it: leave out prefix,",
    ],
    [
      'a manifest outside the prefix',
      { prefix: 'builds/x', manifestKey: 'builds/xy/otter-manifest.json' },
      "prefix is 'builds/x/', and manifest-key is 'builds/xy/otter-manifest.json', which is not below it:",
    ],
    [
      'a pattern and a wildcard',
      { prefix: 'b/*/', pattern: 'x' },
      'pattern is given, and prefix has a wildcard',
    ],
    [
      'a pattern that leads upwards',
      { prefix: 'b', pattern: '../*' },
      "pattern has '../*': write a glob of the folders",
    ],
    [
      'a pattern for everything',
      { prefix: 'b', pattern: '**' },
      "pattern has '**', and ** would mean every folder",
    ],
    [
      'a prefix that means everything',
      { prefix: 'b/**/x' },
      "prefix has '**/x', and ** would mean every folder",
    ],
    ['a slash before a wildcard', { prefix: '/*/' }, 'prefix begins with a slash'],
    ['an empty segment after a wildcard', { prefix: 'b/*//x' }, "prefix has '*//x': write a glob"],
    [
      'one artifact to merge',
      { prefix: 'b', mergeMultiple: 'true' },
      'merge-multiple is for several artifacts',
    ],
    [
      'a pattern and a pointer',
      { pattern: '*', latest: 'l.json' },
      'latest is for one manifest, and pattern is for',
    ],
    ['a pattern and a digest', { prefix: '*', manifestSha256: 'ab' }, 'manifest-sha256 is for one manifest'],
    [
      'a manifest and unverified',
      { manifestKey: 'a/m.json', unverified: 'true' },
      'manifest-key is for one manifest, and unverified is for',
    ],
    ['a truncated digest', { manifestSha256: 'abc' }, 'manifest-sha256 is not a SHA-256'],
    ['a switch that says yes', { overwrite: 'yes' }, "overwrite is 'yes': write true or false."],
    [
      'no requests at the same time',
      { concurrency: '0' },
      "concurrency is '0': write a whole number from 1 to 256.",
    ],
    [
      'too many requests at the same time',
      { concurrency: '257' },
      "concurrency is '257': write a whole number from 1 to 256.",
    ],
    [
      'a fraction of a request',
      { concurrency: '1.5' },
      "concurrency is '1.5': write a whole number from 1 to 256.",
    ],
  ])('%s', (_name, inputs, says) => {
    const message = messageOf(() => check(inputs));
    expect(message.slice(0, says.length)).toBe(says);
    expect(message).toMatch(/^[^\n\r]+\.$/);
  });
});

test('a missing or empty input has its default', () => {
  expect(check({ prefix: '', directory: '', include: '\n', overwrite: '', concurrency: '' })).toEqual({
    prefix: '',
    patterns: undefined,
    mergeMultiple: false,
    unverified: false,
    latest: undefined,
    manifestKey: undefined,
    manifestSha256: undefined,
    directory: '/work',
    include: undefined,
    overwrite: false,
    concurrency: 64,
    stdout: false,
  });
});

test('standard output and a folder exclude each other', () => {
  expect(check({ stdout: 'true' }).stdout).toBe(true);
  expect(() => check({ stdout: 'true', directory: 'out' })).toThrow(/^stdout writes to no folder/);
});

test('fields are filled in, and the rest is parsed', () => {
  const digest = 'AB'.repeat(32);
  expect(
    check({
      prefix: 'builds/{ref}/{date}',
      directory: 'out',
      include: ' **/*.js \n\n*.css',
      overwrite: 'true',
      concurrency: '256',
      manifestSha256: ` ${digest}\n`,
    }),
  ).toMatchObject({
    prefix: 'builds/feature/x/2026-03-04/',
    directory: '/work/out',
    include: ['**/*.js', '*.css'],
    overwrite: true,
    concurrency: 256,
    manifestSha256: digest.toLowerCase(),
  });
});

test('a wildcard in the prefix is a pattern below what comes before it', () => {
  expect(check({ prefix: 'builds/{sha}/*/' })).toMatchObject({ prefix: 'builds/abc/' });
  expect(check({ prefix: 'builds/{sha}/linux-*/dist' })).toMatchObject({ prefix: 'builds/abc/' });
  expect(check({ prefix: '*' }).prefix).toBe('');
});

test('a prefix may be given if what leads to the artifact is below it', () => {
  expect(check({ prefix: 'builds', latest: 'builds/latest.json' })).toMatchObject({ prefix: 'builds/' });
  expect(check({ prefix: 'builds/{sha}', manifestKey: 'builds/abc/m.json' })).toMatchObject({
    manifestKey: 'builds/abc/m.json',
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the input was accepted');
}
