import { escapeData } from './workflow-command.ts';

/**
 * The shortest secret that is masked, in bytes of UTF-8. Shorter ones occur in so much other text that masking would
 * destroy the output and, by the gaps, reveal them. Four bytes also leave at least four certain characters of base64 at
 * each of its three shifts.
 */
const SHORTEST_SECRET_BYTES = 4;

/** One way of writing a secret. */
export interface Encoding {
  readonly text: string;
  /** Set when tools break this encoding into lines, as base64(1) and `xxd -p` do. */
  readonly lines?: {
    /** Lines are broken after a multiple of this many characters. */
    readonly unit: number;
    /** The column of the first character in a line, modulo `unit`. */
    readonly phase: number;
    /** How many characters in one line identify the secret, whatever is between the lines. */
    readonly piece?: number;
  };
}

/**
 * Everything to search for to find a secret in any encoding: as it is, base64 and base64url at any position in the encoded
 * bytes, base64 of that, hex, percent-encoded for URIs and forms, once or twice, escaped for JSON, XML, HTML and shells, in
 * UTF-16, and in base64 of UTF-16. Each line of a secret with several lines is also searched for on its own, like GitHub's
 * add-mask. There are no duplicates.
 *
 * Blank secrets or lines, and those shorter than four bytes, yield nothing, see {@link SHORTEST_SECRET_BYTES}. Text that is
 * compressed, encrypted or encoded twice in another way is not covered. Dumps are covered by the `Masker`.
 */
export function encodings(secret: string): string[] {
  return [...new Set(describeEncodings(secret).map(({ text }) => text))];
}

/** Like {@link encodings}, with line breaks, and with duplicates. */
export function describeEncodings(secret: string): Encoding[] {
  return piecesOf(secret).flatMap((piece) => {
    const bytes = Buffer.from(piece);
    const unbroken = [...new Set([...escaped(piece), ...utf16(piece)])].map((text) => ({ text }));
    return [...unbroken, ...hex(bytes), ...base64(bytes), ...encodedTwice(piece)];
  });
}

/**
 * The secret and its lines, with and without surrounding white space, because a file's last line break is rarely
 * printed.
 */
function piecesOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/);
  const pieces = new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())]);
  return [...pieces].filter(isMaskable);
}

/** Whether a secret is masked. Blank ones, and those shorter than four bytes, are not. */
export function isMaskable(secret: string): boolean {
  return Buffer.byteLength(secret.trim()) >= SHORTEST_SECRET_BYTES;
}

function hex(bytes: Buffer): Encoding[] {
  const lower = bytes.toString('hex');
  const lines = { unit: 2, phase: 0, piece: 16 };
  return [
    { text: lower, lines },
    { text: lower.toUpperCase(), lines },
  ];
}

/** The three places in base64 at which bytes can begin. */
const SHIFTS = [0, 1, 2] as const;
/** How many characters of base64 in a line are masked on their own. Eight, 48 bits, do not occur by chance. */
const BASE64_PIECE = 8;
/** The same for secrets that were encoded twice, which are longer. */
const LONG_PIECE = 16;

/**
 * Base64 of any text that contains the secret: the characters that depend only on the secret. If the secret ends the
 * encoded text, its last character is certain too, with or without padding.
 */
function base64(bytes: Buffer): Encoding[] {
  return base64Shifted(bytes, BASE64_PIECE).flatMap(({ lines, certain, last }) => {
    const texts = [base64url(certain), ...last.flatMap((text) => [text, base64url(text)])];
    return [{ text: certain, lines }, ...texts.map((text) => ({ text }))];
  });
}

/** Base64 after 3n bytes, 3n + 1 and 3n + 2. */
function base64Shifted(bytes: Buffer, piece: number) {
  const padded = Buffer.concat([Buffer.alloc(2), bytes]);
  return SHIFTS.map((shift) => {
    const text = padded.toString('base64', 2 - shift);
    const first = Math.ceil((shift * 8) / 6);
    const sextets = ((shift + bytes.length) * 8) / 6;
    const last = [text.slice(first), text.slice(first, Math.ceil(sextets))];
    return {
      lines: { unit: 4, phase: first, piece },
      certain: text.slice(first, Math.floor(sextets)),
      last,
    };
  });
}

/** Columns after which openssl and base64(1) break a line. */
const COLUMNS = [64, 76] as const;

/** Base64 of base64, in one line or broken; and of UTF-16, which PowerShell encodes. */
function encodedTwice(piece: string): Encoding[] {
  const bytes = Buffer.from(piece);
  const whole = bytes.toString('base64');
  const inner = [
    whole,
    ...COLUMNS.map((columns) => broken(whole, columns)),
    ...base64Shifted(bytes, LONG_PIECE).map(({ certain }) => certain),
  ];
  const inBytes = [...new Set(inner)].map((text) => Buffer.from(text));
  return [...inBytes, Buffer.from(piece, 'utf16le')].flatMap((encoded) =>
    base64Shifted(encoded, LONG_PIECE).flatMap(({ lines, certain, last }) => [
      { text: certain, lines },
      ...last.map((text) => ({ text })),
    ]),
  );
}

function broken(text: string, columns: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += columns) lines.push(text.slice(at, at + columns));
  return lines.join('\n');
}

/** The part that both byte orders of UTF-16 share. This works only for ASCII, whose bytes alternate with NULs. */
function utf16(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return /^[\x00-\x7f]+$/.test(text) ? [text.split('').join('\0')] : [];
}

function base64url(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** What an encoder writes for one character. No encoder changes ASCII letters and digits. */
type Encode = (character: string) => string;

/** The secret as each encoder writes it, including the secret itself. */
function escaped(text: string): string[] {
  // Split once, because a secret has few characters that an encoder changes, and there are many encoders.
  const parts = text.split(/([^A-Za-z0-9])/u);
  const each = (encoders: readonly Encode[]) => encoders.map((encode) => encodeParts(parts, encode));
  return [
    text,
    escapeData(text),
    ...each(PERCENT_ENCODERS).flatMap((upper) => {
      const once = [upper, upper.replace(/%../g, (code) => code.toLowerCase())];
      return [...once, ...once.map((text) => text.replaceAll('%', '%25'))];
    }),
    ...each(JSON_ENCODERS).flatMap((json) => [json, json.replaceAll('/', '\\/')]),
    ...each(MARKUP_ENCODERS).flatMap((markup) => [markup, markup.replaceAll('&', '&amp;')]),
    ...each(SHELL_ENCODERS),
  ];
}

/** @param parts every second one is a character for the encoder */
function encodeParts(parts: readonly string[], encode: Encode): string {
  return parts.map((part, index) => (index % 2 === 0 ? part : encode(part))).join('');
}

const PERCENT_ENCODERS: readonly Encode[] = [
  // RFC 3986, section 2.3: AWS signatures, C#, Go; as a path, and Python's quote(); as a form, and Python's quote_plus().
  percentEncoder('-_.~'),
  percentEncoder('-_.~/'),
  percentEncoder('-_.~', '+'),
  // ECMA-262: encodeURIComponent and encodeURI.
  percentEncoder("-_.!~*'()"),
  percentEncoder("-_.!~*'();/?:@&=+$,#"),
  // The URL standard's application/x-www-form-urlencoded, and Java's URLEncoder.
  percentEncoder('-_.*', '+'),
];

/** @param kept the characters that stay as they are, in addition to letters and digits */
function percentEncoder(kept: string, space = '%20'): Encode {
  return (character) => {
    if (character === ' ') return space;
    return kept.includes(character) ? character : percentBytes(character);
  };
}

function percentBytes(character: string): string {
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '%$&');
}

/** Encoders differ in what they write as `\uXXXX` although JSON does not require it. */
const JSON_ENCODERS: readonly Encode[] = [
  // Nothing: JavaScript, Rust, jq.
  jsonEncoder(/(?!)/),
  // Python, and PHP except for its slashes.
  jsonEncoder(/[^ -~]/),
  // Go and Rails; Gson.
  jsonEncoder(/[<>&\u2028\u2029]/),
  jsonEncoder(/[<>&='\u2028\u2029]/),
  // .NET's System.Text.Json.
  jsonEncoder(/["'&+<>`]|[^ -~]/, (digits) => digits.toUpperCase()),
];

function jsonEncoder(escaped: RegExp, digitCase = (digits: string) => digits): Encode {
  return (character) => {
    const usual = JSON.stringify(character).slice(1, -1);
    const hasShortForm = /^\\[^u"]/.test(usual);
    const encoded = escaped.test(character) && !hasShortForm ? unicodeEscape(character) : usual;
    return encoded.replace(/(?<=\\u)[0-9a-f]{4}/g, digitCase);
  };
}

function unicodeEscape(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

const ENTITIES: readonly Readonly<Record<string, string>>[] = [
  // XML text; XML attributes; HTML as PHP and lodash, Python, Jinja and Go, Handlebars write it.
  { '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;', '+': '&#43;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
  // OWASP and Mustache, which escape slashes; Underscore and others by number; by all names.
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#47;' },
  {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
    ...{ '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
  },
  {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
    ...{ '/': '&sol;', '+': '&plus;', '=': '&equals;' },
  },
];

const MARKUP_ENCODERS: readonly Encode[] = [
  ...ENTITIES.map(
    (entities): Encode =>
      (character) =>
        entities[character] ?? character,
  ),
  // Everything except letters and digits, by number.
  numericEncoder((code) => `&#${code};`),
  numericEncoder((code) => `&#x${code.toString(16)};`),
  numericEncoder((code) => `&#x${code.toString(16).toUpperCase()};`),
];

function numericEncoder(write: (code: number) => string): Encode {
  return (character) => (isWordCharacter(character) ? character : write(character.codePointAt(0) ?? 0));
}

/** Whether it is a letter or digit of any language. */
function isWordCharacter(character: string): boolean {
  return character > '\x7f' && /[\p{L}\p{N}]/u.test(character);
}

const SHELL_ENCODERS: readonly Encode[] = [
  // In single quotes: sh and `set -x`; Python's shlex; PowerShell, YAML and SQL.
  (character) => (character === "'" ? "'\\''" : character),
  (character) => (character === "'" ? `'"'"'` : character),
  (character) => (character === "'" ? "''" : character),
  // In double quotes: sh; Windows' command line; PowerShell.
  (character) => character.replace(/[\\"$`]/, '\\$&'),
  (character) => (character === '"' ? '\\"' : character),
  (character) => character.replace(/["$`]/, '`$&'),
  // Without quotes: bash's `printf %q`.
  (character) => character.replace(/[\s'"|&;()<>\\!{}*[\]?^$`,]/, '\\$&'),
];
