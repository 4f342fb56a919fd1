import { escapeData } from './workflow-command.ts';

/**
 * The fewest bytes (UTF-8) that are worth masking. Anything shorter stands in so much other text that masking it would
 * destroy the output and, by the holes, tell what it is. Four bytes also leave at least four certain characters of
 * base64 at each of its three shifts.
 */
const SHORTEST_SECRET_BYTES = 4;

/** One way of writing a secret. */
export interface Encoding {
  readonly text: string;
  /** Set when tools break this encoding into lines, as base64(1) and `xxd -p` do. */
  readonly lines?: {
    /** Lines are broken after a multiple of so many characters. */
    readonly unit: number;
    /** The column of the first character in a line, modulo `unit`. */
    readonly phase: number;
    /** Characters in one line that are enough to know the secret by, whatever stands between the lines. */
    readonly piece?: number;
  };
}

/**
 * Everything to search for so that a secret is found however it was written: as it is, base64 and base64url wherever
 * it stands in the encoded bytes, base64 of that, hex, percent-encoded for URIs and forms, once or twice, escaped for
 * JSON, XML, HTML and shells, in UTF-16, and in base64 of UTF-16. Of a secret with several lines, each line by itself
 * as well, as GitHub's add-mask does. No encoding comes twice.
 *
 * A secret or line that is blank or shorter than four bytes yields nothing, see {@link SHORTEST_SECRET_BYTES}. What is
 * compressed, encrypted or encoded twice in another way is not covered; dumps are, by the `Masker`.
 */
export function encodings(secret: string): string[] {
  return [...new Set(describeEncodings(secret).map(({ text }) => text))];
}

/** The same as {@link encodings}, with what is known about line breaks, and not yet without duplicates. */
export function describeEncodings(secret: string): Encoding[] {
  return piecesOf(secret).flatMap((piece) => {
    const bytes = Buffer.from(piece);
    const texts = [
      piece,
      ...percentEncoded(piece),
      ...jsonEscaped(piece),
      ...markupEscaped(piece),
      ...shellEscaped(piece),
      ...utf16(piece),
    ];
    return [...texts.map((text) => ({ text })), ...hex(bytes), ...base64(bytes), ...encodedTwice(piece)];
  });
}

/** The secret and its lines, with and without the blanks around them: a file's last newline is seldom printed. */
function piecesOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/);
  const pieces = new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())]);
  return [...pieces].filter((piece) => Buffer.byteLength(piece.trim()) >= SHORTEST_SECRET_BYTES);
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
/** Characters of base64 in a line that are masked by themselves. Eight, 48 bits, are nowhere by chance. */
const BASE64_PIECE = 8;
/** The same of what was encoded twice, which is longer. */
const LONG_PIECE = 16;

/**
 * Base64 of anything that holds the secret: the characters that the secret alone decides. Where the secret ends the
 * encoded text, its last character is certain too, with padding or without.
 */
function base64(bytes: Buffer): Encoding[] {
  return SHIFTS.flatMap((shift) => {
    const { lines, certain, last } = base64At(bytes, shift, BASE64_PIECE);
    const texts = [certain, ...last].flatMap((text) => [{ text }, { text: base64url(text) }]);
    return [{ text: certain, lines }, ...texts];
  });
}

/** Base64 after 3n + `shift` bytes. */
function base64At(bytes: Buffer, shift: number, piece: number) {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const first = Math.ceil((shift * 8) / 6);
  const certain = padded.slice(first, Math.floor(((shift + bytes.length) * 8) / 6));
  const end = padded.slice(first);
  return { lines: { unit: 4, phase: first, piece }, certain, last: [end, end.replace(/=+$/, '')] };
}

/** Columns after which openssl and base64(1) break a line. */
const COLUMNS = [64, 76] as const;

/** Base64 of base64, in one line or broken; and of UTF-16, which PowerShell encodes. */
function encodedTwice(piece: string): Encoding[] {
  const bytes = Buffer.from(piece);
  const whole = bytes.toString('base64');
  const inner = [
    whole,
    ...COLUMNS.map((columns) => whole.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), '$&\n')),
    ...SHIFTS.map((shift) => base64At(bytes, shift, LONG_PIECE).certain),
  ];
  const inBytes = [...new Set(inner)].map((text) => Buffer.from(text));
  return [...inBytes, Buffer.from(piece, 'utf16le')].flatMap((encoded) =>
    SHIFTS.flatMap((shift) => {
      const { lines, certain, last } = base64At(encoded, shift, LONG_PIECE);
      return [{ text: certain, lines }, ...last.map((text) => ({ text }))];
    }),
  );
}

/** What both byte orders of UTF-16 have in common. Its bytes are those of a text with NULs for ASCII alone. */
function utf16(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return /^[\x00-\x7f]+$/.test(text) ? [text.split('').join('\0')] : [];
}

function base64url(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** The bytes that an encoder does not leave as they are, and what becomes of a space. */
const PERCENT_ENCODERS: readonly { readonly encoded: RegExp; readonly space?: string }[] = [
  // RFC 3986, section 2.3: AWS signatures, C#, Go; as a path, and Python's quote(); as a form, and Python's quote_plus().
  { encoded: /[^A-Za-z0-9\-_.~]/g },
  { encoded: /[^A-Za-z0-9\-_.~/]/g },
  { encoded: /[^A-Za-z0-9\-_.~]/g, space: '+' },
  // ECMA-262: encodeURIComponent and encodeURI.
  { encoded: /[^A-Za-z0-9\-_.!~*'()]/g },
  { encoded: /[^A-Za-z0-9\-_.!~*'();/?:@&=+$,#]/g },
  // The URL standard's application/x-www-form-urlencoded, and Java's URLEncoder.
  { encoded: /[^A-Za-z0-9\-_.*]/g, space: '+' },
];

function percentEncoded(text: string): string[] {
  // One character for each byte.
  const bytes = Buffer.from(text).toString('latin1');
  const variants = PERCENT_ENCODERS.flatMap(({ encoded, space = '%20' }) => {
    const upper = bytes.replace(encoded, (byte) => (byte === ' ' ? space : percentByte(byte)));
    const once = [upper, upper.replace(/%../g, (code) => code.toLowerCase())];
    return [...once, ...once.map((text) => text.replaceAll('%', '%25'))];
  });
  return [escapeData(text), ...variants];
}

function percentByte(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** What JSON itself has escaped, half a surrogate pair included. */
const ESCAPED_BY_JSON = /["\\\p{Cc}]|\p{Cs}/u;

/** What an encoder writes as `\uXXXX` although JSON does not ask for it. */
const JSON_ENCODERS: readonly { readonly escaped: RegExp; readonly upperCase?: boolean }[] = [
  // Nothing: JavaScript, Rust, jq.
  { escaped: /(?!)/ },
  // Python, and PHP but for its slashes.
  { escaped: /[^ -~]/ },
  // Go and Rails; Gson.
  { escaped: /[<>&\u2028\u2029]/ },
  { escaped: /[<>&='\u2028\u2029]/ },
  // .NET's System.Text.Json.
  { escaped: /["'&+<>`]|[^ -~]/, upperCase: true },
];

function jsonEscaped(text: string): string[] {
  return JSON_ENCODERS.flatMap(({ escaped, upperCase = false }) => {
    const either = new RegExp(`${ESCAPED_BY_JSON.source}|${escaped.source}`, 'gu');
    const encoded = text.replace(either, (character) => jsonCharacter(character, escaped, upperCase));
    return [encoded, encoded.replaceAll('/', '\\/')];
  });
}

function jsonCharacter(character: string, escaped: RegExp, upperCase: boolean): string {
  const usual = JSON.stringify(character).slice(1, -1);
  const hasShortForm = /^\\[^u"]/.test(usual);
  const encoded = escaped.test(character) && !hasShortForm ? unicodeEscape(character) : usual;
  return upperCase ? encoded.replace(/(?<=\\u)[0-9a-f]{4}/g, (digits) => digits.toUpperCase()) : encoded;
}

function unicodeEscape(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

const MARKUP_ENCODERS: readonly Readonly<Record<string, string>>[] = [
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

/** All that is neither letter nor digit, by number. */
const NUMERIC_ENCODERS: readonly ((code: number) => string)[] = [
  (code) => `&#${code};`,
  (code) => `&#x${code.toString(16)};`,
  (code) => `&#x${code.toString(16).toUpperCase()};`,
];

function markupEscaped(text: string): string[] {
  const named = MARKUP_ENCODERS.map((entities) =>
    text.replace(/[^\w\s]/g, (character) => entities[character] ?? character),
  );
  const numeric = NUMERIC_ENCODERS.map((encode) =>
    text.replace(/[^\p{L}\p{N}]/gu, (character) => encode(character.codePointAt(0) ?? 0)),
  );
  const once = [...named, ...numeric];
  return [...once, ...once.map((markup) => markup.replaceAll('&', '&amp;'))];
}

function shellEscaped(text: string): string[] {
  return [
    // In single quotes: sh and `set -x`; Python's shlex; PowerShell, YAML and SQL.
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll("'", "''"),
    // In double quotes: sh; Windows' command line; PowerShell.
    text.replace(/[\\"$`]/g, '\\$&'),
    text.replaceAll('"', '\\"'),
    text.replace(/["$`]/g, '`$&'),
    // Without quotes: bash's `printf %q`.
    text.replace(/[\s'"|&;()<>\\!{}*[\]?^$`,]/g, '\\$&'),
  ];
}
