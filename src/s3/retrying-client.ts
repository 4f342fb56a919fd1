import { Connection, type IncomingAnswer, Interruption, readAnswer } from '../http/connection.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { pause } from '../http/timing.ts';
import {
  type Attempted,
  classifyAnswer,
  classifyEarlySuccess,
  classifyNonsense,
  classifySilence,
  type Setback,
} from './error-classifier.ts';
import { StoreFailure } from './failure.ts';
import type { KeySource, StoreKey } from './key-source.ts';
import { describeRequest, RequestSigner, type S3Request } from './request.ts';
import { RetryBudget } from './retry-budget.ts';
import { Slots } from './slots.ts';
import type { ObjectStoreOptions } from './store-types.ts';

/**
 * Idle timeout in milliseconds. The system accepts megabytes of a body at once, and their transmission is invisible, so
 * this allows for a server that reads 100 KB/s from each connection.
 */
const IDLE_MS = 60_000;
/** A key is about to expire in its last seconds, or in the last part of its lifetime. */
const NEAR_END_MS = 30_000;
const NEAR_END_PART = 0.1;
/** How often one request is repeated with another key. A short session may expire while a large body waits. */
const MOST_RENEWALS = 5;

export interface Terms {
  readonly signal?: AbortSignal | undefined;
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Called when an attempt failed and it is unknown whether the server has done the work. */
  readonly onUnclear?: (() => void) | undefined;
  /** Multiplies the idle timeout for slow operations. */
  readonly slow?: number;
  /** Bytes of the answer, if they are known. */
  readonly expected?: number | undefined;
}

/** The result of an attempt: a value, or why there is none. */
type Outcome<T> = { readonly value: T } | Setback;

interface Tried<T> {
  readonly outcome: Outcome<T>;
  /** The key that signed it. */
  readonly key: StoreKey;
  /** Milliseconds, without the wait for a slot. */
  readonly tookMs: number;
}

/** Reads a successful answer. Returns undefined if it is incomplete. */
type Read<T> = (answer: HttpAnswer) => T | undefined;

/** Sends requests until they succeed or are refused: with a valid key, within the concurrency limit, and with retries. */
export class RetryingClient {
  readonly #options: ObjectStoreOptions;
  readonly #keys: KeySource;
  readonly #slots: Slots;
  readonly #signer: RequestSigner;
  readonly #connection: Connection;
  readonly #now: () => number;
  readonly #idleMs: number;
  readonly #firstSeen = new WeakMap<StoreKey, number>();
  /** Whether the server has ever answered. */
  #reached = false;

  constructor(options: ObjectStoreOptions) {
    this.#options = options;
    this.#keys = options.keys;
    this.#now = options.now ?? Date.now;
    this.#idleMs = options.requestMs ?? IDLE_MS;
    this.#slots = new Slots(options.concurrency);
    this.#signer = new RequestSigner(options);
    const { endpoint, context = {}, concurrency } = options;
    this.#connection = new Connection(endpoint, context, concurrency, this.#idleMs);
  }

  /**
   * @throws StoreFailure
   * @throws whatever the source of the body threw
   * @throws the signal's reason when it is aborted
   */
  async request<T>(request: S3Request, read: Read<T>, terms: Terms = {}): Promise<T> {
    return await this.#persist(request, terms, async (answer, attempted) => {
      const whole = await readAnswer(answer);
      const setback = classifyAnswer(attempted, whole);
      if (setback !== undefined) return setback;
      if (!answer.afterAll()) return classifyEarlySuccess(attempted, answer);
      const value = read(whole);
      return value === undefined ? classifyNonsense(attempted, whole) : { value };
    });
  }

  /** The same for a streamed answer. The request is in flight until its body has been read. */
  async open(request: S3Request, terms: Terms = {}): Promise<IncomingAnswer> {
    return await this.#persist(request, terms, async (answer, attempted) => {
      if (isSuccess(answer)) return { value: answer };
      const whole = await readAnswer(answer);
      return classifyAnswer(attempted, whole) ?? classifyNonsense(attempted, whole);
    });
  }

  async presign(key: string, query: Readonly<Record<string, string>>, seconds: number) {
    const signingKey = await this.#keys.current();
    const now = this.#now();
    const url = await this.#signer.presign({ bucket: this.#options.bucket, key }, query, signingKey, {
      now,
      seconds,
    });
    const asked = now + seconds * 1000;
    const endsAt = new Date(Math.min(asked, signingKey.expiration?.getTime() ?? asked));
    return { url, endsAt };
  }

  async close(): Promise<void> {
    this.#keys.close();
    await this.#connection.close();
  }

  async #persist<T>(
    asked: S3Request,
    terms: Terms,
    judge: (answer: IncomingAnswer, attempted: Attempted) => Promise<Outcome<T>>,
  ): Promise<T> {
    const request = { bucket: this.#options.bucket, ...asked };
    const budget = new RetryBudget(this.#options.random ?? Math.random);
    let renewals = 0;
    let cautious = false;
    for (;;) {
      const { outcome, key, tookMs }: Tried<T> = await this.#attempt(request, { ...terms, cautious }, judge);
      if ('value' in outcome) return outcome.value;
      if (outcome.again === 'other-key' && renewals < MOST_RENEWALS) {
        renewals += 1;
        if (await this.#isRenewed(key, terms.signal)) continue;
      }
      if (outcome.again !== 'later') throw outcome.failure;
      terms.onUnclear?.();
      cautious = outcome.whileSending === true;
      await this.#wait(request, outcome, budget, tookMs, terms.signal);
    }
  }

  /** One attempt, from waiting for a slot to classifying the answer. */
  async #attempt<T>(
    request: S3Request,
    terms: Terms & { readonly cautious: boolean },
    judge: (answer: IncomingAnswer, attempted: Attempted) => Promise<Outcome<T>>,
  ): Promise<Tried<T>> {
    const { signal, cautious, slow = 1 } = terms;
    const held = await this.#slots.take(bytesOf(request, terms), signal);
    const begun = performance.now();
    const tried = (outcome: Outcome<T>, key: StoreKey) => {
      if ('value' in outcome) this.#slots.accepted();
      else if (outcome.overloaded === true) this.#slots.overloaded(held);
      return { outcome, key, tookMs: performance.now() - begun };
    };
    const tally = new Tally(terms.onSent);
    let sent = false;
    let key: StoreKey | undefined;
    try {
      key = await this.#key(signal);
      const signed = await this.#signer.sign(request, key, this.#now());
      const idleMs = this.#idleMs * slow;
      signal?.throwIfAborted();
      sent = true;
      const answer = await this.#connection.send(signed, {
        signal,
        cautious,
        idleMs,
        onSent: (bytes) => tally.add(bytes),
        onOver: held.release,
      });
      this.#reached = true;
      const outcome = await judge(answer, { target: this.#options, request, key, now: this.#now() });
      if (!('value' in outcome)) tally.takeBack();
      return tried(outcome, key);
    } catch (error) {
      tally.takeBack();
      signal?.throwIfAborted();
      if (!(error instanceof Interruption) || key === undefined) throw error;
      const attempted = { what: describeRequest(request), endpoint: this.#options.endpoint };
      const hungFor = `nothing moved for ${Math.round((this.#idleMs * slow) / 100) / 10} s`;
      return tried(classifySilence(attempted, error, hungFor), key);
    } finally {
      if (!sent) held.release();
    }
  }

  async #key(signal: AbortSignal | undefined): Promise<StoreKey> {
    const key = await this.#keys.current(signal);
    if (!this.#firstSeen.has(key)) this.#firstSeen.set(key, this.#now());
    return key;
  }

  /** Whether there is another key for a refused request: the one used was about to expire, or has been replaced. */
  async #isRenewed(key: StoreKey, signal: AbortSignal | undefined): Promise<boolean> {
    if (!this.#isNearEnd(key) && (await this.#keys.current(signal)) === key) return false;
    return (await this.#keys.renewed(key, signal)) !== undefined;
  }

  #isNearEnd(key: StoreKey): boolean {
    if (key.expiration === undefined) return false;
    const leftMs = key.expiration.getTime() - this.#now();
    const lifeMs = key.expiration.getTime() - (this.#firstSeen.get(key) ?? 0);
    return leftMs < NEAR_END_MS || leftMs < lifeMs * NEAR_END_PART;
  }

  async #wait(
    request: S3Request,
    { failure, retryAfterMs, outage }: Setback,
    budget: RetryBudget,
    attemptMs: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { attempt } = budget;
    // A large body may have been in transfer for hours before it failed.
    const idleMs = Math.min(attemptMs, this.#idleMs);
    const waitMs = budget.next(idleMs, this.#reached && outage !== false, retryAfterMs);
    if (waitMs === undefined) throw afterAttempts(failure, attempt);
    const what = describeRequest(request);
    this.#options.onRetry?.({ what, cause: failure.cameBack, waitMs, attempt });
    await pause(waitMs, signal);
  }
}

/** Of the body that is sent, or of the answer. */
function bytesOf({ body }: S3Request, { expected = 0 }: Terms): number {
  return typeof body === 'object' ? body.bytes : expected;
}

/** Counts the bytes sent in one attempt, to take them back if it fails. */
class Tally {
  #sent = 0;
  readonly #onSent: (bytes: number) => void;

  constructor(onSent: (bytes: number) => void = () => undefined) {
    this.#onSent = onSent;
  }

  add(bytes: number): void {
    this.#sent += bytes;
    this.#onSent(bytes);
  }

  takeBack(): void {
    if (this.#sent > 0) this.#onSent(-this.#sent);
    this.#sent = 0;
  }
}

function afterAttempts(failure: StoreFailure, attempts: number): StoreFailure {
  const { kind, tried, cameBack, remedy, httpStatus, code } = failure;
  return new StoreFailure({
    kind,
    tried,
    cameBack: `${cameBack}, the last of ${attempts} attempts`,
    remedy,
    httpStatus,
    code,
  });
}
