import { type Command, Option } from 'commander';
import { idTokensOf, jobSecondsLeft, sessionNameOfJob } from '../src/ci/index.ts';
import { checkRequest, emptyOfCredential, type SessionRequest } from '../src/credentials/session-request.ts';
import { renewalWarnings, type SessionSource } from '../src/credentials/session-source.ts';
import { namesSource, readSource } from '../src/credentials/source-inputs.ts';
import { EmptyInputs, InputError } from '../src/failure.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { type Given, readTexts, type Texts } from '../src/input-values.ts';
import { keyOf, type Name, type Setting, settingsOn, type Task, variableOf } from '../src/inputs.ts';

/** The context of the program, handed in by the entry. */
export interface Context {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The settings of a session that were typed as options. */
export type RequestOptions = Given<'credential' | 'session'>;

/** What a command needs to ask for sessions. */
export interface CheckedRequest {
  readonly credential: SessionSource;
  readonly request: SessionRequest;
  readonly warnings: readonly string[];
  /** What the user should know of where the identity tokens come from. */
  readonly notices: readonly string[];
  readonly caBundle: string | undefined;
}

/**
 * Adds settings as options, with their variables and defaults in the help. The command gets only what
 * was typed, as {@link keepTyped} says.
 *
 * @param names those that the command has; by default all of the task
 */
export function addSettings(command: Command, task: Task, names?: readonly Name[]): Command {
  for (const [name, setting] of settingsOn('cli', task)) {
    if (names === undefined || names.includes(name)) command.addOption(optionOf(name, setting));
  }
  return command;
}

function optionOf(name: Name, { type, help, value = 'FILE', default: standard }: Setting): Option {
  // Known, so that the refusal can say what to do.
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
 * Keeps only what was typed of a command's settings, as texts. {@link readSettings} adds variables and defaults later:
 * commander turns a switch on whatever its variable says, and for a session of an earlier step, `AWS_ENDPOINT_URL`
 * comes between the option and the variable.
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
The service credential's secret is read only from OTTER_SERVICE_SECRET_KEY, and an identity token only from
OTTER_ID_TOKEN or a file: every user of the machine can see options. An option overrides its variable.`;

/**
 * Reads options and variables, the option first.
 *
 * @throws InputError when one is missing or wrong
 */
export function readRequest(options: RequestOptions, context: Context, renewed: boolean): CheckedRequest {
  const { environment, now } = context;
  refuseSecretOptions(options);
  const texts = readSettings('session', options, environment);
  const credential = readCredential(texts, environment);
  const jobSeconds = jobSecondsLeft(environment, now());
  const { request, warnings } = checkRequest(
    { ...texts, roleArn: texts.roleArn || roleOfPod(texts, environment) },
    { sessionName: sessionNameOfJob(environment), jobSeconds, renewed },
  );
  return {
    credential,
    request,
    warnings: [...warnings, ...(renewed ? warningsOfRenewal(credential, context) : [])],
    notices: readNotices(texts, environment),
    caBundle: readCaBundle(texts.caBundle),
  };
}

/** What the user should know about a source whose sessions are renewed. */
export function warningsOfRenewal(source: SessionSource, { environment, now }: Context): string[] {
  const seconds = jobSecondsLeft(environment, now());
  return renewalWarnings(source, seconds === undefined ? undefined : now() + seconds * 1000);
}

function refuseSecretOptions(options: RequestOptions): void {
  for (const [name, given] of [
    ['service-secret-key', options.serviceSecretKey],
    ['id-token', options.idToken],
  ] as const) {
    if (given === undefined) continue;
    throw new InputError(
      name,
      `cannot be an option, since every user of this machine can read the arguments of a process: set ${variableOf(name)}.`,
    );
  }
}

function readCredential(
  texts: Texts<'credential' | 'session'>,
  environment: Context['environment'],
): SessionSource {
  const serviceAccessKey = withoutLineEnd(texts.serviceAccessKey);
  const serviceSecretKey = withoutLineEnd(texts.serviceSecretKey);
  const offered = { ...idTokensOf(environment), awsTokenFile: environment.AWS_WEB_IDENTITY_TOKEN_FILE };
  const source = readSource({ ...texts, serviceAccessKey, serviceSecretKey }, offered);
  if (source !== undefined) return source;
  throw environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? isNested(texts) : isMissing(texts);
}

function readNotices(
  texts: Texts<'credential' | 'session'>,
  environment: Context['environment'],
): readonly string[] {
  const { notice } = namesSource(texts) ? {} : idTokensOf(environment);
  return notice === undefined ? [] : [notice];
}

/** A cluster that gives its pods a token also gives them the role's name. */
function roleOfPod(
  texts: Texts<'credential' | 'session'>,
  { AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN = '' }: Context['environment'],
): string {
  return AWS_WEB_IDENTITY_TOKEN_FILE && !namesSource(texts) ? AWS_ROLE_ARN : '';
}

/** A key from a file, or pasted with its line, ends with a line break. */
function withoutLineEnd(key: string): string {
  return key.replace(/[\r\n]+$/, '');
}

function isMissing(texts: Texts<'credential'>): InputError {
  return new EmptyInputs(
    emptyOfCredential(texts),
    ': set them (in CI, the keys from secrets), or instead of the keys use the identity token of the job (OTTER_ID_TOKEN, --web-identity-token-file, on GitHub permissions: id-token: write, on Buildkite the program buildkite-agent on the PATH).',
  );
}

function isNested(texts: Texts<'credential'>): InputError {
  return new EmptyInputs(
    emptyOfCredential(texts),
    '. S3 clients already have fresh credentials here, from AWS_CONTAINER_CREDENTIALS_FULL_URI: otter-sts exec keeps the service credential away from its command.',
  );
}
