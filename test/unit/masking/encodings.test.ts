import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodings, redact } from '../../../src/masking/index.ts';

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY=';
const AWKWARD = `p"s's\\w/o+r=d &<>\`$é😀~!*();`;

describe('a secret is masked as written by', () => {
  it.each<{ name: string; secret?: string; written: string }>([
    { name: 'itself', written: AWKWARD },
    { name: 'hex, lower case', written: Buffer.from(AWKWARD).toString('hex') },
    { name: 'hex, upper case', written: Buffer.from(AWKWARD).toString('hex').toUpperCase() },
    { name: 'base64', written: Buffer.from(AWKWARD).toString('base64') },
    { name: 'base64 without padding', secret: 'a>?b', written: 'YT4/Yg' },
    { name: 'base64url', secret: 'a>?b>?c', written: 'YT4_Yj4_Yw' },
    { name: 'base64url with padding', secret: 'a>?b>?c', written: 'YT4_Yj4_Yw==' },
    { name: 'encodeURIComponent', written: encodeURIComponent(AWKWARD) },
    {
      name: 'encodeURIComponent, lower case',
      secret: KEY,
      written: KEY.replace('/', '%2f').replace('+', '%2b').replace('=', '%3d'),
    },
    { name: 'encodeURI', written: encodeURI(AWKWARD) },
    { name: 'a form', written: new URLSearchParams({ AWKWARD }).toString().slice('AWKWARD='.length) },
    { name: 'an AWS signature', secret: "a b!c*d'e(f)~", written: 'a%20b%21c%2Ad%27e%28f%29~' },
    {
      name: "Python's urllib.parse.quote",
      secret: KEY,
      written: KEY.replace('+', '%2B').replace('=', '%3D'),
    },
    { name: "Python's urllib.parse.quote_plus", secret: "a b!c*d'e~", written: 'a+b%21c%2Ad%27e~' },
    { name: "GitHub's workflow commands", secret: '100% sure\nyes', written: '100%25 sure%0Ayes' },
    { name: 'JSON.stringify', written: JSON.stringify(AWKWARD).slice(1, -1) },
    { name: 'JSON.stringify, control characters', secret: 'a\tb\u0001c', written: 'a\\tb\\u0001c' },
    { name: "PHP's json_encode", secret: 'é/"b"', written: '\\u00e9\\/\\"b\\"' },
    { name: "Python's json.dumps", secret: 'é/😀\u007f', written: '\\u00e9/\\ud83d\\ude00\\u007f' },
    { name: "Go's encoding/json", secret: "a<b>c&d='e'", written: "a\\u003cb\\u003ec\\u0026d='e'" },
    { name: 'Gson', secret: "a<b>c&d='e'", written: 'a\\u003cb\\u003ec\\u0026d\\u003d\\u0027e\\u0027' },
    { name: ".NET's System.Text.Json", secret: 'a+/"é\n', written: 'a\\u002B/\\u0022\\u00E9\\n' },
    { name: 'XML text', secret: `a&b<c>"d"`, written: `a&amp;b&lt;c&gt;"d"` },
    { name: 'an XML attribute', secret: `a&"b"'c'`, written: 'a&amp;&quot;b&quot;&apos;c&apos;' },
    { name: "Python's html.escape", secret: `a&"b"'c'`, written: 'a&amp;&quot;b&quot;&#x27;c&#x27;' },
    { name: "Go's html/template", secret: `a+"b"'c'`, written: 'a&#43;&#34;b&#34;&#39;c&#39;' },
    { name: 'Handlebars', secret: 'a=`b`', written: 'a&#x3D;&#x60;b&#x60;' },
    { name: 'percent-encoding, twice', secret: KEY, written: encodeURIComponent(encodeURIComponent(KEY)) },
    { name: 'OWASP', secret: KEY, written: KEY.replace('/', '&#x2F;') },
    { name: 'Mustache', secret: KEY, written: KEY.replace('/', '&#x2F;').replace('=', '&#x3D;') },
    { name: 'entities by number', secret: 'a+b/c=', written: 'a&#43;b&#47;c&#61;' },
    { name: 'entities by number in hex', secret: 'a+b/c=', written: 'a&#x2b;b&#x2f;c&#x3d;' },
    { name: 'entities by name', secret: 'a+b/c=', written: 'a&plus;b&sol;c&equals;' },
    { name: 'entities, twice', secret: `a&b<c`, written: 'a&amp;amp;b&amp;lt;c' },
    { name: 'UTF-16, little-endian', secret: KEY, written: KEY.split('').join('\0') },
    {
      name: 'base64 of UTF-16, as PowerShell has it',
      secret: KEY,
      written: Buffer.from(KEY, 'utf16le').toString('base64'),
    },
    {
      name: 'base64 of base64',
      secret: KEY,
      written: Buffer.from(Buffer.from(KEY).toString('base64')).toString('base64'),
    },
    { name: 'single quotes of a shell', secret: "it's", written: "it'\\''s" },
    { name: "Python's shlex.quote", secret: "it's", written: `it'"'"'s` },
    { name: 'single quotes of PowerShell', secret: "it's", written: "it''s" },
    { name: 'double quotes of a shell', secret: 'a"b$c`d\\e', written: 'a\\"b\\$c\\`d\\\\e' },
    { name: 'double quotes of PowerShell', secret: 'a"b$c', written: 'a`"b`$c' },
    { name: "bash's printf %q", secret: 'a b&c;(d)', written: 'a\\ b\\&c\\;\\(d\\)' },
  ])('$name', ({ secret = AWKWARD, written }) => {
    expect(redact(`before ${written} after`, [secret])).toBe('before *** after');
  });
});

it('finds base64 at any position of the secret in the encoded text', () => {
  const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 60 });
  const around = fc.uint8Array({ maxLength: 7 });
  fc.assert(
    fc.property(
      ascii,
      around,
      around,
      fc.constantFrom('base64', 'base64url'),
      (secret, before, after, encoding) => {
        fc.pre(secret.trim().length >= 8);
        const encoded = Buffer.concat([before, Buffer.from(secret), after]).toString(encoding);
        // The characters that contain only bits of the secret.
        const certain = encoded.slice(
          Math.ceil((before.length * 8) / 6),
          Math.floor(((before.length + secret.length) * 8) / 6),
        );
        const output = redact(encoded, [secret]);
        expect(encoded).toContain(certain);
        expect(output).toContain('***');
        for (let start = 0; start + 8 <= certain.length; start++) {
          expect(output).not.toContain(certain.slice(start, start + 8));
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('base64 and hex are found across line breaks', () => {
  const environment = (before: number) => Buffer.from(`${'x'.repeat(before)}${KEY}\nHOME=/root\n`);
  const wrap = (text: string, columns: number, newline: string) =>
    text.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), `$&${newline}`);

  it.each([
    { name: 'base64(1)', encoding: 'base64', columns: 76, newline: '\n' },
    { name: 'openssl base64', encoding: 'base64', columns: 64, newline: '\n' },
    { name: 'MIME', encoding: 'base64', columns: 76, newline: '\r\n' },
    { name: 'YAML', encoding: 'base64', columns: 64, newline: '\n    ' },
    { name: 'xxd -p', encoding: 'hex', columns: 60, newline: '\n' },
  ] as const)('as $name breaks them', ({ encoding, columns, newline }) => {
    const whole = Buffer.from(KEY).toString('hex');
    for (let before = 0; before < 80; before++) {
      const output = redact(wrap(environment(before).toString(encoding), columns, newline), [KEY]);
      const left = Buffer.from(output.replaceAll('***', '').replace(/\s/g, ''), encoding).toString('hex');
      const shown = Array.from({ length: whole.length - 11 }, (_, start) => whole.slice(start, start + 12));
      expect(output).toContain('***');
      // No six consecutive bytes of the secret remain.
      expect(shown.filter((part) => left.includes(part))).toEqual([]);
    }
  });
});

describe('what is worth masking', () => {
  it('is each line of a secret with several lines, with or without its indentation', () => {
    const key = '-----BEGIN KEY-----\r\n  MIIBVgIBADANBg\n  kqhkiG9w0BAQEF\n-----END KEY-----\n';
    expect(redact('log: MIIBVgIBADANBg | kqhkiG9w0BAQEF |', [key])).toBe('log: *** | *** |');
    expect(redact(`log: ${key}.`, [key])).toBe('log: ***.');
  });

  it.each(['', 'abc', '    ', '\n\n\n\n\n', 'é1'])('is nothing of %j', (secret) => {
    expect(encodings(secret)).toEqual([]);
  });

  it('is a secret of four bytes', () => {
    expect(redact('a=abcd', ['abcd'])).toBe('a=***');
    expect(redact('a=éé', ['éé'])).toBe('a=***');
  });

  it('is never an encoding of less than four bytes, and never the same one twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (secret) => {
        const all = encodings(secret);
        expect(all.filter((encoding) => Buffer.byteLength(encoding) < 4)).toEqual([]);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
