import { Command, CommanderError } from 'commander';
import { printableLines } from '../src/printable.ts';
import { endOf, hideServiceSecret } from './command-end.ts';
import { say } from './messages.ts';
import { type Context, keepTyped } from './request-options.ts';

/** Adds one command, which has a file of its own. */
export type AddCommand = (program: Command, context: Context, finish: (exitCode: number) => void) => void;

const HELP = `
Exit codes: 0 done; 1 the exchange or the work failed; 2 invalid command line or input. 'otter-sts help exit-codes' has
those of exec, upload and download.

Examples:
  $ otter-sts check
  $ otter-sts exec -- aws s3 sync build s3://my-bucket/builds
  $ session="$(otter-sts env --duration 30m)" && eval "$session"
  $ otter-sts upload dist --prefix 'builds/{ref}/{sha}'
  $ otter-sts download --prefix 'builds/{ref}/{sha}' --directory dist
  $ otter-sts provision my-bucket --endpoint https://rgw.example.com
  $ otter-sts sandbox

The service credential comes from OTTER_SERVICE_ACCESS_KEY and OTTER_SERVICE_SECRET_KEY, and the rest from options
or their variables, such as OTTER_BUCKET for --bucket.`;

/**
 * Runs the command line.
 *
 * @param argv the arguments without node and the script
 * @returns the exit code; all messages have been printed
 */
export async function runProgram(
  argv: readonly string[],
  version: string,
  commands: readonly AddCommand[],
  context: Context,
): Promise<number> {
  let exitCode = 0;
  // exec leaves this to its command.
  if (argv[0] !== 'exec') endWithReader();
  const program = new Command('otter-sts')
    .description(
      'Short-lived, single-bucket S3 credentials for CI, from a service credential that can do nothing but request them.',
    )
    .version(version, '--version', 'Prints the version.')
    .helpOption('-h, --help', 'Prints this help.')
    .helpCommand(false)
    .addHelpText('after', HELP)
    .showHelpAfterError("Try 'otter-sts --help'.")
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(printableLines(hideValues(text, context))) })
    .exitOverride()
    .hook('preAction', (_program, command) => keepTyped(command));
  for (const add of commands) {
    add(program, context, (code) => {
      exitCode = code;
    });
  }
  for (const command of program.commands) inheritSettings(command, program, program.name());
  try {
    await program.parseAsync(readHelp(argv, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, context);
  }
}

/** Rewrites `help COMMAND` to `COMMAND --help`. Of an unknown command only the name is passed on, to be refused. */
function readHelp(argv: readonly string[], { commands }: Command): string[] {
  const isKnown = (name: string) =>
    name.startsWith('-') || commands.some((command) => command.name() === name);
  const [name = '', ...rest] = argv;
  if (name !== 'help') return argv.length === 0 ? [] : isKnown(name) ? [name, ...rest] : [name];
  const [about = '--help', ...more] = rest;
  return isKnown(about) ? [about, ...more, '--help'] : [name, about];
}

function inheritSettings(command: Command, parent: Command, path: string): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', 'Prints this help.');
  const own = `${path} ${command.name()}`;
  command.showHelpAfterError(`Try '${own} --help'.`);
  for (const child of command.commands) inheritSettings(child, command, own);
}

/**
 * Rewrites commander's message in this program's style. An unknown option or argument is not repeated, because it may be a
 * secret.
 */
function hideValues(text: string, { environment }: Context): string {
  const shown = text.replace(/^error: /, 'otter-sts: ').replace(/(--?[\w-]+)=[^']*'/g, "$1=...'");
  return hideServiceSecret(shown, environment);
}

/** The exit code of a program that SIGPIPE ended, as in shells. */
const READER_GONE = 141;

/** Ends quietly when the reader of the output is gone. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(READER_GONE);
    say(`standard output cannot be written (${error.code}).`);
    process.exit(1);
  });
}

/** Reports an error and returns the exit code. */
export function report(error: unknown, { environment }: Context): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const end = endOf(error, environment);
  if (end === undefined) {
    reportUnforeseen(error);
    return 1;
  }
  say(end.message);
  return end.exitCode;
}

/** Reports a bug of this program with its stack, which contains no values of inputs. */
export function reportUnforeseen(error: unknown): void {
  say('this is an error in the program itself; please report it with these lines.');
  console.error(printableLines(error instanceof Error ? (error.stack ?? error.message) : String(error)));
}
