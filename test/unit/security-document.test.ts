import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const DOCUMENT = 'docs/security.md';

/** Threat, what prevents it, and tests. */
function rows(): string[][] {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const start = lines.indexOf('| threat | what prevents it | test |');
  const end = lines.indexOf('', start);
  return lines
    .slice(start + 2, end)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()));
}

test('the document about threats has a table', () => {
  expect(rows().length).toBeGreaterThan(5);
});

test.each(rows())('%s', (_threat, prevention = '', tests = '') => {
  expect(prevention).not.toBe('');
  const files = Array.from(tests.matchAll(/`([^`]+)`/g), ([, file = '']) => file);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

test('SECURITY.md links to the document', () => {
  expect(readFileSync('SECURITY.md', 'utf8')).toContain('(docs/security.md)');
});
