/** An ordinary user for running programs: the user of the tests, or `nobody` if they run as root. */

const NOBODY = 65_534;
const own = process.getuid?.() ?? NOBODY;

export const ORDINARY_USER = own === 0 ? NOBODY : own;

/** The command, run as that user. */
export function asOrdinaryUser(command: readonly string[]): readonly string[] {
  return own === 0 ? asUser(NOBODY, command) : command;
}

/** A user without an account, only with an ID, as with OpenShift and `docker run --user`. */
export const UNNAMED_USER = 1_000_660_000;

/** The command, run as a user. Only root can become another user. */
export function asUser(id: number, command: readonly string[]): readonly string[] {
  return ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups', ...command];
}
