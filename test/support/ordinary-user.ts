/** An ordinary user to run programs as: the tests' own, or `nobody` where they run as root. */

const NOBODY = 65_534;
const own = process.getuid?.() ?? NOBODY;

export const ORDINARY_USER = own === 0 ? NOBODY : own;

/** The command as that user runs it. */
export function asOrdinaryUser(command: readonly string[]): readonly string[] {
  if (own !== 0) return command;
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command];
}
