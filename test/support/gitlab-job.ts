/** Scripts as GitLab's runner assembles them: `BashWriter.Finish` and `writeCommands` of its source. */

/** How the runner quotes for a shell that is not bash (`FF_POSIXLY_CORRECT_ESCAPES`). */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function writeCommand(command: string): string {
  const lines = command.trim().split('\n');
  const notice = lines.length > 1 ? `$ ${lines[0]} # collapsed multi-line command` : `$ ${lines[0]}`;
  return `echo ${quote(`\u001b[32;1m${notice}\u001b[0;m`)}\n${command.trim()}\n`;
}

export interface JobScript {
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
  /** `CI_DEBUG_TRACE`. */
  readonly trace?: boolean;
}

/** The text that a shell gets on its standard input for before_script and script together, or for after_script. */
export function assembleScript({ variables, commands, trace = false }: JobScript): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}\n`);
  const body = [...exports, ...commands.map(writeCommand)].join('');
  return (
    `${trace ? 'set -o xtrace\n' : ''}` +
    'if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit\n' +
    `set +o noclobber\n: | eval ${quote(body)}\nexit 0\n`
  );
}
