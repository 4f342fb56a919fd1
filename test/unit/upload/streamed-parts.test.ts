import { describe, expect, test } from 'vitest';
import { ArtifactFailure } from '../../../src/transfer/artifact/failure.ts';
import { StreamedInput } from '../../../src/transfer/upload/streamed-input.ts';
import { StreamedParts } from '../../../src/transfer/upload/streamed-parts.ts';

const signal = AbortSignal.timeout(60_000);

async function* chunksOf(size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += 997) yield Buffer.alloc(Math.min(997, size - at), 'x');
}

function inputOf(chunks: AsyncIterable<Uint8Array>, assertWhole = async () => {}, expectedEnd = '') {
  const open = () => ({ chunks, assertWhole, close: async () => {} });
  return new StreamedInput({ title: 'standard input', open }, expectedEnd);
}

/** Reads a stream in parts, which have one byte at first. */
async function readAll(size: number) {
  const input = inputOf(chunksOf(size));
  const parts = new StreamedParts(input, await input.read(1, signal), 1);
  const sizes: number[] = [];
  for await (const { number, body } of parts.read(signal)) sizes[number - 1] = body.bytes;
  return { sizes, content: await parts.finish() };
}

describe('the parts of a stream', () => {
  test('are as many as necessary, and are listed as long as they have one size', async () => {
    const { sizes, content } = await readAll(2_000);
    expect(sizes).toHaveLength(2_000);
    expect(content.parts?.sha256).toHaveLength(2_000);
    expect(content.size).toBe(2_000);
  });

  test('become larger after that, and are then not listed', async () => {
    const { sizes, content } = await readAll(2_000 + 2 * 2_000 + 3);
    expect(sizes.slice(-2)).toEqual([2, 3]);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(6_003);
    expect(content.parts).toBeUndefined();
  });

  test('may be at most 10,000, as the message says', async () => {
    const most = 2_000 * (1 + 2 + 4 + 8 + 16);
    expect((await readAll(most)).sizes).toHaveLength(10_000);
    await expect(readAll(most + 1)).rejects.toThrow(/fits into 10,000 parts.*larger part-size/);
  });
});

describe('a stream', () => {
  test('is incomplete if it cannot be read', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw Object.assign(new Error('read'), { code: 'EIO' });
    }
    const reading = inputOf(broken()).read(10, signal);
    await expect(reading).rejects.toThrow('Reading standard input failed (EIO), so nothing was uploaded.');
    await expect(reading).rejects.toBeInstanceOf(ArtifactFailure);
  });

  test('reuses the memory of a piece only after the piece was sent', async () => {
    const input = inputOf(chunksOf(4_000));
    const first = await input.read(1_000, signal);
    const second = await input.read(1_000, signal);
    expect(second.bytes.buffer).not.toBe(first.bytes.buffer);
    first.release();
    const third = await input.read(1_000, signal);
    expect(third.bytes.buffer).toBe(first.bytes.buffer);
    third.release();
    expect((await input.read(2_000, signal)).bytes).toHaveLength(1_000);
  });

  test('is checked for completeness before its last piece is passed on', async () => {
    const refuse = async () => Promise.reject(new ArtifactFailure('failed', 'cut off'));
    const input = inputOf(chunksOf(10), refuse);
    expect(await input.read(5, signal)).toMatchObject({ isLast: false });
    await expect(input.read(5, signal)).rejects.toThrow('cut off');
  });

  test('may have its expected end spread over chunks and pieces', async () => {
    async function* chunks() {
      for (const letter of 'all complete\n') yield Buffer.from(letter);
    }
    const input = inputOf(chunks(), undefined, 'complete');
    while (!(await input.read(3, signal)).isLast);
    expect(input.size).toBe(13);
  });

  test('must have its expected end in the last 1,024 bytes', async () => {
    async function* chunks(after: number) {
      yield Buffer.from(`complete${'x'.repeat(after)}`);
    }
    const read = (after: number) => inputOf(chunks(after), undefined, 'complete').read(5_000, signal);
    expect(await read(1_016)).toMatchObject({ isLast: true });
    await expect(read(1_017)).rejects.toMatchObject({ kind: 'integrity' });
  });

  test('does not delay a cancellation', async () => {
    async function* silent(): AsyncGenerator<Uint8Array> {
      await new Promise(() => {});
    }
    const cancel = new AbortController();
    const reading = inputOf(silent()).read(5, cancel.signal);
    cancel.abort(new Error('canceled'));
    await expect(reading).rejects.toThrow('canceled');
  });
});
