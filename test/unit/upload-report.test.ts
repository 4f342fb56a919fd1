import { describe, expect, test } from 'vitest';
import { formatAnnotations, formatDotenv } from '../../cli/gitlab-reports.ts';
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
    headersChanged: 0,
    deleted: 0,
    prefix: 'p/',
    url: 'http://s3.test/b/p/',
    links: Array.from({ length: links }, (_, n) => ({ path: `f${n}`, url: `http://s3.test/${n}?x`, endsAt })),
  };
}

test('people see a hundred links, and are told how to get the others', () => {
  const lines = formatOutcome(outcomeOf(105), false).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('link '))).toHaveLength(100);
  expect(lines.at(-1)).toBe('and 5 more links, which otter-sts upload --json gives');
});

test('a hundred links are all shown', () => {
  const text = formatOutcome(outcomeOf(100), false);
  expect(text).toContain('http://s3.test/99?x');
  expect(text).not.toContain('more links');
});

/** GitLab's own reader: `line.scan(/^(.*?)=(.*)$/)`, with both parts stripped. */
function readDotenv(text: string): Record<string, string> {
  const lines = text.trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(.*?)=(.*)$/.exec(line) ?? [];
      return [name.trim(), value.trim()];
    }),
  );
}

test.each(['p/', 'a=b/ü #1 "x"/', "it's/", '%20/', `${'p'.repeat(899)}/`])(
  'GitLab reads the variables of an upload to %j as the upload wrote them',
  (prefix) => {
    const manifestKey = `${prefix}otter-manifest.json`;
    const { text, unfit } = formatDotenv({ ...outcomeOf(0), prefix, manifestKey });
    expect(unfit).toEqual([]);
    expect(readDotenv(text)).toEqual({
      OTTER_ARTIFACT_MANIFEST_KEY: manifestKey,
      OTTER_ARTIFACT_MANIFEST_SHA256: 'ab'.repeat(32),
      OTTER_ARTIFACT_PREFIX: prefix,
      OTTER_ARTIFACT_URL: 'http://s3.test/b/p/',
    });
    // The largest report that GitLab accepts.
    expect(Buffer.byteLength(text)).toBeLessThan(5 * 1024);
  },
);

test.each(['$HOME/', ' a/'])(
  'the prefix %j, which GitLab would change, is omitted and reported',
  (prefix) => {
    const manifestKey = `${prefix}otter-manifest.json`;
    const { text, unfit } = formatDotenv({ ...outcomeOf(0), prefix, manifestKey });
    expect(unfit).toEqual(['OTTER_ARTIFACT_MANIFEST_KEY', 'OTTER_ARTIFACT_PREFIX']);
    expect(Object.keys(readDotenv(text))).toEqual(['OTTER_ARTIFACT_MANIFEST_SHA256', 'OTTER_ARTIFACT_URL']);
  },
);

test('without a manifest there is no variable for it, and the prefix of the whole bucket is empty', () => {
  const nothing = { ...outcomeOf(0), manifestKey: '', manifestSha256: '', prefix: '', url: '' };
  expect(formatDotenv(nothing)).toEqual({ text: 'OTTER_ARTIFACT_PREFIX=\n', unfit: [] });
});

describe("the links of a GitLab job's page", () => {
  const linksIn = (outcome: UploadOutcome) => {
    const [links] = Object.values(
      JSON.parse(formatAnnotations(outcome)) as Record<string, { external_link: object }[]>,
    );
    return links?.map((link) => link.external_link);
  };

  test('lead to each of the first hundred files if links were requested', () => {
    const links = linksIn(outcomeOf(105));
    expect(links).toHaveLength(100);
    expect(links?.[0]).toEqual({ label: 'f0', url: 'http://s3.test/0?x' });
  });

  test('lead to the files’ prefix otherwise, and are missing if there is nothing', () => {
    const { links: _, ...outcome } = outcomeOf(2);
    expect(linksIn(outcome)).toEqual([
      { label: 'Uploaded to http://s3.test/b/p/', url: 'http://s3.test/b/p/' },
    ]);
    expect(linksIn({ ...outcome, url: '' })).toEqual([]);
  });

  test('have labels that GitLab accepts, whatever a file is called', () => {
    const [link] = outcomeOf(1).links ?? [];
    if (link === undefined) throw new Error('There is no link.');
    const path = `a\n${'\u{1f9a6}'.repeat(300)}`;
    const [{ label = '' } = {}] = (linksIn({ ...outcomeOf(0), links: [{ ...link, path }] }) ?? []) as {
      label?: string;
    }[];
    expect([...label].length).toBeLessThanOrEqual(255);
    expect(label).not.toContain('\n');
  });
});
