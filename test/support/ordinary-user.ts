/** An ordinary user to run programs as: the tests' own, or `nobody` where they run as root. */

const NOBODY = 65_534;
const own = process.getuid?.() ?? NOBODY;

export const ORDINARY_USER = own === 0 ? NOBODY : own;

/** The command as that user runs it. */
export function asOrdinaryUser(command: readonly string[]): readonly string[] {
  return own === 0 ? asUser(NOBODY, command) : command;
}

/** A user of whom the system knows nothing but the number, as OpenShift and `docker run --user` have them. */
export const UNNAMED_USER = 1_000_660_000;

/** The command as a user runs it. Only root can become another. */
export function asUser(id: number, command: readonly string[]): readonly string[] {
  return ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups', ...command];
}
