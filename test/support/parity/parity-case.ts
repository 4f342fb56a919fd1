import type { RawAnswer } from '../../sandbox/signer.ts';
import type { Ask, Asker, World } from './world.ts';

/** Requests for both sides. A case may build on the results of earlier ones in its list. */
export interface ParityCase {
  readonly name: string;
  /** What a client can see of the answers, without what depends on the server. */
  readonly observe: (world: World) => Promise<unknown>;
}

/** The status, and the code of an error if there is one. */
export function verdict({ status, code }: RawAnswer): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** One request, with its verdict and what `look` finds in the answer. */
export function asked(
  name: string,
  ask: Ask,
  look?: (answer: RawAnswer, world: World) => unknown,
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const answer = await world.ask(ask);
      return look === undefined ? verdict(answer) : [verdict(answer), look(answer, world)];
    },
  };
}

const EVERYBODY: readonly Asker[] = [
  'owner',
  'session',
  'wide',
  'narrow',
  'writer',
  'service',
  'otherOwner',
  'anonymous',
];

/** The same request by every requester, one after the other. */
export function askedByAll(
  name: string,
  ask: Omit<Ask, 'as'>,
  who: readonly Asker[] = EVERYBODY,
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const verdicts: Record<string, string> = {};
      for (const as of who) verdicts[as] = verdict(await world.ask({ ...ask, as }));
      return verdicts;
    },
  };
}
