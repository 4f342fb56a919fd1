import { expect, test } from 'vitest';
import { afterTurns, setSystemTimer } from '../../src/http/timing.ts';
import { FakeClock } from '../faults/fake-clock.ts';

/** Blocks the process, as a busy machine does. */
function starve(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('a limit calls back once, when its time has passed', async () => {
  const clock = new FakeClock();
  let calls = 0;
  afterTurns(
    (milliseconds, callback) => clock.after(milliseconds, callback),
    1_000,
    () => {
      calls += 1;
    },
  );
  await clock.advance(999);
  expect(calls).toBe(0);
  await clock.advance(10_000);
  expect(calls).toBe(1);
  expect(clock.waiting).toBe(0);
});

test('a limit that is canceled halfway leaves no timer', async () => {
  const clock = new FakeClock();
  const cancel = afterTurns(
    (milliseconds, callback) => clock.after(milliseconds, callback),
    1_000,
    () => {
      throw new Error('It was cancelled.');
    },
  );
  await clock.advance(500);
  cancel();
  expect(clock.waiting).toBe(0);
  await clock.advance(10_000);
});

test('data that arrived while the process was suspended comes before the limit', async () => {
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    afterTurns(setSystemTimer, 100, () => {
      order.push('limit');
      resolve();
    });
    // Node's timer keeps the process alive, which the limit's own does not.
    setTimeout(() => undefined, 1_000);
    starve(300);
    // Like an answer that waits in a socket, it is read after the timers that are due.
    setImmediate(() => order.push('answer'));
  });
  expect(order).toEqual(['answer', 'limit']);
});
