import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, printableJson, printableLines } from '../../src/printable.ts';

/** What runners look for, and what ends a line for any of them. */
const PARTS = [
  '::',
  '##[',
  '##vso[',
  '##teamcity[',
  '#',
  '[',
  ' ',
  '\n',
  '\r',
  '\u0085',
  '\u2028',
  '\u001b',
  'x',
  'é',
  ']',
];
const text = fc.array(fc.constantFrom(...PARTS, 'add-mask', '\ud800')).map((parts) => parts.join(''));

describe('text from outside', () => {
  test('becomes one line without a command', () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const shown of [printable(given), printable(given, 20)]) {
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|##\w*\[/u);
          expect(shown).not.toMatch(/^\s*::.*::/);
        }
      }),
    );
  });

  test('keeps the lines of a message intact', () => {
    fc.assert(
      fc.property(text, (given) => {
        const lines = printableLines(`One.\r\nTwo: ${printable(given)}\n${given}`).split('\n');
        expect(lines.slice(0, 1)).toEqual(['One.\r']);
        for (const line of lines) expect(line).not.toMatch(/^\s*::.*::|##\w*\[|[^\P{Cc}\r]/u);
      }),
    );
  });

  test('loses nothing in JSON', () => {
    fc.assert(
      fc.property(text, (given) => {
        const json = printableJson({ given }, 2);
        expect(JSON.parse(json)).toEqual({ given });
        expect(json).not.toMatch(/^\s*::|##\w*\[|[^\P{Cc}\n]|[\u2028\u2029]/mu);
      }),
    );
  });

  test.each(['::1', 'a::b::c', 'größe 日本 #1 ##x', 's3://x', ':: x'])('stays unchanged: %s', (given) => {
    expect(printable(given)).toBe(given);
  });
});

test('every command prints messages with the same function', () => {
  const others = globSync('cli/*.ts').filter((path) => !/[\\/](messages|program)\.ts$/.test(path));
  expect(others.length).toBeGreaterThan(20);
  expect(others.filter((path) => /console\.error\(/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
