import type { RawAnswer } from '../../sandbox/signer.ts';
import type { Ask, Asker, World } from './world.ts';

/** Something to ask of both sides. A case may build on what earlier ones of its list left behind. */
export interface ParityCase {
  readonly name: string;
  /** What a client can see of the answers, in a form that is the same wherever it was asked. */
  readonly observe: (world: World) => Promise<unknown>;
}

/** The status, and the code of an error. */
export function verdict({ status, code }: RawAnswer): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** One request, of which the verdict is compared, and what `look` finds in the answer. */
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

/** The same request by everybody, one after the other. */
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
