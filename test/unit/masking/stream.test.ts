import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MaskingStream } from '../../../src/masking/index.ts';

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

function read(stream: MaskingStream): string {
  return (stream.read() ?? '').toString();
}

describe('a pause', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('releases a few held-back bytes after 100 ms', () => {
    const stream = new MaskingStream([KEY]);
    stream.write('> w');
    expect(read(stream)).toBe('> ');
    vi.advanceTimersByTime(99);
    expect(read(stream)).toBe('');
    vi.advanceTimersByTime(1);
    expect(read(stream)).toBe('w');
  });

  it('starts again with each chunk', () => {
    const stream = new MaskingStream([KEY], { idleMs: 50 });
    for (const character of KEY.slice(0, 5)) {
      stream.write(character);
      vi.advanceTimersByTime(49);
    }
    expect(read(stream)).toBe('');
    vi.advanceTimersByTime(1);
    expect(read(stream)).toBe(KEY.slice(0, 5));
  });

  it('does not release half of a secret', () => {
    const stream = new MaskingStream([KEY]);
    stream.write(KEY.slice(0, 20));
    vi.advanceTimersByTime(3_600_000);
    stream.write(`${KEY.slice(20)}\n`);
    expect(read(stream)).toBe('***\n');
  });

  it('needs no timer while nothing is held back, or after the end', () => {
    const stream = new MaskingStream([KEY]);
    stream.write('a line\n');
    expect(vi.getTimerCount()).toBe(0);
    stream.write('w');
    expect(vi.getTimerCount()).toBe(1);
    stream.end();
    expect(vi.getTimerCount()).toBe(0);
    expect(read(stream)).toBe('a line\nw');
  });

  it('leaves no timer behind when the stream is destroyed', () => {
    const stream = new MaskingStream([KEY]);
    stream.write('w');
    stream.destroy();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('masks a secret in everything after it was learned', () => {
  const stream = new MaskingStream();
  stream.write(`${KEY}\n`);
  stream.learn(KEY);
  stream.write(`${KEY}\n`);
  expect(read(stream)).toBe(`${KEY}\n***\n`);
});

it('waits for a slow reader', async () => {
  const line = Buffer.from(`${'x'.repeat(999)} ${KEY}\n`);
  const lines = 2_000;
  const stream = new MaskingStream([KEY]);
  let mostWaiting = 0;
  let received = '';
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      mostWaiting = Math.max(mostWaiting, stream.readableLength + stream.writableLength);
      received += chunk.toString('latin1');
      setImmediate(done);
    },
  });
  await pipeline(Readable.from(Array.from({ length: lines }, () => line)), stream, slow);
  expect(received).toBe(`${'x'.repeat(999)} ***\n`.repeat(lines));
  expect(mostWaiting).toBeLessThan(4 * stream.readableHighWaterMark);
});
