import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArtifactFailure } from '../../../src/transfer/artifact/failure.ts';
import {
  formatManifest,
  type Manifest,
  type ManifestFile,
  type ManifestLink,
  parseManifest,
} from '../../../src/transfer/artifact/manifest.ts';

const SHA256 = 'ab'.repeat(32);
/** The smallest part, in bytes. */
const PART = 5 * 1024 ** 2;
const MTIME = '2026-01-31T12:00:00.123Z';
const file = (path: string, more: Partial<ManifestFile> = {}): ManifestFile => ({
  path,
  size: 1,
  sha256: SHA256,
  mode: 0o644,
  mtime: MTIME,
  ...more,
});
const link = (path: string, target: string): ManifestLink => ({ path, target });
const manifest = (files: readonly ManifestFile[], links: readonly ManifestLink[] = []): Manifest => ({
  version: 1,
  prefix: 'builds/main/',
  createdAt: MTIME,
  files,
  links,
});

function refusalOf(work: () => unknown): ArtifactFailure {
  try {
    work();
  } catch (error) {
    if (error instanceof ArtifactFailure) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => text !== '.' && text !== '..' && !/[/\0\p{Cs}]/u.test(text));
const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'))
  .filter((text) => text !== 'otter-manifest.json');
const time = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());

/** Keeps the paths that form one tree, in which no file is the folder of another. */
function asTree(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter(
    (one) => !paths.some((other) => other !== one && other.startsWith(`${one}/`)),
  );
}

describe('a manifest is read as it was written', () => {
  test('with any names, sizes, modes and times', () => {
    const meta = fc.record({
      size: fc.nat({ max: 5 * 1024 ** 4 }),
      sha256: fc.constantFrom(SHA256, '0'.repeat(64)),
      mode: fc.integer({ min: 0, max: 0o777 }),
      mtime: time,
    });
    const entries = fc.array(fc.tuple(path, meta, fc.boolean()), { maxLength: 12 });
    const property = fc.property(
      entries,
      time,
      fc.option(time, { nil: undefined }),
      (all, createdAt, expiresAt) => {
        const kept = new Set(asTree(all.map(([name]) => name)));
        const chosen = all
          .filter(([name]) => kept.delete(name))
          .sort(([one], [other]) => (one < other ? -1 : 1));
        const given: Manifest = {
          version: 1,
          prefix: '',
          createdAt,
          ...(expiresAt === undefined ? {} : { expiresAt }),
          files: chosen.filter(([, , isLink]) => !isLink).map(([name, more]) => ({ path: name, ...more })),
          links: chosen
            .filter(([, , isLink]) => isLink)
            .map(([name, { mtime }]) => ({ path: name, target: 'any where', mtime })),
        };
        expect(parseManifest(formatManifest(given))).toEqual(given);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test('the same files give the same text, in any order', () => {
    const files = [file('b'), file('a/z'), file('B'), file('é')];
    expect(formatManifest(manifest(files.toReversed()))).toBe(formatManifest(manifest(files)));
  });

  test('with the parts of a large file, up to the maximum number', () => {
    const parts = { size: PART, sha256: [SHA256, '0'.repeat(64)] };
    const most = { size: PART, sha256: Array(10_000).fill(SHA256) };
    const given = manifest([
      file('a', { size: PART + 1, parts }),
      file('b', { size: 2 * PART, parts }),
      file('c', { size: 10_000 * PART, parts: most }),
    ]);
    expect(parseManifest(formatManifest(given))).toEqual(given);
  });

  test('one entry per line', () => {
    expect(formatManifest(manifest([file('b'), file('a')], [link('c', 'a')]))).toBe(`{
"version": 1,
"prefix": "builds/main/",
"createdAt": "${MTIME}",
"files": [
{"path":"a","size":1,"sha256":"${SHA256}","mode":420,"mtime":"${MTIME}"},
{"path":"b","size":1,"sha256":"${SHA256}","mode":420,"mtime":"${MTIME}"}
],
"links": [
{"path":"c","target":"a"}
]
}
`);
  });
});

describe('paths and targets that are refused on reading and on writing', () => {
  const cases: { name: string; files?: ManifestFile[]; links?: ManifestLink[] }[] = [
    { name: 'a path that leaves the folder', files: [file('../x')] },
    { name: 'a path that leaves the folder in the middle', files: [file('a/../../x')] },
    { name: 'an absolute path', files: [file('/etc/passwd')] },
    { name: 'an empty path', files: [file('')] },
    { name: 'the folder itself', files: [file('.')] },
    { name: 'an empty segment', files: [file('a//b')] },
    { name: 'a slash at the end', files: [file('a/')] },
    { name: 'a NUL', files: [file('a\0b')] },
    { name: 'the same path twice', files: [file('a'), file('b'), file('a')] },
    { name: 'a file and a link with the same path', files: [file('a')], links: [link('a', 'b')] },
    { name: 'a file below a file', files: [file('a'), file('a/b')] },
    { name: 'a file below a link', files: [file('a/b/c/d')], links: [link('a/b', 'x')] },
    { name: 'a link below a link', links: [link('a/b', 'c'), link('a', 'x')] },
    { name: "the manifest's own name", files: [file('otter-manifest.json')] },
    { name: 'a link that leads out of the folder', links: [link('a', '../x')] },
    { name: 'a link that leads out from a subfolder', links: [link('a/b/c', '../../../x')] },
    { name: 'a link to the root of the file system', links: [link('a', '/')] },
    { name: 'a link that goes up after a name, which may be a link', links: [link('L', 'p/q/d/../x')] },
    { name: 'a link to nothing', links: [link('a', '')] },
    { name: 'a link with a NUL', links: [link('a', 'b\0')] },
  ];
  test.each(cases)('$name', ({ files = [], links = [] }) => {
    const given = manifest(files, links);
    expect(refusalOf(() => parseManifest(JSON.stringify(given))).kind).toBe('integrity');
    expect(refusalOf(() => formatManifest(given)).kind).toBe('failed');
  });

  test('harmless paths and targets are accepted', () => {
    const given = manifest(
      [file('..a/...'), file('a-b'), file('a/b'), file('a.b'), file('c:\\d'), file(' '), file('__proto__')],
      [link('x/y/up', '../..'), link('x/z', '../a/b'), link('self', './self'), link('dots', '...')],
    );
    expect(parseManifest(JSON.stringify(given))).toEqual(given);
  });
});

describe('values that are refused on reading', () => {
  const good = JSON.parse(JSON.stringify(manifest([file('a')]))) as Record<string, unknown>;
  const withFile = (more: object) => ({ ...good, files: [{ ...file('a'), ...more }] });
  const withParts = (parts: unknown) => withFile({ size: 2 * PART, parts });
  const cases: { name: string; value: unknown }[] = [
    { name: 'an older version', value: { ...good, version: 0 } },
    { name: 'a version that is not a number', value: { ...good, version: '2' } },
    { name: 'no version', value: { ...good, version: undefined } },
    { name: 'a list', value: [good] },
    { name: 'null', value: null },
    { name: 'files that are not a list', value: { ...good, files: { length: 1 } } },
    { name: 'no links', value: { ...good, links: undefined } },
    { name: 'a file that is null', value: { ...good, files: [null] } },
    { name: 'a path that is a number', value: withFile({ path: 7 }) },
    { name: 'half of a surrogate pair', value: withFile({ path: '\ud800' }) },
    { name: 'a negative size', value: withFile({ size: -1 }) },
    { name: 'a fractional size', value: withFile({ size: 1.5 }) },
    { name: 'a size beyond exact numbers', value: withFile({ size: 2 ** 53 }) },
    { name: 'a size that no object can have', value: withFile({ size: 5 * 1024 ** 4 + 1 }) },
    { name: 'a size in quotes', value: withFile({ size: '1' }) },
    { name: 'a digest that is too short', value: withFile({ sha256: 'ab'.repeat(31) }) },
    { name: 'a digest with other letters', value: withFile({ sha256: 'xy'.repeat(32) }) },
    { name: 'parts that are a list', value: withParts([SHA256, SHA256]) },
    { name: 'parts that are null', value: withParts(null) },
    { name: 'parts without a size', value: withParts({ sha256: [SHA256, SHA256] }) },
    {
      name: 'parts that are too small',
      value: withFile({ size: 2_000, parts: { size: 1_000, sha256: [SHA256, SHA256] } }),
    },
    { name: 'parts of no bytes', value: withParts({ size: 0, sha256: [] }) },
    { name: 'fewer parts than the file has', value: withParts({ size: PART, sha256: [SHA256] }) },
    { name: 'more parts than the file has', value: withParts({ size: PART, sha256: Array(3).fill(SHA256) }) },
    { name: 'a single part', value: withParts({ size: 2 * PART, sha256: [SHA256] }) },
    { name: 'parts of an empty file', value: withFile({ size: 0, parts: { size: PART, sha256: [] } }) },
    {
      name: 'more parts than an upload can have',
      value: withFile({ size: 10_001 * PART, parts: { size: PART, sha256: Array(10_001).fill(SHA256) } }),
    },
    {
      name: 'a part whose digest has other letters',
      value: withParts({ size: PART, sha256: [SHA256, 'x'] }),
    },
    { name: 'a mode with more bits', value: withFile({ mode: 0o10000 }) },
    { name: 'only a time of day', value: withFile({ mtime: '12:00' }) },
    { name: 'a day that does not exist', value: withFile({ mtime: '2026-13-01T00:00:00.000Z' }) },
    { name: 'a prefix that is not a folder', value: { ...good, prefix: 'builds' } },
    { name: 'a prefix that leads upwards', value: { ...good, prefix: '../' } },
  ];
  test.each(cases)('$name', ({ value }) => {
    expect(refusalOf(() => parseManifest(JSON.stringify(value))).kind).toBe('integrity');
  });

  test('a newer version, with the advice to use a newer program', () => {
    const { kind, message } = refusalOf(() => parseManifest(JSON.stringify({ ...good, version: 2 })));
    expect(kind).toBe('integrity');
    expect(message).toMatch(/of version 2, .*Use a newer release/);
    expect(message).not.toMatch(/find out who/);
  });

  test('a segment that leads upwards, which is quoted', () => {
    const { message } = refusalOf(() => parseManifest(JSON.stringify(withFile({ path: 'a/../../x' }))));
    expect(message).toContain("has the segment '..'. Upload");
  });

  test('truncated text', () => {
    const text = formatManifest(manifest([file('a')]));
    expect(refusalOf(() => parseManifest(text.slice(0, -5))).message).toMatch(/not valid JSON/);
  });

  test('a message contains no forged lines', () => {
    const { message } = refusalOf(() => parseManifest(JSON.stringify(manifest([file('/\n::error::x')]))));
    expect(message).not.toContain('\n');
  });
});

test('setuid, setgid and sticky are not restored', () => {
  const text = JSON.stringify(manifest([file('a', { mode: 0o7755 })]));
  expect(parseManifest(text).files[0]?.mode).toBe(0o755);
});

test('fields that a later version adds to an entry are ignored', () => {
  const text = JSON.stringify({ ...manifest([{ ...file('a'), owner: 'root' } as ManifestFile]), more: 1 });
  expect(parseManifest(text)).toEqual(manifest([file('a')]));
});
