import { expect, test } from 'vitest';
import { lineMasks } from '../../src/masking/line-masks.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzLKEYsQw';
/** Lines before the secret, each a byte longer, so that it starts at every column. */
const COLUMNS = Array.from({ length: 16 }, (_, column) => column);

interface Tool {
  readonly name: string;
  /** Dumps standard input. */
  readonly command: string;
  /** What the masks leave of the bytes: text in which unmasked bytes would be in a row. */
  readonly read: (output: string) => string;
  /** How many consecutive bytes of the secret may stay at the ends of a row. By default three. */
  readonly shown?: number;
  /** Whether the secret itself is in several rows. */
  readonly inRows?: true;
}

const GAP = '\n';
/** The visible bytes of a dump, with a gap for each masked one. */
const bytes = (output: string, unit: RegExp, value: (digits: string) => string) =>
  [...output.matchAll(new RegExp(`\\*\\*\\*|${unit.source}`, 'g'))]
    .map(([found]) => (found === '***' ? GAP : value(found)))
    .join('');
const ofHex = (digits: string) => Buffer.from(digits, 'hex').toString('latin1');
const hexColumn = (output: string) => output.replace(/^[0-9a-f]+:? |\s\|.*$| {2}\S*$/gm, ' ');
const hex = (output: string) => bytes(hexColumn(output), /[0-9a-fA-F]{2}/, ofHex);
const words = (output: string) =>
  bytes(output.replace(/^[0-9a-f]{7}/gm, ''), /[0-9a-f]{4}/, (word) =>
    ofHex(word.slice(2) + word.slice(0, 2)),
  );

const TOOLS: readonly Tool[] = [
  { name: 'xxd', command: 'xxd', read: hex },
  { name: 'xxd -u -c 12', command: 'xxd -u -c 12', read: hex },
  { name: 'xxd -i', command: 'xxd -i', read: (output) => bytes(output, /(?<=0x)../, ofHex) },
  {
    name: 'xxd -p',
    command: 'xxd -p | sed "s/^/service-1  | /"',
    read: (output) => bytes(output.replace(/^service-1 {2}\| /gm, ''), /[0-9a-f]{2}/, ofHex),
    shown: 6,
  },
  { name: 'hexdump -C', command: 'hexdump -C', read: hex },
  { name: 'hexdump', command: 'hexdump', read: words },
  { name: 'od -x', command: 'od -x', read: words },
  { name: 'od -tx1', command: 'od -tx1', read: hex },
  { name: 'od -tx1z', command: 'od -tx1z', read: hex },
  {
    name: 'od',
    command: 'od',
    read: (output) =>
      bytes(output.replace(/^\d{7}/gm, ''), /[0-7]{6}/, (word) => {
        const value = Number.parseInt(word, 8);
        return String.fromCharCode(value & 0xff, value >> 8);
      }),
  },
  {
    name: 'od -b',
    command: 'od -b',
    read: (output) =>
      bytes(output.replace(/^\d{7}/gm, ''), /[0-7]{3}/, (byte) =>
        String.fromCharCode(Number.parseInt(byte, 8)),
      ),
  },
  { name: 'od -c', command: 'od -c', read: (output) => output.replace(/^\d{7}| /gm, '') },
  { name: 'hexdump -c', command: 'hexdump -c', read: (output) => output.replace(/^\d{7}| /gm, '') },
  {
    name: 'od -tu1',
    command: 'od -tu1',
    read: (output) =>
      bytes(output.replace(/^\d{7}/gm, ''), /\d+/, (byte) => String.fromCharCode(Number(byte))),
  },
  {
    name: "Node's Buffer",
    command: `node -e 'require("fs").readFileSync(0).toString("latin1").match(/.{1,50}/gs).forEach((t) => console.log(Buffer.from(t)))'`,
    read: hex,
  },
  {
    name: "Node's Buffer as JSON",
    command: `node -e 'console.log(JSON.stringify(require("fs").readFileSync(0), null, 2))'`,
    inRows: true,
    read: (output) => bytes(output, /\d+/, (byte) => String.fromCharCode(Number(byte))),
  },
  {
    name: "Python's list",
    command: `python3 -c 'import sys; print(list(sys.stdin.buffer.read()))'`,
    read: (output) => bytes(output, /\d+/, (byte) => String.fromCharCode(Number(byte))),
  },
  {
    name: "Python's hex with colons",
    command: `python3 -c 'import sys; print(sys.stdin.buffer.read().hex(":").upper())'`,
    read: hex,
  },
];

const longestShown = (text: string) => {
  for (let length = KEY.length; length > 0; length -= 1) {
    for (let start = 0; start + length <= KEY.length; start += 1) {
      if (text.includes(KEY.slice(start, start + length))) return length;
    }
  }
  return 0;
};

/** The output of the tool with the secret at every column. */
const show = (command: string) =>
  runOrThrow('sh', [
    '-c',
    COLUMNS.map(
      (column) => `printf '%s%s tail of the line\\n' '${'.'.repeat(column)}' '${KEY}' | ${command}; echo`,
    ).join('\n'),
  ]);

/** Masks it with `otter-sts mask`. */
const mask = (output: string) =>
  runOrThrow('node', ['cli/main.ts', 'mask'], {
    cwd: projectFolder,
    env: { AWS_SECRET_ACCESS_KEY: KEY },
    input: output,
  });

/** Masks it like a runner, which looks for exact strings line by line. */
function maskLines(output: string): string {
  const masks = lineMasks(KEY);
  return output
    .split('\n')
    .map((line) => {
      const hidden = new Uint8Array(line.length);
      for (const text of masks) {
        for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1))
          hidden.fill(1, at, at + text.length);
      }
      return Array.from(line, (character, at) =>
        hidden[at] === 0 ? character : hidden[at - 1] === 1 ? '' : '***',
      ).join('');
    })
    .join('\n');
}

describeWith('dumps', 'a secret at every column of a tool’s output', () => {
  test.each(TOOLS)('$name, through the stream', async ({ command, read, shown = 3, inRows }) => {
    const plain = await show(command);
    const masked = await mask(plain);
    // Proves that the test can read the tool's output: the secret is in it, except where columns cut it.
    expect(longestShown(read(plain))).toBeGreaterThanOrEqual(12);
    expect(longestShown(read(masked))).toBeLessThanOrEqual(shown);
    // Next to a dump, the secret's text would appear again.
    expect(longestShown(masked)).toBeLessThanOrEqual(3);
    // Everything but the secret stays: the rows, their addresses, and the end of the line.
    if (!inRows) expect(masked.split('\n')).toHaveLength(plain.split('\n').length);
    expect(read(masked)).toMatch(/tail|of t|line/);
  });

  // Decimal, octal and wide words are too many to be registered. In a list, the whole secret is registered.
  const registered = [
    'xxd',
    'hexdump -C',
    'hexdump',
    'od -x',
    'od -tx1',
    'od -c',
    'hexdump -c',
    "Node's Buffer",
  ];
  test.each(TOOLS.filter(({ name }) => registered.includes(name)))(
    '$name, through the masks of a runner',
    async ({ command, read }) => {
      const masked = maskLines(await show(command));
      expect(longestShown(read(masked))).toBeLessThanOrEqual(7);
      expect(longestShown(masked)).toBeLessThanOrEqual(7);
    },
  );

  test.each([
    { name: 'base64', command: 'base64', columns: 76 },
    { name: 'openssl base64', command: 'openssl base64', columns: 64 },
    { name: 'base64 behind a name', command: 'base64 | sed "s/^/service-1  | /"', columns: 76 },
    {
      name: 'base64 behind times',
      command: 'base64 -w 64 | awk \'{ print "12:00:0" NR, $0 }\'',
      columns: 64,
    },
  ])('$name, broken in the middle of the secret, through both', async ({ command }) => {
    const plain = await runOrThrow('sh', [
      '-c',
      `for column in $(seq 0 79); do printf "%\${column}s%s\\nHOME=/root\\n" "" '${KEY}' | ${command}; done`,
    ]);
    for (const masked of [await mask(plain), maskLines(plain)]) {
      const rows = masked.split('\n').map((row) => row.replace(/^service-1 {2}\| |^12:00:0\d+ /, ''));
      const shown = rows.flatMap((row) => row.split('***')).flatMap((part) => decodings(part));
      expect(Math.max(...shown.map(longestShown))).toBeLessThanOrEqual(6);
    }
  });
});

/** A part of a line of base64 as bytes, wherever the groups of four start. */
function decodings(part: string): string[] {
  return [0, 1, 2, 3].map((start) => Buffer.from(part.slice(start), 'base64').toString('latin1'));
}
