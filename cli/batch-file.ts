import { statSync } from 'node:fs';
import { printable } from '../src/printable.ts';
import { programPlaces } from '../src/program-places.ts';
import { CommandFailure } from './command-end.ts';

/** What `spawn` takes. */
interface Startable {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly windowsVerbatimArguments?: true };
}

interface StartContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly isFile?: (path: string) => boolean;
}

/**
 * A command as `spawn` can start it. On Windows npm, npx and what npm installs are batch files. Node does not start these,
 * because cmd.exe would read their arguments as commands (CVE-2024-27980), so they are quoted here. What `cmd /c` is given
 * with quotes keeps them: Node would write `\"`, which ends a quotation for cmd.exe. Node would also look for a name in the
 * current folder first, which is often a checkout of somebody else's files.
 *
 * @throws CommandFailure when cmd.exe cannot pass on an argument
 */
export function startable([file = '', ...args]: readonly string[], context: StartContext): Startable {
  const { environment, platform = process.platform } = context;
  if (platform !== 'win32') return { file, args, options: {} };
  const written = CMD.test(file) ? writtenCommand(args) : undefined;
  if (written !== undefined) return { file, args: written, options: { windowsVerbatimArguments: true } };
  const { isFile = isRegularFile } = context;
  const found = programPlaces(file, '', { environment, platform }).find(isFile);
  if (found === undefined || !BATCH_FILE.test(found)) return { file: found ?? file, args, options: {} };
  const shell = environment.ComSpec || environment.COMSPEC || 'cmd.exe';
  return { file: shell, args: batchCommand(found, args), options: { windowsVerbatimArguments: true } };
}

const CMD = /(?:^|[\\/])cmd(?:\.exe)?$/i;

/** @returns undefined if nothing after `/c` or `/k` has quotes */
function writtenCommand(args: readonly string[]): string[] | undefined {
  const start = args.findIndex((argument) => /^\/[ck]$/i.test(argument)) + 1;
  const words = args.slice(start);
  if (start === 0 || !words.some((word) => word.includes('"'))) return undefined;
  const needsQuotes = (word: string) => word === '' || (/\s/.test(word) && !word.includes('"'));
  const line = words.map((word) => (needsQuotes(word) ? `"${word}"` : word)).join(' ');
  return ['/S', ...args.slice(0, start), `"${line}"`];
}

const BATCH_FILE = /\.(?:bat|cmd)$/i;

function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The most characters of a command line that cmd.exe accepts. */
const LONGEST_COMMAND = 8_191;

/**
 * As Rust's standard library does it since CVE-2024-24576 (library/std/src/sys/args/windows.rs). The quoting of cross-spawn
 * is safe for the batch files of npm alone: it writes `"` as `\"`, which ends a quotation for cmd.exe.
 */
function batchCommand(script: string, args: readonly string[]): string[] {
  const name = printable(script);
  if (args.some((argument) => /[\r\n]/.test(argument))) {
    throw new CommandFailure(
      `an argument for '${name}' has a line break, which cmd.exe cannot pass to a batch file: pass it in a file or a variable.`,
      2,
    );
  }
  const quoted = [`"${keepPercent(script)}"`, ...args.map(quote)].join(' ');
  // With /S, cmd.exe removes the outer quotes. Extensions (/E) are needed for %cd:~,%. With /V:OFF, ! is a character.
  const command = ['/D', '/S', '/E:ON', '/V:OFF', '/C', `"${quoted}"`];
  const length = command.join(' ').length;
  if (length <= LONGEST_COMMAND) return command;
  throw new CommandFailure(
    `the command line of '${name}' has ${length} characters, and cmd.exe accepts ${LONGEST_COMMAND}: pass some of them in a file.`,
    2,
  );
}

/** Arguments that need no quotes. One with a backslash at its end is quoted too, for scripts that write `"%~1"`. */
const PLAIN = /^(?:[A-Za-z0-9#$*+\-./:?@\\_]|[^\0-\x9f])*(?<!\\)$/;

function quote(argument: string): string {
  if (argument !== '' && PLAIN.test(argument)) return argument;
  // A program that gets it from the script reads two backslashes before a quote as one, and "" in quotes as one quote.
  const text = argument.replace(/(\\*)("|$)/g, (_, slashes, end) => slashes + slashes + end + end);
  return `"${keepPercent(text)}"`;
}

/** An empty substring, so that the text after the percent sign is not read as the name of a variable. */
function keepPercent(text: string): string {
  return text.replaceAll('%', '%%cd:~,%');
}
