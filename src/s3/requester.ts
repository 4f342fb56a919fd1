import { setMaxListeners } from 'node:events';
import { pause } from '../http/timing.ts';
import { type Answer, Interruption, StoreConnection } from './connection.ts';
import { StoreFailure } from './failure.ts';
import type { KeySource, StoreKey } from './key-source.ts';
import { Patience } from './patience.ts';
import { Slots } from './slots.ts';
import { RequestSigner, type StoreRequest } from './store-request.ts';
import type { ObjectStoreOptions } from './store-types.ts';
import {
  type Circumstances,
  describeRequest,
  judgeAnswer,
  judgeHaste,
  judgeInterruption,
  judgeNonsense,
  type ReadAnswer,
  type Setback,
} from './verdict.ts';

/**
 * Milliseconds without a byte moved after which a request counts as hung. The system takes megabytes of a body at once, and
 * what it sends of them is not seen: a server that takes 100 KB/s of each connection is still in time.
 */
const PATIENCE_MS = 60_000;
/** Bytes of an answer that is read as a whole: 1,000 keys of 1,024 bytes, each in percent form, are about 4 MB. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** A key counts as near its end in its last seconds, or in the last part of its life. */
const NEAR_END_MS = 30_000;
const NEAR_END_PART = 0.1;
/** Times that one request is made with another key: a session of seconds may end while a large body waits. */
const MOST_RENEWALS = 5;

export interface Terms {
  readonly signal?: AbortSignal | undefined;
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Told when a try has failed in a way that leaves open whether the server has done what it was asked for. */
  readonly onUnclear?: (() => void) | undefined;
  /** As many times the usual patience for an answer that takes the server long to work out. */
  readonly slow?: number;
}

/** What an attempt yields: a value, or why there is none. */
type Outcome<T> = { readonly value: T } | Setback;

interface Tried<T> {
  readonly outcome: Outcome<T>;
  /** What it was signed with. */
  readonly key: StoreKey;
}

/** Reads an answer that is no error; undefined when it lacks what it should have. */
type Read<T> = (answer: ReadAnswer) => T | undefined;

/** Makes requests until they succeed or are refused: with a key that is valid, in a slot, again after what passes by itself. */
export class Requester {
  readonly #options: ObjectStoreOptions;
  readonly #keys: KeySource;
  readonly #slots: Slots;
  readonly #signer: RequestSigner;
  readonly #connection: StoreConnection;
  readonly #now: () => number;
  readonly #patienceMs: number;
  readonly #firstSeen = new WeakMap<StoreKey, number>();
  /** Whether the server has answered anything. */
  #reached = false;

  constructor(options: ObjectStoreOptions) {
    this.#options = options;
    this.#keys = options.keys;
    this.#now = options.now ?? Date.now;
    this.#patienceMs = options.requestMs ?? PATIENCE_MS;
    this.#slots = new Slots(options.concurrency);
    this.#signer = new RequestSigner(options);
    const { endpoint, surroundings = {}, concurrency } = options;
    this.#connection = new StoreConnection(endpoint, surroundings, concurrency, this.#patienceMs);
  }

  /**
   * @throws StoreFailure
   * @throws what the body's source threw
   * @throws the signal's reason when it is aborted
   */
  async request<T>(request: StoreRequest, read: Read<T>, terms: Terms = {}): Promise<T> {
    return await this.#persist(request, terms, async (answer, circumstances) => {
      const whole = await readWhole(answer);
      const setback = judgeAnswer(circumstances, whole);
      if (setback !== undefined) return setback;
      if (!answer.afterAll()) return judgeHaste(circumstances, answer.status);
      const value = read(whole);
      return value === undefined ? judgeNonsense(circumstances, whole) : { value };
    });
  }

  /** The same for an answer whose body is left to be read. The request is in flight until then. */
  async open(request: StoreRequest, terms: Terms = {}): Promise<Answer> {
    return await this.#persist(request, terms, async (answer, circumstances) => {
      if (answer.status >= 200 && answer.status < 300) return { value: answer };
      const whole = await readWhole(answer);
      return judgeAnswer(circumstances, whole) ?? judgeNonsense(circumstances, whole);
    });
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#now();
  }

  async presign(key: string, query: Readonly<Record<string, string>>, seconds: number) {
    const signingKey = await this.#keys.current();
    const now = this.#now();
    const url = await this.#signer.presign(key, query, signingKey, { now, seconds });
    const asked = now + seconds * 1000;
    const endsAt = new Date(Math.min(asked, signingKey.expiration?.getTime() ?? asked));
    return { url, endsAt };
  }

  async close(): Promise<void> {
    this.#keys.close();
    await this.#connection.close();
  }

  async #persist<T>(
    request: StoreRequest,
    terms: Terms,
    judge: (answer: Answer, circumstances: Circumstances) => Promise<Outcome<T>>,
  ): Promise<T> {
    // Each request listens. Node 20 takes more than ten for a leak, and warns of it on standard error.
    if (terms.signal !== undefined) setMaxListeners(0, terms.signal);
    const patience = new Patience(this.#options.random ?? Math.random);
    let renewals = 0;
    let cautious = false;
    for (;;) {
      const begun = performance.now();
      const { outcome, key }: Tried<T> = await this.#attempt(request, { ...terms, cautious }, judge);
      if ('value' in outcome) return outcome.value;
      if (outcome.again === 'other-key' && renewals < MOST_RENEWALS) {
        renewals += 1;
        if (await this.#isRenewed(key, terms.signal)) continue;
      }
      if (outcome.again !== 'later') throw outcome.failure;
      terms.onUnclear?.();
      cautious = outcome.whileSending === true;
      await this.#wait(request, outcome, patience, performance.now() - begun, terms.signal);
    }
  }

  /** One request, from its slot to the verdict. */
  async #attempt<T>(
    request: StoreRequest,
    terms: Terms & { readonly cautious: boolean },
    judge: (answer: Answer, circumstances: Circumstances) => Promise<Outcome<T>>,
  ): Promise<Tried<T>> {
    const { signal, cautious, slow = 1 } = terms;
    const release = await this.#slots.take(signal);
    const tally = new Tally(terms.onSent);
    let sent = false;
    let key: StoreKey | undefined;
    try {
      key = await this.#key(signal);
      const signed = await this.#signer.sign(request, key, this.#now());
      const patienceMs = this.#patienceMs * slow;
      signal?.throwIfAborted();
      sent = true;
      const answer = await this.#connection.send(signed, {
        signal,
        cautious,
        patienceMs,
        onSent: (bytes) => tally.add(bytes),
        onOver: release,
      });
      this.#reached = true;
      const outcome = await judge(answer, this.#circumstances(request, key));
      if (!('value' in outcome)) tally.takeBack();
      return { outcome, key };
    } catch (error) {
      tally.takeBack();
      signal?.throwIfAborted();
      if (!(error instanceof Interruption) || key === undefined) throw error;
      const circumstances = this.#circumstances(request, key);
      return { outcome: judgeInterruption(circumstances, error, this.#patienceMs * slow), key };
    } finally {
      if (!sent) release();
    }
  }

  #circumstances(request: StoreRequest, key: StoreKey): Circumstances {
    return { target: this.#options, request, key, now: this.#now() };
  }

  async #key(signal: AbortSignal | undefined): Promise<StoreKey> {
    const key = await this.#keys.current(signal);
    if (!this.#firstSeen.has(key)) this.#firstSeen.set(key, this.#now());
    return key;
  }

  /** Whether there is another key to try a refused request with: the one used was near its end, or has been replaced. */
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
    request: StoreRequest,
    { failure, retryAfterMs, outage }: Setback,
    patience: Patience,
    attemptMs: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { attempt } = patience;
    // A large body may have moved for hours before it failed.
    const idleMs = Math.min(attemptMs, this.#patienceMs);
    const waitMs = patience.next(idleMs, this.#reached && outage !== false, retryAfterMs);
    if (waitMs === undefined) throw afterAttempts(failure, attempt);
    const what = describeRequest(request, this.#options);
    this.#options.onRetry?.({ what, cause: failure.cameBack, waitMs, attempt });
    await pause(waitMs, signal);
  }
}

/** What has gone out in one attempt, to be taken back when it failed. */
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

async function readWhole({ status, headers, body }: Answer): Promise<ReadAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) break;
    chunks.push(chunk);
  }
  return { status, headers, text: Buffer.concat(chunks).toString('utf8') };
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
