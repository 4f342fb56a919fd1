import { printable } from '../../printable.ts';
import { isContentDigest } from './content-digest.ts';
import { ArtifactFailure } from './failure.ts';

const TIME = /^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** Reads JSON that may come from anyone who can write to the bucket, so every value is checked. */
export class JsonReader {
  /** What is read, such as `the manifest`. Every message begins with it. */
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  /** @throws ArtifactFailure of kind `integrity` */
  refuse(problem: string, cause?: unknown): never {
    throw new ArtifactFailure(
      'integrity',
      `Reading ${this.#what} failed: ${problem}. Upload the artifact again, and find out who else can write to the bucket.`,
      { cause },
    );
  }

  parse(text: string): Record<string, unknown> {
    if (hasTooManyValues(text)) this.refuse('it has more values than its files can need');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.refuse('it is not valid JSON', error);
    }
    return this.record(value, 'it');
  }

  record(value: unknown, name: string): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.refuse(`${name} is not an object`);
    return value as Record<string, unknown>;
  }

  list(value: unknown, name: string): unknown[] {
    if (!Array.isArray(value)) this.refuse(`${name} is not a list`);
    return value;
  }

  text(value: unknown, name: string): string {
    if (typeof value !== 'string') this.refuse(`${name} is not a string`);
    if (/\p{Cs}/u.test(value)) this.refuse(`${name} has an unpaired surrogate`);
    return value;
  }

  integer(value: unknown, name: string, most = Number.MAX_SAFE_INTEGER): number {
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > most) {
      this.refuse(`${name} is not a whole number from 0 to ${most}`);
    }
    return value as number;
  }

  sha256(value: unknown, name: string): string {
    const text = this.text(value, name);
    if (!isContentDigest(text))
      this.refuse(`${name} is '${printable(text)}', which is not a SHA-256 in hexadecimal`);
    return text;
  }

  time(value: unknown, name: string): string {
    const text = this.text(value, name);
    if (!TIME.test(text) || Number.isNaN(Date.parse(text))) {
      this.refuse(`${name} is '${printable(text)}', which is not a time such as 2026-01-31T12:00:00.000Z`);
    }
    return text;
  }

  /** An unknown version is refused like a forgery, because anyone can write it. */
  version(value: unknown): void {
    if (Number.isSafeInteger(value) && (value as number) > 1) {
      throw new ArtifactFailure(
        'integrity',
        `Reading ${this.#what} failed: it is of version ${value}, and this program knows only version 1. Use a newer release of otter-sts or of the action.`,
      );
    }
    if (value !== 1) this.refuse('its version is not 1');
  }
}

/** The least bytes of text for each object, list or further value in what an upload writes. */
const BYTES_OF_OBJECT = 24;
const BYTES_OF_VALUE = 6;
/** Texts up to this size are always parsed. */
const SMALL = 1024 * 1024;

/** More members than any object of an upload has. A dictionary of millions takes seconds to build. */
const MANY_MEMBERS = 32;
/** An upload's objects are no deeper than a list in an object. */
const DEEP = 8;

/** Whether parsing would take far more time or memory than the length suggests: 114 MiB of `{}` took 4.5 GB. */
function hasTooManyValues(text: string): boolean {
  if (text.length <= SMALL) return false;
  let left = text.length;
  let inString = false;
  // The number of further members that each open object may have. A list may have any number.
  const open: number[] = [];
  for (let at = 0; at < text.length && left >= 0; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inString = !inString;
    else if (inString) at += code === BACKSLASH ? 1 : 0;
    else if (code === COMMA) {
      left -= BYTES_OF_VALUE;
      const members = (open.pop() ?? 0) - 1;
      if (members < 0) return true;
      open.push(members);
    } else if (code === BRACE || code === BRACKET) {
      left -= BYTES_OF_OBJECT;
      if (open.push(code === BRACE ? MANY_MEMBERS : Number.POSITIVE_INFINITY) > DEEP) return true;
    } else if (code === END_OF_BRACE || code === END_OF_BRACKET) open.pop();
  }
  return left < 0;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const END_OF_BRACKET = 0x5d;
const BRACE = 0x7b;
const END_OF_BRACE = 0x7d;
