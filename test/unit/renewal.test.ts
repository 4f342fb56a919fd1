import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/credentials/session.ts';
import { ExchangeFailure, type FailureKind } from '../../src/failure.ts';
import { type FailureOutlook, type Obtain, Renewal, retryDelayMs } from '../../src/refresh/renewal.ts';
import { FakeClock, settle } from '../faults/fake-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function failure(kind: FailureKind, retryAfterSeconds?: number): ExchangeFailure {
  return new ExchangeFailure({
    kind,
    tried: 'Asking for a session',
    cameBack: kind,
    causes: [],
    remedy: 'wait',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** A renewal with its own clock, whose server answers with `serve`. */
function setUp({ lifeMs = HOUR, random = () => 0.5 }: { lifeMs?: number; random?: () => number } = {}) {
  const clock = new FakeClock();
  const calls: { at: number; signal: AbortSignal }[] = [];
  const failures: { error: unknown; outlook: FailureOutlook }[] = [];
  const obtained: string[] = [];
  const started = clock.monotonic();
  const issue = (): Session => ({
    accessKeyId: `key-${calls.length}`,
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date(clock.now() + lifeMs),
    arn: '',
  });
  const server: { serve: Obtain } = { serve: async () => issue() };
  const renewal = new Renewal({
    obtain: (signal) => {
      calls.push({ at: clock.monotonic() - started, signal });
      return server.serve(signal);
    },
    onObtained: (session) => {
      obtained.push(session.accessKeyId);
    },
    onFailure: (error, outlook) => failures.push({ error, outlook }),
    clock,
    random,
  });
  return { clock, calls, failures, obtained, server, renewal, issue };
}

const hang: Obtain = (signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a renewal', () => {
  it('returns the first session, and nothing before it', async () => {
    const { renewal } = setUp();
    expect(renewal.current()).toBeUndefined();
    const first = await renewal.start();
    expect(renewal.current()).toBe(first);
    expect(renewal.status()).toMatchObject({ state: 'fresh', renewals: 0, failures: 0 });
    renewal.stop();
  });

  it.each([
    { draw: 0, part: 0.38 },
    { draw: 0.5, part: 0.42 },
    { draw: 0.9999999, part: 0.46 },
  ])('renews at $part of the life when the draw is $draw', async ({ draw, part }) => {
    const { renewal, clock, calls } = setUp({ random: () => draw });
    await renewal.start();
    await clock.advance(part * HOUR - SECOND);
    expect(calls).toHaveLength(1);
    await clock.advance(2 * SECOND);
    expect(calls).toHaveLength(2);
    expect(renewal.current()?.accessKeyId).toBe('key-2');
    expect(renewal.status().renewals).toBe(1);
    renewal.stop();
  });

  it('keeps a session of seconds fresh over a hundred renewals', async () => {
    const { renewal, clock, calls } = setUp({ lifeMs: 2 * SECOND });
    await renewal.start();
    for (let step = 0; step < 1_000; step += 1) {
      await clock.advance(100);
      expect(renewal.current()).toBeDefined();
    }
    expect(calls.length).toBeGreaterThan(100);
    renewal.stop();
  });

  it.each([
    { life: 'an hour', lifeMs: HOUR, latencyMs: 9_000 },
    { life: '15 minutes', lifeMs: 15 * MINUTE, latencyMs: 9_000 },
    { life: 'a minute', lifeMs: MINUTE, latencyMs: 4_500 },
    { life: 'a minute', lifeMs: MINUTE, latencyMs: 9_500 },
    { life: '10 seconds', lifeMs: 10 * SECOND, latencyMs: 4_500 },
    { life: '2 seconds', lifeMs: 2 * SECOND, latencyMs: 900 },
  ])(
    'does not fail if each answer takes $latencyMs ms on a busy machine, with sessions of $life',
    async (given) => {
      // The earliest moment of a renewal, and the latest.
      for (const random of [0, 1]) {
        const { renewal, clock, server, issue } = setUp({ lifeMs: given.lifeMs, random: () => random });
        await renewal.start();
        server.serve = (signal) =>
          new Promise((resolve, reject) => {
            clock.after(given.latencyMs, () => resolve(issue()));
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        for (let step = 0; step < 500; step += 1) {
          await clock.advance(given.lifeMs / 100);
          expect(renewal.current()).toBeDefined();
        }
        expect(renewal.status()).toMatchObject({ failures: 0 });
        expect(renewal.status().renewals).toBeGreaterThan(4);
        renewal.stop();
      }
    },
  );

  it.each([
    { life: 'an hour', lifeMs: HOUR, latencyMs: 35 * SECOND },
    { life: '15 minutes', lifeMs: 15 * MINUTE, latencyMs: 35 * SECOND },
    { life: '5 minutes', lifeMs: 5 * MINUTE, latencyMs: 15 * SECOND },
  ])(
    'waits longer each time if the server takes $latencyMs ms, and serves the session of $life meanwhile',
    async (given) => {
      const { renewal, clock, server, issue } = setUp({ lifeMs: given.lifeMs });
      await renewal.start();
      server.serve = (signal) =>
        new Promise((resolve, reject) => {
          const cancel = clock.after(given.latencyMs, () => resolve(issue()));
          signal.addEventListener('abort', () => {
            cancel();
            reject(signal.reason);
          });
        });
      for (let step = 0; step < 300; step += 1) {
        await clock.advance(given.lifeMs / 60);
        expect(renewal.current()).toBeDefined();
      }
      expect(renewal.status().renewals).toBeGreaterThan(4);
      renewal.stop();
    },
  );

  it('is given up with its limit in whole seconds', async () => {
    const { renewal, clock, server, failures } = setUp({ lifeMs: 33_333 });
    await renewal.start();
    server.serve = hang;
    await clock.advance(33_333);
    expect(failures[0]?.error).toMatchObject({ message: expect.stringMatching(/no answer within \d+ s\./) });
    renewal.stop();
  });

  it('reports a session before it returns it', async () => {
    const { clock, issue } = setUp();
    let release = (): void => undefined;
    const masked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const renewal = new Renewal({ obtain: async () => issue(), onObtained: () => masked, clock });
    const starting = renewal.start();
    await settle();
    expect(renewal.current()).toBeUndefined();
    release();
    await starting;
    expect(renewal.current()).toBeDefined();
    renewal.stop();
  });

  it('does not return a session that could not be masked', async () => {
    const { clock, issue } = setUp();
    const renewal = new Renewal({
      obtain: async () => issue(),
      onObtained: () => Promise.reject(new Error('no masker')),
      clock,
    });
    await expect(renewal.start()).rejects.toThrow('no masker');
    expect(renewal.current()).toBeUndefined();
  });

  it('fails to start with the failure of the first exchange, and leaves no timer', async () => {
    const { renewal, server, clock, failures } = setUp();
    const denied = failure('denied');
    server.serve = () => Promise.reject(denied);
    await expect(renewal.start()).rejects.toBe(denied);
    expect(clock.waiting).toBe(0);
    expect(failures).toEqual([]);
  });

  it('refuses to start twice', async () => {
    const { renewal } = setUp();
    await renewal.start();
    await expect(renewal.start()).rejects.toThrow('started only once');
    renewal.stop();
  });

  it('has one exchange in flight, however many callers ask', async () => {
    const { renewal, clock, calls, server } = setUp();
    await renewal.start();
    server.serve = hang;
    await clock.advance(0.42 * HOUR);
    for (let ask = 0; ask < 100; ask += 1) renewal.current();
    expect(calls).toHaveLength(2);
    renewal.stop();
  });
});

describe('in an outage', () => {
  it('keeps serving what is valid, and renews once the server is back', async () => {
    const { renewal, clock, server, failures, issue } = setUp();
    const first = await renewal.start();
    server.serve = () => Promise.reject(failure('server'));
    await clock.advance(0.9 * HOUR);
    expect(renewal.current()).toBe(first);
    expect(renewal.status()).toMatchObject({
      state: 'failing',
      lastError: 'Asking for a session failed: server.',
    });
    expect(failures[0]?.outlook).toMatchObject({
      repeated: false,
      refused: false,
      servingUntil: first.expiration,
    });
    expect(failures[1]?.outlook).toMatchObject({ repeated: true });
    server.serve = async () => issue();
    await clock.advance(20 * SECOND);
    expect(renewal.current()).not.toBe(first);
    expect(renewal.status().state).toBe('fresh');
    renewal.stop();
  });

  it.each([
    { lifeMs: HOUR, how: 'refuses' },
    { lifeMs: 30 * MINUTE, how: 'refuses' },
    { lifeMs: 15 * MINUTE, how: 'refuses' },
    { lifeMs: HOUR, how: 'hangs' },
    { lifeMs: 30 * MINUTE, how: 'hangs' },
  ])(
    'survives an outage of half the session’s life at any moment, with sessions of $lifeMs ms and a server that $how',
    async ({ lifeMs, how }) => {
      for (let part = 0; part < 0.5; part += 0.02) {
        const { renewal, clock, server, issue } = setUp({ lifeMs, random: () => 0.9999 });
        await renewal.start();
        await clock.advance(part * lifeMs);
        server.serve = how === 'hangs' ? hang : () => Promise.reject(failure('network'));
        for (let step = 0; step < 50; step += 1) {
          await clock.advance(lifeMs / 100);
          expect(renewal.current()).toBeDefined();
        }
        server.serve = async () => issue();
        for (let step = 0; step < 60; step += 1) {
          await clock.advance(SECOND);
          expect(renewal.current()).toBeDefined();
        }
        expect(renewal.status().state).toBe('fresh');
        renewal.stop();
      }
    },
  );

  it('returns nothing once the session has expired, and recovers within seconds', async () => {
    const { renewal, clock, server, issue } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('network'));
    await clock.advance(3 * HOUR);
    expect(renewal.current()).toBeUndefined();
    expect(renewal.status()).toMatchObject({ state: 'expired' });
    server.serve = async () => issue();
    await clock.advance(5 * SECOND);
    expect(renewal.current()).toBeDefined();
    expect(renewal.status().state).toBe('fresh');
    renewal.stop();
  });

  it('gives up on a server that hangs, and asks again', async () => {
    const { renewal, clock, server, calls, failures, issue } = setUp();
    await renewal.start();
    server.serve = hang;
    await clock.advance(0.42 * HOUR + 10.5 * SECOND);
    expect(calls[1]?.signal.aborted).toBe(true);
    expect(failures[0]?.error).toMatchObject({ kind: 'timeout' });
    server.serve = async () => issue();
    await clock.advance(5 * SECOND);
    expect(renewal.status()).toMatchObject({ state: 'fresh', renewals: 1 });
    renewal.stop();
  });

  it('gives up on an exchange that ignores its signal', async () => {
    const { renewal, clock, server, issue } = setUp();
    await renewal.start();
    server.serve = () => new Promise(() => undefined);
    await clock.advance(0.42 * HOUR + 10.5 * SECOND);
    server.serve = async () => issue();
    await clock.advance(5 * SECOND);
    expect(renewal.status().renewals).toBe(1);
    renewal.stop();
  });

  it('wakes those who wait as soon as there is a session', async () => {
    const { renewal, clock, server, issue } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('network'));
    await clock.advance(2 * HOUR);
    const waiting = renewal.waitForSession(10 * SECOND);
    server.serve = async () => issue();
    await clock.advance(6 * SECOND);
    await expect(waiting).resolves.toBe(renewal.current());
    renewal.stop();
  });

  it('makes nobody wait longer than requested', async () => {
    const { renewal, clock, server } = setUp();
    await renewal.start();
    server.serve = hang;
    await clock.advance(2 * HOUR);
    const waiting = renewal.waitForSession(700);
    await clock.advance(700);
    await expect(waiting).resolves.toBeUndefined();
    renewal.stop();
  });
});

describe('a revoked credential', () => {
  it('is retried within seconds and then about once a minute, and reported once', async () => {
    const { renewal, clock, server, calls, failures } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('denied'));
    await clock.advance(0.42 * HOUR + 5 * SECOND);
    expect(calls).toHaveLength(3);
    expect(renewal.status().state).toBe('refused');
    await clock.advance(10 * MINUTE);
    expect(calls.length).toBeGreaterThanOrEqual(10);
    expect(calls.length).toBeLessThanOrEqual(17);
    expect(failures.filter(({ outlook }) => outlook.refused && !outlook.repeated)).toHaveLength(1);
    renewal.stop();
  });

  it('is used again once it is restored', async () => {
    const { renewal, clock, server, issue } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('denied'));
    await clock.advance(2 * HOUR);
    expect(renewal.current()).toBeUndefined();
    server.serve = async () => issue();
    await clock.advance(75 * SECOND);
    expect(renewal.status().state).toBe('fresh');
    renewal.stop();
  });

  it('is not mistaken for the outage before it', async () => {
    const { renewal, clock, server, failures } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('network'));
    await clock.advance(0.5 * HOUR);
    server.serve = () => Promise.reject(failure('denied'));
    await clock.advance(60 * SECOND);
    const denials = failures.filter(({ outlook }) => outlook.refused);
    expect(denials[0]?.outlook.repeated).toBe(false);
    expect(denials[0]?.outlook.nextTryInMs).toBeLessThan(2 * SECOND);
    renewal.stop();
  });
});

describe('when the clock jumps', () => {
  it('renews at the next request after a suspension, and returns no expired session', async () => {
    const { renewal, clock, calls } = setUp();
    await renewal.start();
    await clock.advance(MINUTE);
    clock.jump(2 * HOUR);
    expect(renewal.current()).toBeUndefined();
    expect(calls).toHaveLength(2);
    await expect(renewal.waitForSession(700)).resolves.toMatchObject({ accessKeyId: 'key-2' });
    renewal.stop();
  });

  it('renews within a tick after a suspension, even without a request', async () => {
    const { renewal, clock, calls } = setUp();
    await renewal.start();
    await clock.advance(MINUTE);
    clock.jump(5 * MINUTE);
    await clock.advance(15 * SECOND);
    expect(calls).toHaveLength(2);
    renewal.stop();
  });

  it('renews after the clock was set back, and does not trust the old session beyond its end', async () => {
    const { renewal, clock, server, calls } = setUp();
    await renewal.start();
    server.serve = () => Promise.reject(failure('clock-skew'));
    clock.jump(-5 * HOUR);
    await clock.advance(15 * SECOND);
    expect(calls.length).toBeGreaterThan(1);
    expect(renewal.current()).toBeDefined();
    await clock.advance(HOUR);
    expect(renewal.current()).toBeUndefined();
    renewal.stop();
  });

  it('does not take the slow drift of a clock for a jump', async () => {
    const { renewal, clock, calls } = setUp();
    await renewal.start();
    for (let step = 0; step < 60; step += 1) {
      clock.jump(10);
      await clock.advance(15 * SECOND);
    }
    expect(calls).toHaveLength(1);
    renewal.stop();
  });

  it('explains a session that is expired on arrival, and does not request the next one in a loop', async () => {
    const { renewal, clock, server, calls, issue } = setUp();
    await renewal.start();
    server.serve = async () => ({ ...issue(), expiration: new Date(clock.now() - MINUTE) });
    await clock.advance(0.42 * HOUR + 10 * SECOND);
    expect(renewal.status().lastError).toContain('1 min ago by this machine');
    expect(calls.length).toBeLessThan(8);
    renewal.stop();
  });
});

describe('when it is stopped', () => {
  it('aborts the exchange in flight, leaves no timer, and returns nothing', async () => {
    const { renewal, clock, server, calls, failures } = setUp();
    await renewal.start();
    server.serve = hang;
    await clock.advance(0.42 * HOUR);
    renewal.stop();
    await settle();
    expect(calls[1]?.signal.aborted).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(renewal.current()).toBeUndefined();
    expect(failures).toEqual([]);
    expect(renewal.status().state).toBe('stopped');
  });

  it('does not start when it is stopped during the first exchange', async () => {
    const { renewal, server } = setUp();
    server.serve = hang;
    const starting = renewal.start();
    renewal.stop();
    await expect(starting).rejects.toThrow('stopped');
  });

  it('answers those who wait', async () => {
    const { renewal, clock, server } = setUp();
    await renewal.start();
    server.serve = hang;
    await clock.advance(2 * HOUR);
    const waiting = renewal.waitForSession(HOUR);
    renewal.stop();
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('the wait before the next try', () => {
  const hourLeft = { lifeMs: HOUR, remainingMs: HOUR / 2 };

  it('doubles up to a bound', () => {
    const waits = [1, 2, 3, 4, 5, 6, 100].map((row) =>
      retryDelayMs(failure('server'), row, hourLeft, () => 0.5),
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('has a quarter of jitter to either side', () => {
    expect(retryDelayMs(failure('server'), 1, hourLeft, () => 0)).toBe(750);
    expect(retryDelayMs(failure('server'), 1, hourLeft, () => 0.999_999)).toBeCloseTo(1_250, 0);
  });

  it('gets shorter near the end of the session', () => {
    const nearEnd = { lifeMs: HOUR, remainingMs: 20 * SECOND };
    expect(retryDelayMs(failure('server'), 10, nearEnd, () => 0.5)).toBe(2_000);
  });

  it('respects the server’s Retry-After, up to half of the remaining time', () => {
    expect(retryDelayMs(failure('throttled', 30), 1, hourLeft, () => 0.5)).toBe(30_000);
    const nearEnd = { lifeMs: HOUR, remainingMs: 20 * SECOND };
    expect(retryDelayMs(failure('throttled', 30), 1, nearEnd, () => 0.5)).toBe(10_000);
    expect(retryDelayMs(failure('throttled', 86_400), 1, { lifeMs: HOUR, remainingMs: 0 }, () => 0.5)).toBe(
      60_000,
    );
  });
});

describe('a session that the server refuses before its time', () => {
  it('is replaced for all requests with one exchange', async () => {
    const { clock, calls, renewal } = setUp();
    const stale = await renewal.start();
    await clock.advance(10 * MINUTE);
    const [first, second] = await Promise.all([
      renewal.renewNow(stale, 15 * SECOND),
      renewal.renewNow(stale, 15 * SECOND),
    ]);
    expect(first?.accessKeyId).toBe('key-2');
    expect(second).toBe(first);
    expect(calls).toHaveLength(2);
    expect(renewal.current()).toBe(first);
  });

  it('costs no exchange when it has been replaced already', async () => {
    const { clock, calls, renewal } = setUp();
    const stale = await renewal.start();
    await clock.advance(40 * MINUTE);
    const newer = renewal.current();
    expect(newer).not.toBe(stale);
    expect(await renewal.renewNow(stale, 15 * SECOND)).toBe(newer);
    expect(calls).toHaveLength(2);
  });

  it('stays if no newer one arrives in time, and is not retried faster than with a failing server', async () => {
    const { clock, calls, server, renewal } = setUp();
    const stale = await renewal.start();
    server.serve = async () => {
      throw failure('denied');
    };
    const asked = renewal.renewNow(stale, 15 * SECOND);
    await clock.advance(15 * SECOND);
    expect(await asked).toBeUndefined();
    const before = calls.length;
    const again = Promise.all(Array.from({ length: 20 }, () => renewal.renewNow(stale, 10)));
    await clock.advance(10);
    expect(await again).toEqual(Array(20).fill(undefined));
    expect(calls).toHaveLength(before);
    expect(renewal.current()).toBe(stale);
  });

  it('has no successor after the renewal was stopped', async () => {
    const { renewal } = setUp();
    const stale = await renewal.start();
    renewal.stop();
    expect(await renewal.renewNow(stale, 15 * SECOND)).toBeUndefined();
  });
});
