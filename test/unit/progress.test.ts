import { describe, expect, test } from 'vitest';
import { jsonLine, printable } from '../../src/printable.ts';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import { EventLines } from '../../src/transfer/progress/event-lines.ts';
import { formatBar } from '../../src/transfer/progress/line.ts';
import { Progress, type ProgressOptions } from '../../src/transfer/progress/progress.ts';
import { formatBytes, formatCount, formatStretch } from '../../src/transfer/progress/units.ts';

const MIB = 1024 * 1024;

/**
 * A progress with a clock that the test moves. `passes` lets time pass, and fires the timer as often as it
 * would.
 */
function startProgress(options: Partial<ProgressOptions> = {}) {
  let at = 0;
  let timer: { period: number; callback: () => void; next: number } | undefined;
  let written = '';
  const progress = new Progress({
    write: (text) => {
      written += text;
    },
    now: () => at,
    every: (period, callback) => {
      timer = { period, callback, next: period };
      return () => {
        timer = undefined;
      };
    },
    terminal: false,
    width: () => 100,
    label: 'otter-sts: ',
    ...options,
  });
  const passes = (milliseconds: number, event?: TransferEvent) => {
    const end = at + milliseconds;
    while (timer !== undefined && timer.next <= end) {
      at = timer.next;
      timer.next += timer.period;
      timer.callback();
    }
    at = end;
    if (event !== undefined) progress.take(event);
  };
  const taken = () => {
    const text = written;
    written = '';
    return text;
  };
  return { progress, passes, taken };
}

const planned: TransferEvent = { kind: 'planned', files: 1_200, bytes: 400 * MIB };
const sent = (bytes: number): TransferEvent => ({ kind: 'sent', bytes });
const file = (outcome: 'uploaded' | 'skipped' | 'failed', bytes: number, path = 'a.txt'): TransferEvent => ({
  kind: 'file',
  path,
  bytes,
  outcome,
  ...(outcome === 'failed' ? { reason: '403 AccessDenied' } : {}),
});

describe('in a log', () => {
  test('a transfer of less than five seconds prints nothing', () => {
    const { progress, passes, taken } = startProgress();
    progress.take(planned);
    passes(4_900, file('uploaded', MIB));
    progress.end();
    expect(taken()).toBe('');
  });

  test('a longer transfer reports its progress, rate and remaining time every five seconds', () => {
    const { progress, passes, taken } = startProgress();
    progress.take(planned);
    for (let second = 0; second < 10; second += 1) passes(1_000, sent(10 * MIB));
    progress.take(file('uploaded', 20 * MIB));
    passes(2_500);
    expect(taken().split('\n')).toEqual([
      'otter-sts: 0 of 1,200 files, 40.0 of 400.0 MiB, 8.0 MiB/s, 45 s left',
      'otter-sts: 0 of 1,200 files, 90.0 of 400.0 MiB, 9.0 MiB/s, 34 s left',
      '',
    ]);
    progress.end();
    passes(60_000);
    expect(taken()).toBe('');
  });

  test('the rate is that of the last 15 seconds, and falls to zero if the transfer stalls', () => {
    const { progress, passes, taken } = startProgress();
    progress.take(planned);
    passes(1_000, sent(100 * MIB));
    passes(40_000);
    expect(taken().split('\n').at(-2)).toBe('otter-sts: 0 of 1,200 files, 100.0 of 400.0 MiB, 0 B/s');
  });

  test('existing files count as done, but not for the rate', () => {
    const { progress, passes, taken } = startProgress();
    progress.take(planned);
    passes(1_000, file('skipped', 300 * MIB));
    passes(4_000);
    expect(taken()).toBe('otter-sts: 1 of 1,200 files, 300.0 of 400.0 MiB, 0 B/s\n');
  });

  test('repeated bytes never exceed the total', () => {
    const { progress, passes, taken } = startProgress();
    progress.take({ kind: 'planned', files: 1, bytes: 100 });
    passes(2_000, sent(90));
    passes(2_000, sent(90));
    passes(1_000);
    expect(taken()).toContain('0 of 1 file, 100 of 100 B');
  });

  test('once everything is sent, no remaining time is shown, because the server finishes the rest', () => {
    const { progress, passes, taken } = startProgress();
    progress.take({ kind: 'planned', files: 1, bytes: MIB });
    passes(2_000, sent(MIB));
    passes(3_000);
    expect(taken()).toBe('otter-sts: 0 of 1 file, 1.0 of 1.0 MiB, 204.8 KiB/s, finishing\n');
    passes(4_000, file('uploaded', MIB));
    passes(1_000);
    expect(taken()).toBe('otter-sts: 1 of 1 file, 1.0 of 1.0 MiB, 102.4 KiB/s\n');
  });

  test('empty files alone are never shown as being finished', () => {
    const { progress, passes, taken } = startProgress();
    progress.take({ kind: 'planned', files: 2, bytes: 0 });
    passes(5_000);
    expect(taken()).toBe('otter-sts: 0 of 2 files, 0 of 0 B, 0 B/s\n');
  });

  test('no line is printed while files are still being searched for', () => {
    const { passes, taken } = startProgress();
    passes(20_000);
    expect(taken()).toBe('');
  });

  test('failures and retries are separate lines', () => {
    const { progress, taken } = startProgress();
    progress.take(planned);
    progress.take(file('failed', 10, 'dist/b.txt'));
    progress.take({
      kind: 'retry',
      what: 'PUT dist/c.txt',
      cause: '503 SlowDown',
      waitMs: 1_200,
      attempt: 1,
    });
    progress.take({ kind: 'note', text: 'an unfinished upload is continued' });
    expect(taken()).toBe(
      'otter-sts: failed dist/b.txt: 403 AccessDenied\n' +
        'otter-sts: PUT dist/c.txt failed (503 SlowDown); attempt 2 in 1 s\n' +
        'otter-sts: an unfinished upload is continued\n',
    );
  });

  test('an outage with thousands of equal failures is reported every five seconds', () => {
    const { progress, passes, taken } = startProgress();
    const retry = (what: string): TransferEvent => ({
      kind: 'retry',
      what,
      cause: '503 SlowDown',
      waitMs: 150,
      attempt: 2,
    });
    for (let n = 0; n < 1_000; n += 1) progress.take(retry(`PUT ${n}`));
    passes(5_000, retry('PUT late'));
    expect(taken()).toBe(
      'otter-sts: PUT 0 failed (503 SlowDown); attempt 3 in 150 ms\n' +
        'otter-sts: PUT late failed (503 SlowDown), as 999 others did meanwhile; attempt 3 in 150 ms\n',
    );
  });

  test('the first twenty of many failed files are named, and the others counted', () => {
    const { progress, taken } = startProgress();
    for (let n = 0; n < 1_500; n += 1) progress.take(file('failed', 1, `f${n}`));
    progress.end();
    const lines = taken().split('\n');
    expect(lines).toHaveLength(22);
    expect(lines.at(-2)).toBe('otter-sts: and 1,480 more failed');
  });

  test.each([
    [true, 'otter-sts: the session was renewed; the new one ends at 13:00:00 UTC\n'],
    [false, ''],
  ])('a renewal is only reported if requested (%s)', (verbose, says) => {
    const { progress, taken } = startProgress({ verbose });
    progress.take({ kind: 'renewed', expiration: new Date('2026-01-02T13:00:00Z') });
    expect(taken()).toBe(says);
  });

  test('a dry run says what would happen to each file', () => {
    const { progress, taken } = startProgress({ verbose: true });
    progress.take({ kind: 'planned', files: 2, bytes: 2, dryRun: true });
    progress.take(file('uploaded', 1));
    progress.take(file('skipped', 1, 'b.txt'));
    expect(taken()).toBe('otter-sts: would upload a.txt\notter-sts: would skip b.txt\n');
  });

  test('a dry run names what would change even without --verbose, up to a hundred files', () => {
    const { progress, taken } = startProgress();
    progress.take({ kind: 'planned', files: 103, bytes: 103, dryRun: true });
    progress.take(file('skipped', 1, 'same.txt'));
    for (let n = 0; n < 101; n += 1) progress.take(file('uploaded', 1, `f${n}`));
    progress.take({ kind: 'file', path: 'gone.txt', bytes: 1, outcome: 'deleted' });
    progress.end();
    const lines = taken().trimEnd().split('\n');
    expect(lines).toHaveLength(101);
    expect(lines[0]).toBe('otter-sts: would upload f0');
    expect(lines.at(-2)).toBe('otter-sts: would upload f99');
    expect(lines.at(-1)).toBe('otter-sts: and 2 more, which otter-sts upload --verbose lists');
  });

  test('deleted objects are named only in a dry run', () => {
    const removal: TransferEvent = { kind: 'file', path: 'gone.txt', bytes: 1, outcome: 'deleted' };
    const { progress, taken } = startProgress();
    progress.take({ kind: 'planned', files: 0, bytes: 0 });
    progress.take(removal);
    expect(taken()).toBe('');
    progress.take({ kind: 'planned', files: 0, bytes: 0, dryRun: true });
    progress.take(removal);
    expect(taken()).toBe('otter-sts: would delete gone.txt\n');
  });

  test('a quiet dry run names no file', () => {
    const { progress, taken } = startProgress({ quiet: true });
    progress.take({ kind: 'planned', files: 1, bytes: 1, dryRun: true });
    progress.take(file('uploaded', 1));
    progress.end();
    expect(taken()).toBe('');
  });

  test.each([
    [
      'what to do, which the transfer’s failure says at its end',
      "PUT 'a.txt' in bucket 'b' at http://s3.test failed: 403 AccessDenied. The session may not. Check it.",
      "PUT 'a.txt' in bucket 'b' at http://s3.test failed: 403 AccessDenied",
    ],
    [
      'the rest after a name that contains the end of a sentence',
      "PUT 'Dr. No.txt' in bucket 'b' failed: 404. Look.",
      "PUT 'Dr. No.txt' in bucket 'b' failed: 404",
    ],
    ['no part of a long sentence', `${'reason '.repeat(60)}ends.`, `${'reason '.repeat(60)}ends`],
    ['nothing of a short one', 'changed while it was read', 'changed while it was read'],
    ['further lines', 'not a session\nWhat to do: look', 'not a session'],
  ])('a file’s failure leaves out %s', (_what, reason, says) => {
    const { progress, taken } = startProgress();
    progress.take({ kind: 'file', path: 'x', bytes: 1, outcome: 'failed', reason });
    expect(taken()).toBe(`otter-sts: failed x: ${says}\n`);
  });

  test('a note is not truncated', () => {
    const { progress, taken } = startProgress();
    const text = `renewing failed: ${'because '.repeat(100)}of the network.`;
    progress.take({ kind: 'note', text });
    expect(taken()).toBe(`otter-sts: ${text}\n`);
  });

  test('failures are shown even with quiet', () => {
    const { progress, passes, taken } = startProgress({ quiet: true });
    progress.take(planned);
    passes(60_000, file('failed', 1, 'x'));
    expect(taken()).toBe('otter-sts: failed x: 403 AccessDenied\n');
  });
});

describe('on a terminal', () => {
  test('a bar is redrawn in place, makes room for other lines, and is removed at the end', () => {
    const { progress, passes, taken } = startProgress({ terminal: true });
    progress.take(planned);
    passes(1_000, sent(100 * MIB));
    taken();
    passes(200);
    expect(taken()).toBe(
      '\r\u001b[K[======>                 ]   25 %  4 s left  100.0/400.0 MiB  0/1,200 files  83.3 MiB/s',
    );
    progress.take(file('failed', 1));
    expect(taken()).toBe('\r\u001b[Kotter-sts: failed a.txt: 403 AccessDenied\n');
    passes(200);
    expect(taken()).toContain('1 failed');
    progress.end();
    expect(taken()).toBe('\r\u001b[K');
  });

  test('a transfer that ends before the first frame leaves nothing behind', () => {
    const { progress, passes, taken } = startProgress({ terminal: true });
    progress.take(planned);
    passes(150);
    progress.end();
    expect(taken()).toBe('');
  });

  test.each([1, 2, 5, 10, 20, 40, 60, 80, 120, 300])('a bar never has more than %i columns', (width) => {
    const standing = {
      files: 123_456,
      totalFiles: 1_234_567,
      bytes: 3.2 * 1024 ** 4,
      totalBytes: 5 * 1024 ** 4,
      failed: 12,
      rate: 123.4 * MIB,
      left: 12_345,
      finishing: false,
    };
    const bar = formatBar(standing, width);
    expect(bar.length).toBeLessThanOrEqual(width);
    if (width >= 6) expect(bar).toContain(' 64 %');
  });

  test('with all bytes but not all files done, it is shown as being finished', () => {
    const standing = { files: 0, totalFiles: 1, bytes: MIB, totalBytes: MIB, failed: 0, rate: MIB };
    expect(formatBar({ ...standing, left: undefined, finishing: true }, 40)).toBe(
      '100 %  finishing  1.0/1.0 MiB  0/1 file',
    );
  });

  test('empty files alone are measured by their number', () => {
    const standing = {
      files: 1,
      totalFiles: 4,
      bytes: 0,
      totalBytes: 0,
      failed: 0,
      rate: 0,
      left: undefined,
      finishing: false,
    };
    expect(formatBar(standing, 80)).toContain(' 25 %');
    expect(formatBar({ ...standing, files: 4 }, 80)).toContain(`[${'='.repeat(24)}]  100 %`);
  });
});

describe('for programs', () => {
  test('events are lines of JSON, and sent bytes are summed up once a second', () => {
    let at = 0;
    const lines: string[] = [];
    const events = new EventLines({ write: (line) => lines.push(line), now: () => at });
    events.take({ kind: 'planned', files: 2, bytes: 100 });
    for (let n = 0; n < 10; n += 1) {
      at += 150;
      events.take(sent(5));
    }
    events.take(file('uploaded', 60, 'a\nb'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { event: 'planned', files: 2, bytes: 100 },
      {
        event: 'progress',
        files: 0,
        totalFiles: 2,
        bytes: 35,
        totalBytes: 100,
        failed: 0,
        bytesPerSecond: 33,
      },
      { event: 'file', path: 'a\nb', bytes: 60, outcome: 'uploaded' },
    ]);
    expect(lines.every((line) => /^[^\n]+\n$/.test(line))).toBe(true);
  });
});

describe('a hostile name', () => {
  test.each([
    ['a line break with a workflow command', 'a\n::add-mask::x', 'a?::add-mask::x'],
    ['a carriage return with a section of GitLab', 'a\r\u001b[0Ksection_end:1:x', 'a??[0Ksection_end:1:x'],
    ['colours', '\u001b[31mred', '?[31mred'],
    ['an eight-bit control character', 'a\u009b31m', 'a?31m'],
    ['a line separator', 'a\u2028b\u2029c', 'a?b?c'],
    ['a change of writing direction', 'gpj.\u202eexe', 'gpj.?exe'],
    ['GitHub’s old form of a command in the middle of a line', 'x##[add-mask]y', 'x#?[add-mask]y'],
    ['a command of Azure Pipelines in the middle of a line', 'x##vso[task.x]y', 'x#?vso[task.x]y'],
    ['half of a surrogate pair', 'a\ud800b', 'a?b'],
    ['letters, blanks and symbols, which stay', 'größe – 日本 #1 100%.txt', 'größe – 日本 #1 100%.txt'],
  ])('%s', (_what, name, shown) => {
    expect(printable(name)).toBe(shown);
    const { progress, taken } = startProgress();
    progress.take(file('failed', 1, name));
    expect(taken()).toBe(`otter-sts: failed ${shown}: 403 AccessDenied\n`);
  });

  test('is shortened in the middle if it is long', () => {
    const shown = printable(`begin-${'x'.repeat(1_000)}-end`);
    expect(shown).toMatch(/^begin-x+\.\.\.x+-end$/);
    expect(shown.length).toBeLessThan(240);
  });

  test.each(['a\n::x', '\u001b[2J', 'a\u009bb', 'a\u2028b', '\u202ex', '##vso[x]', '####[x]'])(
    'is the same name in JSON, and as harmless there: %j',
    (name) => {
      const line = jsonLine({ path: name });
      expect(JSON.parse(line)).toEqual({ path: name });
      expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u202e]|##\w*\[/u);
    },
  );
});

test.each([
  [0, '0 B'],
  [1_023, '1,023 B'],
  [1_024, '1.0 KiB'],
  [1_536, '1.5 KiB'],
  [5 * 1024 ** 4, '5.0 TiB'],
  [5_000 * 1024 ** 4, '5000.0 TiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.4, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3_600, '1 h'],
  [12_000, '3 h 20 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatStretch(seconds)).toBe(text);
});

test.each([
  [7, '7'],
  [1_234, '1,234'],
  [1_234_567, '1,234,567'],
])('%i is written %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

describe('of a stream of unknown size', () => {
  const begun: TransferEvent = { kind: 'planned', files: 1 };

  test('a log says how many bytes there are so far', () => {
    const { passes, taken } = startProgress();
    passes(0, begun);
    passes(1_000, sent(10 * MIB));
    passes(4_000, sent(10 * MIB));
    expect(taken()).toMatch(/^otter-sts: 0 of 1 file, 10\.0 MiB/);
  });

  test('a terminal shows them without a bar', () => {
    const { passes, taken } = startProgress({ terminal: true });
    passes(0, begun);
    passes(100, sent(10 * MIB));
    passes(100);
    const shown = taken();
    expect(shown).toContain('10.0 MiB  0/1 file');
    expect(shown).not.toMatch(/[[%]\s/);
  });

  test('lines of JSON have no total', () => {
    const lines: string[] = [];
    let at = 0;
    const events = new EventLines({ write: (line) => void lines.push(line), now: () => at });
    events.take(begun);
    at = 2_000;
    events.take(sent(5));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      event: 'progress',
      files: 0,
      totalFiles: 1,
      bytes: 5,
    });
    expect(lines.at(-1)).not.toContain('totalBytes');
  });
});
