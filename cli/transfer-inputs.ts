import { gitOf, readRun } from '../src/ci/index.ts';
import type { RunFacts } from '../src/ci/system.ts';
import type { Context } from './request-options.ts';

/** What the fields of templates stand for in this run; git is asked when one of them wants to know. */
export function readFacts(templates: readonly string[], { environment }: Context): RunFacts {
  return readRun(environment, templates, gitOf(process.cwd()));
}
