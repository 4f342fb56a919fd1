import { setMaxListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Held, Slots } from '../../src/s3/slots.ts';

const SMALL = 1024;
const LARGE = 1024 * 1024;

/** Asks for `count` slots at once. The returned list has those that have been given. */
function takeMany(slots: Slots, count: number, bytes = SMALL): Held[] {
  const given: Held[] = [];
  for (let n = 0; n < count; n += 1) void slots.take(bytes).then((held) => given.push(held));
  return given;
}

/** How many of 100 small requests are in flight at once. */
async function countFree(slots: Slots): Promise<number> {
  const stop = new AbortController();
  const given: Held[] = [];
  for (let n = 0; n < 100; n += 1) {
    slots.take(SMALL, stop.signal).then(
      (held) => given.push(held),
      () => undefined,
    );
  }
  await turn();
  stop.abort();
  for (const { release } of given) release();
  return given.length;
}

describe('slots', () => {
  test('admit as many requests as there are, and the next ones in the order in which they came', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    const held: Held[] = [];
    for (const n of [1, 2, 3, 4]) {
      void slots.take(SMALL).then((one) => {
        order.push(n);
        held.push(one);
      });
    }
    await turn();
    expect(order).toEqual([1, 2]);
    held[0]?.release();
    await turn();
    expect(order).toEqual([1, 2, 3]);
    held[1]?.release();
    await turn();
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test('admit at most 32 large requests, and small ones beside them', async () => {
    const slots = new Slots(64);
    const large = takeMany(slots, 40, LARGE);
    const small = takeMany(slots, 40);
    await turn();
    expect([large.length, small.length]).toEqual([32, 32]);
    large[0]?.release();
    await turn();
    expect([large.length, small.length]).toEqual([33, 32]);
    small[0]?.release();
    await turn();
    expect([large.length, small.length]).toEqual([33, 33]);
  });

  test('forget a request that is aborted while it waits', async () => {
    const slots = new Slots(1);
    const first = await slots.take(SMALL);
    const stop = new AbortController();
    const aborted = slots.take(SMALL, stop.signal);
    const third = slots.take(SMALL);
    stop.abort(new Error('canceled'));
    await expect(aborted).rejects.toThrow('canceled');
    first.release();
    (await third).release();
    expect(await countFree(slots)).toBe(1);
  });

  test('are half as many after a refusal, however many requests were refused at the same moment', async () => {
    const slots = new Slots(64);
    const burst = takeMany(slots, 64);
    await turn();
    for (const held of burst) slots.overloaded(held);
    for (const { release } of burst) release();
    expect(await countFree(slots)).toBe(32);
    const later = await slots.take(SMALL);
    slots.overloaded(later);
    later.release();
    expect(await countFree(slots)).toBe(16);
  });

  test('go to those who wait first when there are more of them again', async () => {
    const slots = new Slots(2);
    const refused = await slots.take(SMALL);
    slots.overloaded(refused);
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    void slots.take(SMALL).then(note('waiting'));
    slots.accepted();
    void slots.take(SMALL).then(note('later'));
    await turn();
    expect(order).toEqual(['waiting']);
  });

  test('do not make Node 20 warn of a leak if many requests share a signal', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const { signal } = new AbortController();
    // As on Node 20, where this is the default.
    setMaxListeners(10, signal);
    const slots = new Slots(1);
    for (let n = 0; n < 12; n += 1) void slots.take(SMALL, signal);
    await turn();
    expect(warnings).toEqual([]);
  });

  test('are at least one, and with each success more, up to the number at the start', async () => {
    const slots = new Slots(4);
    for (let n = 0; n < 10; n += 1) {
      const held = await slots.take(SMALL);
      slots.overloaded(held);
      held.release();
    }
    expect(await countFree(slots)).toBe(1);
    slots.accepted();
    expect(await countFree(slots)).toBe(2);
    for (let n = 0; n < 3; n += 1) slots.accepted();
    expect(await countFree(slots)).toBe(3);
    for (let n = 0; n < 100; n += 1) slots.accepted();
    expect(await countFree(slots)).toBe(4);
  });
});
