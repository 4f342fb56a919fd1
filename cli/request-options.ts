import { type Command, Option } from 'commander';
import { jobSecondsLeft, sessionNameOfJob } from '../src/ci/index.ts';
import {
  checkRequest,
  InputError,
  readCaBundle,
  ServiceCredential,
  type SessionRequest,
} from '../src/index.ts';
import { type Given, readTexts, type Texts } from '../src/input-values.ts';
import { keyOf, type Name, type Setting, settingsOn, type Task, variableOf } from '../src/inputs.ts';

/** The context of the program, handed in by the entry. */
export interface Context {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What of a session's settings was typed as options. */
export type RequestOptions = Given<'credential' | 'session'>;

/** What a command that asks for sessions works with. */
export interface CheckedRequest {
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly warnings: readonly string[];
  readonly caBundle: string | undefined;
}

/**
 * Adds settings as options, with their variables and defaults in the help. What the command gets are the options alone, as
 * {@link keepTyped} says.
 *
 * @param names those that the command has; all of the task otherwise
 */
export function addSettings(command: Command, task: Task, names?: readonly Name[]): Command {
  for (const [name, setting] of settingsOn('cli', task)) {
    if (names === undefined || names.includes(name)) command.addOption(optionOf(name, setting));
  }
  return command;
}

function optionOf(name: Name, { type, help, value = 'FILE', default: standard }: Setting): Option {
  // Known, to be refused with what to do.
  if (type === 'secret-key') return new Option(`--${name} <SECRET>`).hideHelp();
  const option = new Option(type === 'switch' ? `--${name}` : `--${name} <${value}>`, help);
  if (type === 'list') option.argParser(appendLine);
  if (standard !== undefined) option.default(standard);
  return option.env(variableOf(name));
}

function appendLine(value: string, before: string | undefined): string {
  return before === undefined ? value : `${before}\n${value}`;
}

/**
 * Leaves of a command's settings what was typed, as texts. Variables and defaults come later, by {@link readSettings}:
 * commander takes a switch for on whatever its variable says, and for a session of an earlier step the endpoint of
 * `AWS_ENDPOINT_URL` comes between the option and the variable.
 */
export function keepTyped(command: Command): void {
  for (const option of command.options) {
    if (option.envVar === undefined) continue;
    const key = option.attributeName();
    const typed =
      command.getOptionValueSource(key) === 'cli' ? String(command.getOptionValue(key)) : undefined;
    command.setOptionValue(key, typed);
  }
}

/** What the user wrote: each option, or else its variable. */
export function readSettings<T extends Task>(
  task: T,
  options: Given<'credential' | T>,
  environment: Context['environment'],
): Texts<'credential' | T> {
  const typed = options as Readonly<Record<string, string | undefined>>;
  return readTexts('cli', task, (name) => typed[keyOf(name)] ?? environment[variableOf(name)] ?? '');
}

/** Which command has these options, for its help. */
export const SECRET_HELP = `
The service credential's secret is read from OTTER_SERVICE_SECRET_KEY alone: an option would show it to every
user of the machine. An option wins over its variable.`;

/**
 * Reads options and variables, the option first.
 *
 * @throws InputError when one is missing or wrong
 */
export function readRequest(
  options: RequestOptions,
  { environment, now }: Context,
  renewed: boolean,
): CheckedRequest {
  if (options.serviceSecretKey !== undefined) {
    throw new InputError(
      'service-secret-key',
      'cannot be an option, since every user of this machine can read the arguments of a process: set OTTER_SERVICE_SECRET_KEY.',
    );
  }
  const texts = readSettings('session', options, environment);
  const accessKey = withoutLineEnd(texts.serviceAccessKey);
  const secretKey = withoutLineEnd(texts.serviceSecretKey);
  if (accessKey + secretKey === '' && environment.AWS_CONTAINER_CREDENTIALS_FULL_URI) throw isNested();
  const credential = new ServiceCredential(accessKey, secretKey);
  const { request, warnings } = checkRequest(texts, {
    sessionName: sessionNameOfJob(environment),
    jobSeconds: jobSecondsLeft(environment, now()),
    renewed,
  });
  return { credential, request, warnings, caBundle: readCaBundle(texts.caBundle) };
}

/** A key that was read from a file, or pasted with its line, has one. */
function withoutLineEnd(key: string): string {
  return key.replace(/[\r\n]+$/, '');
}

function isNested(): InputError {
  return new InputError(
    'service-access-key',
    'is empty. S3 clients already have fresh credentials here, from AWS_CONTAINER_CREDENTIALS_FULL_URI: otter-sts exec keeps the service credential away from its command.',
  );
}
