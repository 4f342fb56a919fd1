/** The programs that tests need, and how tests are skipped if a machine does not have them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type RequirementName,
  type RequirementState,
  type RequirementStates,
  requirements,
  statesFile,
} from '../setup/requirements.ts';
import { projectFolder } from './command.ts';

const notPrepared: RequirementState = {
  available: false,
  reason: 'this checkout has not been prepared for it',
  install: 'run `npm test`, or `npm test -- SUITE`, once',
};

function titleOf(name: RequirementName): string {
  return requirements.find((requirement) => requirement.name === name)?.title ?? name;
}

/** What the last `npm test` recorded about this machine. */
function lookUpRequirement(name: RequirementName): RequirementState {
  const file = join(projectFolder, statesFile);
  if (!existsSync(file)) return notPrepared;
  const states: RequirementStates = JSON.parse(readFileSync(file, 'utf8'));
  const state = states[name] ?? notPrepared;
  const gone = state.available && !Object.values(state.paths).every((path) => existsSync(path));
  return gone ? notPrepared : state;
}

/** Why a requirement in `names` is missing and how to get it, in one line. Undefined if none is missing. */
export function explainMissing(names: readonly RequirementName[]): string | undefined {
  const lines = names.flatMap((name) => {
    const state = lookUpRequirement(name);
    return state.available
      ? []
      : [`needs ${titleOf(name)}: ${state.reason}. To run this test: ${state.install}`];
  });
  return lines.length === 0 ? undefined : lines.join('; ');
}

/**
 * Why tests may be skipped if requirements in `names` are missing, even where no other test may. Undefined
 * unless every missing one has such a reason.
 */
export function excuseFor(names: readonly RequirementName[]): { excuse?: string } {
  const missing = requirements.filter(
    ({ name }) => names.includes(name) && !lookUpRequirement(name).available,
  );
  const excuses = missing.flatMap(({ unreliable }) => unreliable ?? []);
  return excuses.length > 0 && excuses.length === missing.length ? { excuse: excuses.join('; ') } : {};
}

/** The absolute path of a program. Throws with a remedy if this machine does not have it. */
export function programPath(name: RequirementName, program: string): string {
  const state = lookUpRequirement(name);
  if (!state.available) throw new Error(`This ${explainMissing([name])}.`);
  const path = state.paths[program];
  if (path === undefined) throw new Error(`${titleOf(name)} does not include the program ${program}.`);
  return path;
}
