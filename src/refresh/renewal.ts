import { describeSeconds, formatTime, type Session } from '../credentials/session.ts';
import { ExchangeFailure, type FailureKind, firstLine } from '../failure.ts';
import { afterTurns, type SetTimer, setSystemTimer, untilAborted } from '../http/timing.ts';

/** Makes one exchange. It must end soon after `signal` is aborted, and reject with an ExchangeFailure. */
export type Obtain = (signal: AbortSignal) => Promise<Session>;

/** The clocks of a renewal. It needs both: one of them can jump, and the other may stop while the machine is suspended. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since any fixed moment; never goes back. */
  monotonic(): number;
  /** Calls back once, after this many milliseconds. The returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: setSystemTimer,
};

export interface FailureOutlook {
  /** The credential or the request was refused. Unlike in an outage, waiting will hardly help. */
  readonly refused: boolean;
  /** Whether the previous failure was of the same kind, and so has been reported. */
  readonly repeated: boolean;
  readonly nextTryInMs: number;
  /** Until when the current session can be served. Undefined if there is none. */
  readonly servingUntil: Date | undefined;
}

/** What a failed renewal means for the current session, as a sentence. */
export function describeOutlook({ servingUntil }: FailureOutlook): string {
  const until =
    servingUntil === undefined
      ? 'no valid session is left'
      : `the current session lasts until ${formatTime(servingUntil)}`;
  return `renewing failed, ${until}.`;
}

export interface RenewalOptions {
  readonly obtain: Obtain;
  /**
   * Receives each session, including the first, before it is served, so that it can be masked. If it rejects, the session
   * is not used and the renewal counts as failed.
   */
  readonly onObtained?: ((session: Session) => void | Promise<void>) | undefined;
  /** Called for each failed renewal, but not for a failed first exchange, which {@link Renewal.start} throws. */
  readonly onFailure?: ((error: unknown, outlook: FailureOutlook) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** 0 <= n < 1, for the jitter. */
  readonly random?: (() => number) | undefined;
}

/**
 * - `starting`: no session yet
 * - `fresh`: the last exchange succeeded
 * - `failing`: the current session is valid, and the last renewal failed
 * - `refused`: the same, and the server refuses the credential or the request
 * - `expired`: there is no valid session; it keeps trying
 */
export type RenewalState = 'starting' | 'fresh' | 'failing' | 'refused' | 'expired' | 'stopped';

export interface RenewalStatus {
  readonly state: RenewalState;
  /** Sessions obtained after the first. */
  readonly renewals: number;
  readonly failures: number;
  /** The first line of the last failure, even if a later renewal succeeded. */
  readonly lastError: string | undefined;
  /** The end of the newest session, even if it has passed. */
  readonly expiresAt: Date | undefined;
  readonly nextRenewalAt: Date | undefined;
}

/**
 * The fraction of a session's life after which it is renewed, chosen at random each time so that agents that were started
 * together spread out. It is at most 0.46, so an outage of half the life can begin at any moment and still end while the
 * old session is valid.
 */
const EARLIEST_RENEWAL = 0.38;
const LATEST_RENEWAL = 0.46;
/** A session counts as expired this long before its end, because it still has to reach a client and then the server. */
const LONGEST_MARGIN_MS = 30_000;
const MARGIN_PART = 0.05;
/** The longest timer, so that a clock jump or a suspended machine is noticed within this time. */
const LONGEST_TICK_MS = 15_000;
/** More than NTP slews between two checks, and less than what matters to a session. */
const JUMP_MS = 2_000;
/**
 * The time limit of one renewal. An RGW answers within tens of milliseconds, so a request that hangs is better repeated. But
 * on a busy runner the same request can take seconds.
 */
const SHORTEST_LIMIT_MS = 5_000;
const LONGEST_LIMIT_MS = 10_000;

const NO_STREAK = { kind: '', refused: false, count: 0 };

interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

interface Held {
  readonly session: Session;
  readonly lifeMs: number;
  readonly validUntil: Moment;
}

/**
 * Keeps one session fresh. It renews well before the end, one exchange at a time, and answers from memory. While the server
 * fails, it keeps a valid session and retries. It never returns an expired session.
 */
export class Renewal {
  readonly #obtain: Obtain;
  readonly #onObtained: NonNullable<RenewalOptions['onObtained']>;
  readonly #onFailure: NonNullable<RenewalOptions['onFailure']>;
  readonly #clock: Clock;
  readonly #setTimer: SetTimer = (milliseconds, callback) => this.#clock.after(milliseconds, callback);
  readonly #random: () => number;
  readonly #waiters = new Set<() => void>();

  #life: 'new' | 'running' | 'stopped' = 'new';
  #held: Held | undefined;
  #due: Moment;
  #seen: Moment;
  #attempt: AbortController | undefined;
  #cancelTick = (): void => undefined;
  #renewals = 0;
  #failures = 0;
  #lastError: unknown;
  /** The kind of the last failure, and the number of such failures in a row. A success resets it. */
  #streak = NO_STREAK;

  constructor(options: RenewalOptions) {
    this.#obtain = options.obtain;
    this.#onObtained = options.onObtained ?? (() => undefined);
    this.#onFailure = options.onFailure ?? (() => undefined);
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#due = this.#seen = this.#moment();
  }

  /**
   * Obtains the first session, and keeps it fresh from then on until {@link stop}.
   *
   * @throws the error of the first exchange. Nothing is left running.
   */
  async start(): Promise<Session> {
    if (this.#life !== 'new') throw new Error('A renewal can be started only once.');
    this.#life = 'running';
    try {
      const held = await this.#exchange();
      this.#schedule();
      return held.session;
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Stops the renewal: aborts the exchange in flight, and returns no more sessions. Safe to call twice. */
  stop(): void {
    this.#life = 'stopped';
    this.#cancelTick();
    this.#attempt?.abort(new Error('The renewal was stopped.'));
    this.#wakeWaiters();
  }

  /** The current session, or undefined if none is valid. Costs two readings of the clock. */
  current(): Session | undefined {
    this.#look();
    return this.#remainingMs() > 0 ? this.#held?.session : undefined;
  }

  /** Waits at most `timeoutMs` milliseconds for a valid session. Undefined if there is none. */
  async waitForSession(timeoutMs: number): Promise<Session | undefined> {
    const session = this.current();
    if (session !== undefined || this.#life === 'stopped') return session;
    await this.#nextSession(timeoutMs);
    return this.current();
  }

  /**
   * Returns a valid session other than `stale`, which the server refuses early. It renews at once, unless a renewal has
   * failed and waits for its next attempt.
   *
   * @param timeoutMs how long to wait at most, in milliseconds
   * @returns undefined if none was obtained
   */
  async renewNow(stale: unknown, timeoutMs: number): Promise<Session | undefined> {
    const isNewer = (session: Session | undefined) => session !== undefined && session !== stale;
    if (!isNewer(this.current()) && this.#life === 'running') {
      if (this.#streak.count === 0) this.#due = this.#moment();
      this.#look();
      await this.#nextSession(timeoutMs);
    }
    const session = this.current();
    return isNewer(session) ? session : undefined;
  }

  status(): RenewalStatus {
    return {
      state: this.#state(),
      renewals: this.#renewals,
      failures: this.#failures,
      lastError: this.#lastError === undefined ? undefined : firstLine(this.#lastError),
      expiresAt: this.#held?.session.expiration,
      nextRenewalAt: this.#held === undefined ? undefined : new Date(this.#due.wall),
    };
  }

  #state(): RenewalState {
    if (this.#life === 'stopped') return 'stopped';
    if (this.#held === undefined) return 'starting';
    if (this.#remainingMs() <= 0) return 'expired';
    if (this.#streak.count === 0) return 'fresh';
    return this.#streak.refused ? 'refused' : 'failing';
  }

  /** Checks the clocks, and renews if it is time. */
  #look(): void {
    if (this.#life !== 'running' || this.#held === undefined) return;
    const now = this.#moment();
    const jump = now.wall - this.#seen.wall - (now.monotonic - this.#seen.monotonic);
    this.#seen = now;
    // After a clock jump, the session's end cannot be trusted in either direction.
    if (Math.abs(jump) > JUMP_MS) this.#due = now;
    if (this.#attempt === undefined && untilMs(this.#due, now) <= 0) void this.#renew(this.#held);
  }

  #schedule(): void {
    this.#cancelTick();
    if (this.#life !== 'running') return;
    const wait = Math.min(untilMs(this.#due, this.#moment()), LONGEST_TICK_MS);
    this.#cancelTick = this.#clock.after(Math.max(wait, 0), () => {
      this.#look();
      if (this.#attempt === undefined) this.#schedule();
    });
  }

  async #renew(old: Held): Promise<void> {
    try {
      await this.#exchange(this.#limitMs(old));
      this.#renewals += 1;
      this.#streak = NO_STREAK;
      this.#wakeWaiters();
    } catch (error) {
      if (this.#life === 'running') this.#fail(error, old);
    } finally {
      this.#schedule();
    }
  }

  async #exchange(limitMs?: number): Promise<Held> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const cancelLimit =
      limitMs === undefined
        ? undefined
        : afterTurns(this.#setTimer, limitMs, () => attempt.abort(noAnswer(limitMs)));
    try {
      const session = await untilAborted(this.#obtain(attempt.signal), attempt.signal);
      const held = this.#measure(session);
      await untilAborted(Promise.resolve(this.#onObtained(session)), attempt.signal);
      const part = EARLIEST_RENEWAL + this.#random() * (LATEST_RENEWAL - EARLIEST_RENEWAL);
      this.#due = this.#momentIn(held.lifeMs * part);
      this.#seen = this.#moment();
      this.#held = held;
      return held;
    } finally {
      cancelLimit?.();
      this.#attempt = undefined;
    }
  }

  #measure(session: Session): Held {
    const lifeMs = session.expiration.getTime() - this.#clock.now();
    if (!(lifeMs > 0)) throw alreadyOver(session, this.#clock.now());
    const marginMs = Math.min(LONGEST_MARGIN_MS, lifeMs * MARGIN_PART);
    return { session, lifeMs, validUntil: this.#momentIn(lifeMs - marginMs) };
  }

  /**
   * After a timeout, the next attempt gets twice the time, because the server may be slow and not dead, and after another
   * one twice as much again, as long as no client has to wait for it. Near the end of the session it gets less, so that
   * there is time for one more attempt.
   */
  #limitMs({ lifeMs }: Held): number {
    const usual = clamp(lifeMs / 5, SHORTEST_LIMIT_MS, LONGEST_LIMIT_MS);
    const remainingMs = this.#remainingMs();
    const doublings = Math.min(this.#streak.count, remainingMs > 0 ? 2 : 1);
    const limit = this.#streak.kind === 'timeout' ? usual * 2 ** doublings : usual;
    return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 2, SHORTEST_LIMIT_MS)) : limit;
  }

  #fail(error: unknown, { session, lifeMs }: Held): void {
    const kind = failureKind(error);
    const refused = isRefusal(error);
    const repeated = this.#streak.kind === kind;
    this.#streak = { kind, refused, count: refused === this.#streak.refused ? this.#streak.count + 1 : 1 };
    this.#failures += 1;
    this.#lastError = error;
    const remainingMs = this.#remainingMs();
    const nextTryInMs = retryDelayMs(error, this.#streak.count, { lifeMs, remainingMs }, this.#random);
    this.#due = this.#momentIn(nextTryInMs);
    this.#onFailure(error, {
      refused,
      repeated,
      nextTryInMs,
      servingUntil: remainingMs > 0 ? session.expiration : undefined,
    });
  }

  #remainingMs(): number {
    if (this.#held === undefined || this.#life === 'stopped') return 0;
    return untilMs(this.#held.validUntil, this.#moment());
  }

  #moment(): Moment {
    return { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
  }

  #momentIn(milliseconds: number): Moment {
    const now = this.#moment();
    return { wall: now.wall + milliseconds, monotonic: now.monotonic + milliseconds };
  }

  /** Resolves with the next session, when the renewal stops, or after the time. */
  async #nextSession(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        this.#waiters.delete(wake);
        resolve();
      };
      const cancel = this.#clock.after(timeoutMs, wake);
      this.#waiters.add(wake);
    });
  }

  #wakeWaiters(): void {
    for (const wake of [...this.#waiters]) wake();
  }
}

/**
 * Milliseconds until the first of the two clocks reaches the moment, so that neither a clock that was set back nor a
 * suspended one delays anything.
 */
function untilMs(moment: Moment, now: Moment): number {
  return Math.min(moment.wall - now.wall, moment.monotonic - now.monotonic);
}

const REFUSALS: ReadonlySet<FailureKind> = new Set([
  'denied',
  'no-such-role',
  'invalid-request',
  'bad-policy',
]);

/** Whether the server understood the request and refused it, as opposed to an outage or a wrong clock. */
function isRefusal(error: unknown): boolean {
  return error instanceof ExchangeFailure && REFUSALS.has(error.kind);
}

function failureKind(error: unknown): string {
  if (error instanceof ExchangeFailure) return error.kind;
  return error instanceof Error ? error.name : 'unknown';
}

const FIRST_RETRY_PART = 0.03;
const SHORTEST_FIRST_RETRY_MS = 100;
const LONGEST_FIRST_RETRY_MS = 1_000;
/** The longest wait, both with a valid session and without one. */
const LONGEST_RETRY_MS = 15_000;
const LONGEST_RETRY_WITHOUT_SESSION_MS = 4_000;
/** A refused request is repeated within seconds, in case the refusal was a glitch, and then once a minute. */
const REFUSED_RETRY_MS = 60_000;
/** The longest Retry-After of the server that is respected. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Milliseconds until the next attempt, with a jitter of a quarter to either side. The wait doubles with each failure in a
 * row, up to a tenth of the session's remaining time, so that an attempt always comes before its end.
 */
export function retryDelayMs(
  error: unknown,
  failuresInARow: number,
  { lifeMs, remainingMs }: { readonly lifeMs: number; readonly remainingMs: number },
  random: () => number,
): number {
  const jitter = 0.75 + random() / 2;
  if (isRefusal(error) && failuresInARow > 1) return Math.min(REFUSED_RETRY_MS, lifeMs / 2) * jitter;
  const first = clamp(lifeMs * FIRST_RETRY_PART, SHORTEST_FIRST_RETRY_MS, LONGEST_FIRST_RETRY_MS);
  const longest =
    remainingMs > 0 ? clamp(remainingMs / 10, first, LONGEST_RETRY_MS) : LONGEST_RETRY_WITHOUT_SESSION_MS;
  const delay = Math.min(first * 2 ** Math.min(failuresInARow - 1, 16), longest) * jitter;
  return Math.max(delay, retryAfterMs(error, remainingMs));
}

function retryAfterMs(error: unknown, remainingMs: number): number {
  if (!(error instanceof ExchangeFailure)) return 0;
  const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
  return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function noAnswer(limitMs: number): ExchangeFailure {
  return new ExchangeFailure({
    kind: 'timeout',
    tried: 'Renewing the session',
    cameBack: `no answer within ${Math.round(limitMs / 1000)} s`,
    causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
    remedy: 'None if this passes: the renewal is retried. Otherwise check the endpoint and the network.',
  });
}

function alreadyOver({ expiration }: Session, now: number): ExchangeFailure {
  const late = describeSeconds(Math.ceil((now - expiration.getTime()) / 1000));
  return new ExchangeFailure({
    kind: 'clock-skew',
    tried: 'Obtaining a session',
    cameBack: `it ended at ${formatTime(expiration)}, ${late} ago by this machine's clock`,
    causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
    remedy: 'Set the clock, or enable time synchronization (NTP).',
  });
}
