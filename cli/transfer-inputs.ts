import { gitOf, readRun } from '../src/ci/index.ts';
import type { RunFacts } from '../src/ci/system.ts';
import { camelCase, type ReadInput } from '../src/transfer/reporter.ts';
import type { Surroundings } from './request-options.ts';

/**
 * Reads inputs as the user gave them: the option, or the variable of its name. Empty is not given.
 *
 * @param flags as commander parsed them: a switch is `true`, a repeatable one a list, whose values are lines here
 */
export function inputReader(flags: object, { environment }: Surroundings): ReadInput {
  const options = new Map<string, string | boolean | readonly string[]>(Object.entries(flags));
  return (name) => {
    const option = options.get(camelCase(name));
    if (typeof option === 'object') return option.join('\n');
    return option === undefined ? (environment[variableOf(name)] ?? '') : String(option);
  };
}

/** What the placeholders of templates stand for in this run; git is asked when one of them wants to know. */
export function readFacts(templates: readonly string[], { environment }: Surroundings): RunFacts {
  return readRun(environment, templates, gitOf(process.cwd()));
}
