import { describeAnswer } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { type CheckLine, enumerate, warn } from './line.ts';

/** Takes one thing away again. */
export type Removal = () => Promise<HttpAnswer>;

/** What a check has made and not yet taken away. Everything that it makes is entered here first. */
export class Cleanup {
  readonly #removals = new Map<string, Removal>();
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * Makes something. Only after a refusal is it sure that there is nothing; a broken connection or a 5xx may have
   * left it behind.
   *
   * @param name what it is, as a sentence names it; {@link remove} takes the same
   * @throws what `make` throws, and the signal's reason instead of making anything when it is aborted
   */
  async create(name: string, make: () => Promise<HttpAnswer>, removal: Removal): Promise<HttpAnswer> {
    this.#signal?.throwIfAborted();
    this.#removals.set(name, removal);
    const answer = await make();
    if (answer.status >= 300 && answer.status < 500) this.#removals.delete(name);
    return answer;
  }

  /**
   * Takes it away now. When that fails, {@link removeAll} tries once more.
   *
   * @throws StoreFailure when there is no answer
   */
  async remove(name: string): Promise<HttpAnswer | undefined> {
    const answer = await this.#removals.get(name)?.();
    if (answer !== undefined && isGone(answer)) this.#removals.delete(name);
    return answer;
  }

  /** Takes everything away that is still there, whatever happens. */
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

/** Says what may still be there: a line, or none when all is clean. */
export function judgeCleanup(kept: readonly string[]): CheckLine[] {
  if (kept.length === 0) return [];
  const remedy = "look for it with the bucket owner's key, and remove it there.";
  return [warn('cleanup', `could not be removed: ${enumerate(kept)}`, remedy)];
}
