import { describe, expect, test } from 'vitest';
import { LARGEST_SUMMARY } from '../../action/summary.ts';
import { formatUploadSummary, MOST_LISTED, type UploadSummary } from '../../action/upload-summary.ts';

function summaryOf(paths: readonly string[], more: Partial<UploadSummary> = {}): UploadSummary {
  const entries = paths.map((path) => ({
    path,
    key: `p/${path}`,
    size: 1536,
    sha256: 'ab'.repeat(32),
    outcome: 'uploaded' as const,
  }));
  const result = {
    manifestKey: 'p/otter-manifest.json',
    manifestSha256: 'cd'.repeat(32),
    files: paths.length,
    bytes: 1536 * paths.length,
    uploaded: paths.length,
    skipped: 0,
    headersChanged: 0,
    deleted: 0,
    prefix: 'p/',
    url: 'https://store.example/my-bucket/p/',
    entries,
    manifest: { version: 1 as const, prefix: 'p/', createdAt: '', files: [], links: [] },
  };
  return { bucket: 'my-bucket', result, dryRun: false, links: [], ...more };
}

function rowsOf(section: string): number {
  return section.match(/^<tr><td>/gm)?.length ?? 0;
}

describe('the summary of an upload', () => {
  test('lists the first 100 files, and counts the others', () => {
    const paths = Array.from({ length: 1234 }, (_, index) => `file-${index}`);
    const section = formatUploadSummary(summaryOf(paths), LARGEST_SUMMARY);
    expect(rowsOf(section)).toBe(MOST_LISTED);
    expect(section).toContain('… and 1,134 more, which the manifest lists.');
    expect(section).toContain('1,234 files, 1.8 MiB: 1,234 uploaded');
    expect(section).toContain('<td>1.5 KiB</td><td><code>abababababab</code></td>');
  });

  test('escapes what a name or an address could do to the page', () => {
    const path = `<img src=x>&"\n| ${'`'}`;
    const link = {
      path,
      url: 'https://store.example/"><script>&x=1',
      endsAt: new Date('2026-01-31T12:00:00Z'),
    };
    const section = formatUploadSummary(summaryOf([path], { links: [link] }), LARGEST_SUMMARY);
    expect(section).toContain('<code>&lt;img src=x&gt;&amp;&quot;?| `</code>');
    expect(section).toContain('<a href="https://store.example/&quot;&gt;&lt;script&gt;&amp;x=1">');
    expect(section).toContain('<td>2026-01-31T12:00:00Z</td>');
    expect(section).not.toMatch(/<img|<script/);
  });

  test('stays within what GitHub shows, whatever the length of its links', () => {
    const paths = Array.from({ length: 200 }, (_, index) => `${index}${'&'.repeat(1000)}`);
    const endsAt = new Date('2026-01-31T12:00:00Z');
    const links = paths.map((path) => ({ path, url: `https://store.example/${'&'.repeat(6_000)}`, endsAt }));
    const section = formatUploadSummary(summaryOf(paths, { links }), LARGEST_SUMMARY);
    expect(Buffer.byteLength(section)).toBeLessThan(LARGEST_SUMMARY);
    expect(rowsOf(section)).toBeGreaterThan(20);
    expect(section).toContain(`… and ${200 - rowsOf(section)} more`);
    expect(rowsOf(formatUploadSummary(summaryOf(paths), 2_000))).toBe(0);
  });

  test('of a dry run says that nothing was done', () => {
    const section = formatUploadSummary(summaryOf(['a'], { dryRun: true }), LARGEST_SUMMARY);
    expect(section).toContain('### An upload to my-bucket, as it would be (dry-run)');
    expect(section).toContain('1 would be uploaded');
  });
});
