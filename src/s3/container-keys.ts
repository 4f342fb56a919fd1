import { askContainerEndpoint, type ContainerAnswer } from '../check/container-credentials.ts';
import { untilAborted } from '../http/timing.ts';
import { printable } from '../printable.ts';
import { StoreFailure } from './failure.ts';
import type { KeySource, StoreKey } from './key-source.ts';

/** The part of a key's remaining life after which the endpoint is asked again, which has a newer one by then. */
const ASK_AGAIN_PART = 0.5;
/** Milliseconds that an answer may take: on a busy runner an agent that is well takes longer than an SDK would wait. */
const ANSWER_MS = 20_000;
/** Milliseconds between two questions at least. */
const LEAST_PAUSE_MS = 500;

interface Held {
  readonly key: StoreKey & { readonly expiration: Date };
  /** Milliseconds since the epoch from which the endpoint is asked again. */
  readonly askAgainAt: number;
}

/** Keys of the endpoint that the environment names, such as that of `refresh`, asked for anew well before each one's end. */
export class ContainerKeys implements KeySource {
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  #held: Held | undefined;
  /** The question under way, for all who wait for it. */
  #question: Promise<StoreKey> | undefined;

  constructor(environment: Readonly<Record<string, string | undefined>>, now: () => number) {
    this.#environment = environment;
    this.#now = now;
  }

  async current(signal?: AbortSignal): Promise<StoreKey> {
    const held = this.#held;
    if (held !== undefined && this.#now() < held.askAgainAt) return held.key;
    try {
      return await untilAborted(this.#ask(), signal);
    } catch (error) {
      signal?.throwIfAborted();
      // What is in hand is good until its end.
      if (held === undefined || held.key.expiration.getTime() <= this.#now()) throw error;
      this.#held = { ...held, askAgainAt: this.#now() + LEAST_PAUSE_MS };
      return held.key;
    }
  }

  async renewed(stale: StoreKey, signal?: AbortSignal): Promise<StoreKey | undefined> {
    if (this.#held !== undefined && this.#held.key !== stale) return this.#held.key;
    const key = await untilAborted(this.#ask(), signal).catch(() => {
      signal?.throwIfAborted();
      return stale;
    });
    return key === stale ? undefined : key;
  }

  close(): void {
    this.#stop.abort();
  }

  #ask(): Promise<StoreKey> {
    this.#question ??= askContainerEndpoint(this.#environment, this.#stop.signal, ANSWER_MS)
      .then((answer) => this.#keep(answer))
      .finally(() => {
        this.#question = undefined;
      });
    return this.#question;
  }

  #keep(answer: ContainerAnswer): StoreKey {
    if ('problem' in answer) throw failure(answer.problem, answer.remedy);
    const expiration = new Date(answer.expiration);
    if (Number.isNaN(expiration.getTime())) {
      throw failure(
        `the answer of ${answer.origin} holds the time '${printable(answer.expiration)}'`,
        'Start the agent anew (otter-sts agent start).',
      );
    }
    const known = this.#held?.key;
    // The same key stays the same object.
    const same = known?.accessKeyId === answer.key.accessKeyId && known.expiration >= expiration;
    const key = same ? known : { ...answer.key, expiration };
    const leftMs = expiration.getTime() - this.#now();
    this.#held = { key, askAgainAt: this.#now() + Math.max(leftMs * ASK_AGAIN_PART, LEAST_PAUSE_MS) };
    return key;
  }
}

function failure(cameBack: string, remedy: string): StoreFailure {
  return new StoreFailure({
    kind: 'expired',
    tried: 'Asking for a session',
    cameBack,
    remedy: `To get one, ${remedy}`,
  });
}
