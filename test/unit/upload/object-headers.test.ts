import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/failure.ts';
import { readHeaderLines } from '../../../src/transfer/upload/header-lines.ts';
import { ObjectHeaders } from '../../../src/transfer/upload/object-headers.ts';
import { checkUploadInputs } from '../../../src/transfer/upload/upload-inputs.ts';

describe('a line of headers', () => {
  test.each([
    ['**/*.html: Cache-Control: no-cache', '**/*.html', 'cache-control', 'no-cache'],
    ['a b.txt:Content-Type:text/plain ', 'a b.txt', 'content-type', 'text/plain'],
    ['a:b: expires: Thu, 31 Dec 2026 12:00:00 GMT', 'a:b', 'expires', 'Thu, 31 Dec 2026 12:00:00 GMT'],
    ['x: X-Amz-Meta-Link: https://a/b:c', 'x', 'x-amz-meta-link', 'https://a/b:c'],
    ['x: Content-Encoding: gzip, br', 'x', 'content-encoding', 'gzip, br'],
    ['x: Content-Encoding:', 'x', 'content-encoding', ''],
    ['a: Content-Type: b: Content-Type: c', 'a', 'content-type', undefined],
  ])('%j has a pattern, a header and a value', (line, pattern, name, value) => {
    if (value === undefined) expect(() => readHeaderLines([line])).toThrow('media type');
    else expect(readHeaderLines([line])).toEqual([{ pattern, name, value }]);
  });

  test.each([
    ['Cache-Control: no-cache', 'write PATTERN: Header: value'],
    ['*.html: X-Frame-Options: DENY', 'write PATTERN: Header: value, with Cache-Control, '],
    ['*.html: x-amz-acl: public-read', 'write PATTERN: Header: value'],
    ['*.html Cache-Control no-cache', 'write PATTERN: Header: value'],
    ['*.html: x-amz-meta-: a', 'the name of metadata has letters'],
    ['*.html: x-amz-meta-a/b: a', 'the name of metadata has letters'],
    ['!*.html: Cache-Control: no-cache', 'a pattern cannot exclude here'],
    ['*.html: Cache-Control: no-cache\rx-amz-acl: public-read', 'a header must be ASCII on one line'],
    ['*.html: Cache-Control: ü', 'a header must be ASCII on one line'],
    ['*.html: Content-Type: html', 'this is not a media type'],
    ['*.html: Content-Encoding: gzip; q=1', 'this is not an encoding'],
    ['*.html: Content-Encoding: aws-chunked, gzip', 'this is not an encoding'],
    ['*.html: Expires: tomorrow', 'this is not a date'],
    ['*.html: Expires: Xxx, 99 Yyy 2026 12:00:00 GMT', 'this is not a date'],
  ])('%j is refused', (line, why) => {
    const read = () => checkUploadInputs({ headers: line });
    expect(read).toThrow(InputError);
    expect(read).toThrow(/^headers has the line '/);
    expect(read).toThrow(why);
  });
});

describe('the headers of an object', () => {
  const ACL = { 'x-amz-acl': 'bucket-owner-full-control' };
  const headersOf = (path: string, headers: string, paths = [path], more = {}) =>
    new ObjectHeaders(checkUploadInputs({ headers, ...more }), paths).of(path);

  test('come from the last matching line, or otherwise from the other settings', () => {
    const lines =
      '**: Cache-Control: max-age=60\n**/*.html: Cache-Control: no-cache\nb/: Content-Language: de';
    const more = { cacheControl: 'max-age=1', contentType: 'a/b', metadata: 'a=b' };
    const of = (path: string) => headersOf(path, lines, ['b/x', 'c/y.html'], more);
    const common = { 'content-type': 'a/b', 'x-amz-meta-a': 'b', ...ACL };
    expect(of('b/x')).toEqual({ ...common, 'cache-control': 'max-age=60', 'content-language': 'de' });
    expect(of('c/y.html')).toEqual({ ...common, 'cache-control': 'no-cache' });
  });

  test('are omitted with an empty value', () => {
    const lines = '**: Cache-Control:\n**: Content-Encoding:\n**: Content-Type:\n**: x-amz-meta-a:';
    const more = { cacheControl: 'max-age=1', contentType: 'a/b', metadata: 'a=b' };
    expect(headersOf('a.svgz', lines, ['a.svgz'], more)).toEqual({ 'content-type': 'image/svg+xml', ...ACL });
  });

  test.each([
    ['app.js.br', 'br', 'text/javascript; charset=utf-8'],
    ['app.css.gz', 'gzip', 'text/css; charset=utf-8'],
    ['data.json.zst', 'zstd', 'application/json'],
    ['app.js', 'gzip', 'text/javascript; charset=utf-8'],
  ])('%s with a Content-Encoding has the type of what was compressed', (path, encoding, type) => {
    expect(headersOf(path, `**: Content-Encoding: ${encoding}`)).toEqual({
      'content-type': type,
      'content-encoding': encoding,
      ...ACL,
    });
  });

  test('a compressed file is served unchanged without such a line', () => {
    expect(headersOf('app.js.gz', '')).toEqual({ 'content-type': 'application/gzip', ...ACL });
  });

  test('an existing name is not read as a pattern', () => {
    const lines = '[slug].html: Cache-Control: no-cache';
    const paths = ['[slug].html', 's.html'];
    expect(headersOf('[slug].html', lines, paths)).toHaveProperty('cache-control');
    expect(headersOf('s.html', lines, paths)).not.toHaveProperty('cache-control');
  });

  test.each([
    ['metadata', 'x-amz-meta-a', { metadata: `b=${'v'.repeat(1_100)}` }],
    ['headers', 'Content-Disposition', { cacheControl: 'v'.repeat(1_100) }],
  ])('are refused if S3 would refuse them: all %s together', (what, name, more) => {
    const read = () => headersOf('a/b', `a/b: ${name}: ${'v'.repeat(1_100)}`, ['a/b'], more);
    expect(read).toThrow(InputError);
    expect(read).toThrow(new RegExp(`^headers gives 'a/b' 2,[23]\\d\\d bytes of ${what}, but`));
  });

  test.each(['/a: Expires:', '../a: Expires:', `${'a'.repeat(70_000)}: Expires:`])(
    'a pattern that can match nothing is refused (%#)',
    (lines) => {
      expect(() => headersOf('a', lines)).toThrow(/^headers has '/);
    },
  );

  test('a pattern that matches no file is named', () => {
    const headers = '*.html: Expires:\nb/*.css: Expires:\na/**: Expires:';
    const { notes } = new ObjectHeaders(checkUploadInputs({ headers }), ['a/x.html']);
    expect(notes).toEqual([
      "headers has '*.html', which matches no file. Write **/*.html for files in folders too.",
      "headers has 'b/*.css', which matches no file.",
    ]);
  });
});
