import { Argument, type Command } from 'commander';
import { SETTINGS, type Setting, settingsOn, variableOf } from '../src/inputs.ts';
import type { AddCommand } from './program.ts';

const EXIT_CODES = `All commands: 0 done; 1 the exchange or the work failed; 2 invalid command line or input.

upload and download: 3 nothing was found; 4 some files failed; 5 refused by the server, or already there; 6 content does
not match its checksum.

exec, and sandbox with a command: the command's own; 126 it cannot be run; 127 it does not exist. 128 + N for
signal N.

check: 1 a line failed. agent status: 1 it is not running.`;

const KEYLESS = `Without a service credential, a session comes from the identity token (JWT) of the job. The role must accept it, which
Ceph 19.2.4 and newer can: 'otter-sts provision BUCKET --github OWNER/NAME' (or --gitlab, --issuer) creates such a role.

The first of these that exists is used:
  1. the file of --web-identity-token-file or OTTER_WEB_IDENTITY_TOKEN_FILE, read again for each session
  2. OTTER_ID_TOKEN, which no option can replace
  3. what the CI system offers, such as GitHub Actions with the permission 'id-token: write'
  4. the file of AWS_WEB_IDENTITY_TOKEN_FILE, as in Kubernetes

It is made for one audience, the host name of the endpoint unless --audience names another.

'otter-sts check' in the job says whether the role accepts its token, and what else it accepts. A refusal shows what the
token says, and the trust policy that would accept it.`;

/** Texts by name, each without a line break at its end. */
const TOPICS: Readonly<Record<string, (program: Command) => string>> = {
  environment: describeEnvironment,
  'exit-codes': () => EXIT_CODES,
  keyless: () => KEYLESS,
};

/** `otter-sts help NAME` of a topic. The help of a command is its `--help`. */
export const addHelp: AddCommand = (program) => {
  const topics = Object.keys(TOPICS);
  const names = [...topics, ...program.commands.map((command) => command.name())];
  program
    .command('help')
    .description(`print the help of a command, or of a topic: ${topics.join(', ')}`)
    .addArgument(new Argument('<NAME>', 'a command or a topic').choices(names))
    .addHelpText('after', '\nExample:\n  $ otter-sts help environment')
    .action((name: string) => {
      process.stdout.write(`${TOPICS[name]?.(program)}\n`);
    });
};

/** Variables that are not settings of a session or a transfer. */
const MORE = {
  OTTER_ADMIN_ACCESS_KEY: "The administrator's access key, for provision.",
  OTTER_ADMIN_SECRET_KEY: "The administrator's secret key.",
  OTTER_OWNER_ACCESS_KEY: "The access key of the bucket's owner, for provision.",
  OTTER_OWNER_SECRET_KEY: "The owner's secret key.",
  HTTPS_PROXY: 'The proxy, with Node 24.5 and newer. HTTP_PROXY and NO_PROXY work too.',
  NO_COLOR: 'Any value: no colors. Without it, a terminal gets some.',
};

function describeEnvironment(program: Command): string {
  const session = settingsOn('cli', 'session');
  const known = new Set(session.map(([name]) => name));
  const ownOf = (task: 'upload' | 'download') => settingsOn('cli', task).filter(([name]) => !known.has(name));
  const sections = {
    'For every session:': variables(session),
    'For upload:': variables([['path', SETTINGS.path], ...ownOf('upload')]),
    'For download:': variables(ownOf('download')),
    'Others:': MORE,
  };
  const help = program.createHelp();
  help.prepareContext({ helpWidth: process.stdout.columns ?? 80 });
  const format = (items: Readonly<Record<string, string>>) =>
    Object.entries(items).map(([name, text]) => help.formatItem(name, WIDTH, text, help));
  const lists = Object.entries(sections).map(([title, items]) =>
    help.formatItemList(title, format(items), help),
  );
  return [RULES, '', ...lists.flat()].join('\n').trimEnd();
}

const RULES =
  'An option overrides its variable. A switch is true or false, and a list has one value per line.';

/** Of the longest name. */
const WIDTH = 'OTTER_WEB_IDENTITY_TOKEN_FILE'.length;

function variables(settings: readonly (readonly [string, Setting])[]): Record<string, string> {
  return Object.fromEntries(
    settings.map(([name, { help, default: standard }]) => [
      variableOf(name),
      standard === undefined ? help : `${help} (default: ${standard})`,
    ]),
  );
}
