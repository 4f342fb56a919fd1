import { expect, test } from 'vitest';
import { formatOutcome, type UploadOutcome } from '../../cli/upload-report.ts';

function outcomeOf(links: number): UploadOutcome {
  const endsAt = new Date('2026-01-02T03:04:05Z');
  return {
    manifestKey: 'p/otter-manifest.json',
    manifestSha256: 'ab'.repeat(32),
    files: links,
    bytes: links,
    uploaded: links,
    skipped: 0,
    deleted: 0,
    prefix: 'p/',
    url: 'http://s3.test/b/p/',
    links: Array.from({ length: links }, (_, n) => ({ path: `f${n}`, url: `http://s3.test/${n}?x`, endsAt })),
  };
}

test('people are shown a hundred links, and told of a way to the others that there is everywhere', () => {
  const lines = formatOutcome(outcomeOf(105), false).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('link '))).toHaveLength(100);
  expect(lines.at(-1)).toBe('and 5 more links, which otter-sts upload --json gives');
});

test('of a hundred links none is left out', () => {
  const text = formatOutcome(outcomeOf(100), false);
  expect(text).toContain('http://s3.test/99?x');
  expect(text).not.toContain('more links');
});
