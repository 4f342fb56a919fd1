import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExchangeFailure, type FailureKind } from '../../src/failure.ts';
import { Renewal } from '../../src/refresh/renewal.ts';
import { FakeClock } from '../faults/fake-clock.ts';

type Answer = { readonly kind: FailureKind | 'session' | 'hang'; readonly latencyMs: number };

const answer = fc.record<Answer>({
  kind: fc.constantFrom(
    'session',
    'session',
    'server',
    'network',
    'denied',
    'throttled',
    'clock-skew',
    'hang',
  ),
  latencyMs: fc.integer({ min: 0, max: 800 }),
});
const moves = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        move: fc.constant('pass' as const),
        part: fc.double({ min: 0, max: 0.8, noNaN: true }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        move: fc.constant('jump' as const),
        part: fc.double({ min: -2, max: 2, noNaN: true }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ move: fc.constant('server' as const), answer }) },
  ),
  { maxLength: 40, size: 'max' },
);

/** A server whose own clock never jumps, so that it knows when each session really ends. */
class Server {
  answer: Answer = { kind: 'session', latencyMs: 0 };
  inFlight = 0;
  mostInFlight = 0;
  readonly ends = new Map<string, number>();
  readonly #clock: FakeClock;
  readonly #lifeMs: number;

  constructor(clock: FakeClock, lifeMs: number) {
    this.#clock = clock;
    this.#lifeMs = lifeMs;
  }

  async obtain(signal: AbortSignal) {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      const { kind, latencyMs } = this.answer;
      await this.#wait(kind === 'hang' ? 1e9 : latencyMs, signal);
      if (kind !== 'session' && kind !== 'hang') {
        throw new ExchangeFailure({ kind, tried: 'Asking', cameBack: kind, causes: [], remedy: 'wait' });
      }
      return this.#issue();
    } finally {
      this.inFlight -= 1;
    }
  }

  #issue() {
    const accessKeyId = `key-${this.ends.size}`;
    this.ends.set(accessKeyId, this.#clock.monotonic() + this.#lifeMs);
    const expiration = new Date(this.#clock.now() + this.#lifeMs);
    return { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration, arn: '' };
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(milliseconds, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason);
      });
    });
  }
}

it('never returns an expired session, has one exchange in flight, and recovers, whatever the server and the clock do', async () => {
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.constantFrom(2_000, 3_000, 60_000, 900_000, 3_600_000, 43_200_000),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (sequence, lifeMs, draws) => {
        const clock = new FakeClock();
        const server = new Server(clock, lifeMs);
        const random = () => draws.next().value as number;
        const renewal = new Renewal({ obtain: (signal) => server.obtain(signal), clock, random });
        const starting = renewal.start();
        await clock.advance(0);
        await starting;
        for (const step of sequence) {
          if (step.move === 'server') server.answer = step.answer;
          else if (step.move === 'jump') clock.jump(step.part * lifeMs);
          else await clock.advance(step.part * lifeMs);
          const served = renewal.current();
          if (served === undefined) continue;
          // In the server's time, because a wall clock that was set back would hide it.
          expect(server.ends.get(served.accessKeyId)).toBeGreaterThan(clock.monotonic());
          expect(served.expiration.getTime()).toBeGreaterThan(clock.now());
        }
        expect(server.mostInFlight).toBe(1);
        server.answer = { kind: 'session', latencyMs: 20 };
        // The longest wait is the one after a repeated refusal, and before it an exchange that hangs must
        // time out.
        await clock.advance(75_000 + 20_000);
        expect(renewal.current()).toBeDefined();
        renewal.stop();
        await clock.advance(0);
        expect(clock.waiting).toBe(0);
        expect(server.inFlight).toBe(0);
      },
    ),
    { numRuns: 1_000 },
  );
});
