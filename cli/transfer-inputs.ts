import { variableOf } from '../gitlab/inputs.ts';
import { gitOf, readRun } from '../src/ci/index.ts';
import type { RunFacts } from '../src/ci/system.ts';
import type { Surroundings } from './request-options.ts';

/**
 * An input as the user gave it: the option, or the variable of its name. Empty is not given.
 *
 * @param option as commander parsed it: a switch is `true`, a repeatable one a list, whose values are lines here
 */
export function pickInput(
  name: string,
  option: string | boolean | readonly string[] | undefined,
  { environment }: Surroundings,
): string {
  if (typeof option === 'object') return option.join('\n');
  return option === undefined ? (environment[variableOf(name)] ?? '') : String(option);
}

/** What the placeholders of templates stand for in this run; git is asked when one of them wants to know. */
export function readFacts(templates: readonly string[], { environment }: Surroundings): RunFacts {
  return readRun(environment, templates, gitOf(process.cwd()));
}
