import { describe, type TestFunction, test } from 'vitest';
import type { RequirementName } from '../setup/requirements.ts';
import { excuseFor, explainMissing } from './requirements.ts';

/**
 * Like vitest's `describe`, for tests that need programs: one name of `test/setup/requirements.ts`, or several.
 * If one is missing, the body does not run, and one skipped test says why and what to install.
 */
export function describeWith(
  needed: RequirementName | readonly RequirementName[],
  title: string,
  body: () => void,
): void {
  const names = typeof needed === 'string' ? [needed] : needed;
  const missing = explainMissing(names);
  if (missing === undefined) describe(title, body);
  else describe(title, () => test.skip(missing, { meta: excuseFor(names) }, () => undefined));
}

/** Like vitest's `test`, for what only Linux has, such as /proc. Elsewhere it is skipped, and its name says why. */
export function testOnLinux(needed: string, title: string, body: TestFunction): void {
  if (process.platform === 'linux') test(title, body);
  else test.skip(`${title} (needs ${needed} of Linux)`, body);
}
