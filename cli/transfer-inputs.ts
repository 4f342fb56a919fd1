import { gitOf, readRun } from '../src/ci/index.ts';
import type { RunFacts } from '../src/ci/system.ts';
import type { Context } from './request-options.ts';

/** The values of template fields in this run. Git is started only if a field needs it. */
export function readFacts(templates: readonly string[], { environment }: Context): RunFacts {
  return readRun(environment, templates, gitOf(process.cwd(), environment));
}
