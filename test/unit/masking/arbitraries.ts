import fc from 'fast-check';
import { encodings } from '../../../src/masking/index.ts';

/**
 * Secrets of one process: unrelated, with a common beginning, inside one another, with several lines, with
 * few characters.
 */
export function relatedSecrets(plain: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const relative = fc.record({ kind: fc.nat(5), cut: fc.nat(12), other: plain });
  return fc.tuple(plain, fc.array(relative, { maxLength: 2 })).map(([first, relatives]) => {
    return [first, ...relatives.map(({ kind, cut, other }) => relate(first, other, kind, cut))];
  });
}

function relate(first: string, other: string, kind: number, cut: number): string {
  const kinds = [other, first + other, first.slice(0, cut) + other, first.slice(cut), first.slice(0, cut)];
  return kinds[kind] ?? `${first.slice(cut)}\n${other}`;
}

/** Text of a few characters, so that its parts repeat, text of a key's characters, and any text. */
export const anySecret = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 3, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019+/='), minLength: 4, maxLength: 44 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
);

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '\n', ' '), maxLength: 12 }).map((text) => Buffer.from(text)),
);

/** A text as a recipe, because what is planted in it depends on the secrets. */
export type Recipe = readonly {
  readonly noise: Uint8Array;
  readonly pick: number;
  readonly cut: number;
  readonly form: number;
}[];

export const recipe: fc.Arbitrary<Recipe> = fc.array(
  fc.record({ noise, pick: fc.nat(), cut: fc.nat(), form: fc.nat(10) }),
  { maxLength: 6 },
);

/**
 * Noise that contains encodings of the secrets: complete, cut off, broken into lines, or inside a larger
 * base64 text.
 */
export function prepareText(steps: Recipe, secrets: readonly string[]): Buffer {
  const all = secrets.map(encodings);
  const parts = steps.flatMap(({ noise, pick, cut, form }) => {
    const secret = secrets[pick % secrets.length] as string;
    const known = all[pick % secrets.length] as string[];
    const encoding = known.length === 0 ? secret : (known[cut % known.length] as string);
    return [noise, plant(secret, Buffer.from(encoding), noise, cut, form)];
  });
  return Buffer.concat(parts);
}

function plant(secret: string, encoding: Buffer, noise: Uint8Array, cut: number, form: number): Buffer {
  const place = cut % (encoding.length + 1);
  const [before, after] = [encoding.subarray(0, place), encoding.subarray(place)];
  if (form === 0) return before;
  if (form === 1) return after;
  if (form === 2)
    return Buffer.concat([before, Buffer.from(['\n', '\r\n', '\r', '\n  '][cut % 4] as string), after]);
  if (form === 3) return Buffer.concat([before, encoding]);
  if (form === 4) return Buffer.from(Buffer.concat([noise, Buffer.from(secret), noise]).toString('base64'));
  if (form > 7) return Buffer.from(dump(Buffer.concat([noise, Buffer.from(secret)]), form * 7 + cut));
  return encoding;
}

/** Rows as xxd, hexdump, od and others write them, of a few bytes each; some are cut short. */
function dump(bytes: Buffer, choice: number): string {
  const width = 4 + (choice % 13);
  const rows = Array.from({ length: Math.ceil(bytes.length / width) }, (_, row) =>
    bytes.subarray(row * width, (row + 1) * width),
  );
  const write = DUMPS[choice % DUMPS.length] as (row: Buffer) => string;
  const text = rows.map((row) => `${write(row)}\n`).join('');
  return choice % 5 === 0 ? text.slice(0, choice % (text.length + 1)) : text;
}

const hex = (row: Buffer) => Array.from(row, (byte) => byte.toString(16).padStart(2, '0'));
const printed = (row: Buffer) => row.toString('latin1').replace(/[^ -~]/g, '.');

const DUMPS: readonly ((row: Buffer) => string)[] = [
  (row) => `00000010: ${row.toString('hex').replace(/.{4}/g, '$& ')}  ${printed(row)}`,
  (row) => `${hex(row.subarray(0, 8)).join(' ')}  ${hex(row.subarray(8)).join(' ')}  |${printed(row)}|`,
  (row) => row.toString('hex').replace(/(.{4})(.{0,4})/g, '$1 $2  '),
  (row) => row.toString('hex').replace(/(..)(..)/g, ' $2$1'),
  (row) => hex(row).join(':').toUpperCase(),
  (row) =>
    `{ ${hex(row)
      .map((digits) => `0x${digits}`)
      .join(', ')} };`,
  (row) => JSON.stringify([...row]),
  (row) => JSON.stringify([...row], null, 2),
  (row) => Array.from(row, (byte) => byte.toString(8).padStart(3, '0')).join(' '),
  (row) => Array.from(row, (byte) => printed(Buffer.of(byte)).padStart(4)).join(''),
  (row) => Array.from(row, (byte) => `${byte}`.padStart(4)).join(''),
];

/** Splits a text at these places, modulo its length. */
export function split(text: Buffer, places: readonly number[]): Buffer[] {
  const cuts = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...cuts, text.length].map((end, index) => text.subarray(cuts[index - 1] ?? 0, end));
}
