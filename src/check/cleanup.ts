import { enumerate } from '../failure.ts';
import { describeAnswer } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { type CheckLine, warn } from './line.ts';

/** Removes one thing. */
export type Removal = () => Promise<HttpAnswer>;

/** What a check has created and not yet removed. Everything is entered here before it is created. */
export class Cleanup {
  readonly #removals = new Map<string, Removal>();
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * Creates something. Only a refusal proves that nothing was created. A broken connection or a 5xx may have left it
   * behind.
   *
   * @param name its name in sentences, and for {@link remove}
   * @throws what `make` throws, or the signal's reason if it is aborted before that
   */
  async create(name: string, make: () => Promise<HttpAnswer>, removal: Removal): Promise<HttpAnswer> {
    this.#signal?.throwIfAborted();
    this.#removals.set(name, removal);
    const answer = await make();
    if (answer.status >= 300 && answer.status < 500) this.#removals.delete(name);
    return answer;
  }

  /** Removes it now. If that fails, {@link removeAll} tries once more. @throws StoreFailure if there is no answer */
  async remove(name: string): Promise<HttpAnswer | undefined> {
    const answer = await this.#removals.get(name)?.();
    if (answer !== undefined && isGone(answer)) this.#removals.delete(name);
    return answer;
  }

  /** Removes everything that is left. Returns the names of what could not be removed. */
  async removeAll(): Promise<readonly string[]> {
    const kept = await Promise.all([...this.#removals.keys()].map((name) => this.#tryToRemove(name)));
    return kept.filter((entry) => entry !== undefined);
  }

  async #tryToRemove(name: string): Promise<string | undefined> {
    try {
      const answer = await this.remove(name);
      return this.#removals.has(name) && answer !== undefined
        ? `${name} (removing it was answered with ${describeAnswer(answer)})`
        : undefined;
    } catch (error) {
      return `${name} (${error instanceof Error ? error.message : String(error)})`;
    }
  }
}

function isGone(answer: HttpAnswer): boolean {
  return isSuccess(answer) || answer.status === 404;
}

/** Says what may be left behind. No line if nothing is. */
export function judgeCleanup(kept: readonly string[]): CheckLine[] {
  if (kept.length === 0) return [];
  const remedy = "look for it with the bucket owner's key, and remove it there.";
  return [warn('cleanup', `could not be removed: ${enumerate(kept)}`, remedy)];
}
