import { audiencesOf, readIdToken } from '../src/credentials/id-token.ts';
import { emptyOfCredential, emptyOfRequest } from '../src/credentials/session-request.ts';
import { EmptyInputs, enumerate, InputError } from '../src/failure.ts';
import { type Given, readTexts, readValue, type Texts } from '../src/input-values.ts';
import { keyOf, SETTINGS, variableOf } from '../src/inputs.ts';
import { printable } from '../src/printable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Inputs whose values are names of masked variables, so that no file of the pipeline contains the secrets. */
const SECRET_INPUTS: ReadonlySet<string> = new Set(['service-access-key', 'service-secret-key']);

/** Inputs that may name a variable that is not set: all that are empty are then named together. */
const REQUIRED_INPUTS: ReadonlySet<string> = new Set(['role-arn', 'bucket']);

/** The variable in which the `-keyless` jobs get their token from GitLab. */
const ID_TOKEN = variableOf('id-token');

/** A project may still have a service credential that the job no longer uses. */
const WITHOUT_KEYS = Object.fromEntries([...SECRET_INPUTS].map((name) => [variableOf(name), '']));

/** The audience that the templates request by default. */
const OWN_AUDIENCE = new URL(SETTINGS.endpoint.default).hostname;

/** The request of a job: the template's inputs, overridden by the job's variables. */
export interface JobInputs {
  readonly texts: Texts<'credential' | 'session'>;
  /** The job's identity token. If there is one it is used, because GitLab issues it only to jobs that ask for it. */
  readonly idToken: string;
  /** Names of the job's variables that hold the token or a part of the service credential. */
  readonly secretVariables: readonly string[];
  readonly caBundle: string;
  readonly refresh: boolean;
}

/**
 * Reads the template's inputs, one `name=value` a line. A variable of the job, such as `OTTER_BUCKET`, overrides the
 * input, as GitLab's variables from the settings override those in files. `$NAME` and `${NAME}` in an input stand for a
 * variable. They are expanded here, because the shell could run a branch name as a command.
 *
 * @throws InputError if an input refers to a variable that is not set, or is invalid for its type; one for all
 *   that is empty if the variable of a required input is
 */
export function readJobInputs(text: string, environment: Environment): JobInputs {
  const inputs = readLines(text);
  const texts = readTexts('gitlab', 'session', (name) => {
    return readInput(name, inputs.get(name) ?? '', environment);
  });
  const idToken = environment[ID_TOKEN] ?? '';
  refuseEmpty(texts, inputs, environment);
  if (idToken !== '') checkAudience(texts.audience, texts.endpoint, idToken);
  return {
    texts,
    idToken,
    secretVariables: namesOf([idToken, ...readKeys(inputs, environment)], environment),
    caBundle: environment.OTTER_CA_BUNDLE ?? '',
    refresh: readValue('refresh', texts.refresh),
  };
}

/**
 * Reads the inputs of the transfer templates as the `OTTER_...` variables of the command line. Precedence and `$NAME` are
 * as for {@link readJobInputs}. An empty input sets no variable.
 *
 * @param text one `name=value` a line, or `name[]=` followed by a list in JSON
 * @throws InputError as {@link readJobInputs}, or if an input is not a list
 */
export function readTransferInputs(text: string, environment: Environment): Record<string, string> {
  const inputs = readLines(text);
  const values = Array.from(inputs, ([name, value]) => [name, readInput(name, value, environment)] as const);
  const texts = Object.fromEntries(values.map(([name, value]) => [keyOf(name), value]));
  const filled = values.filter(([, value]) => value !== '');
  const given = Object.fromEntries(filled.map(([name, value]) => [variableOf(name), value]));
  const idToken = environment[ID_TOKEN] ?? '';
  refuseEmpty(texts, inputs, environment);
  if (idToken === '') return given;
  checkAudience(given[variableOf('audience')] ?? '', given[variableOf('endpoint')] ?? '', idToken);
  return { ...given, ...WITHOUT_KEYS };
}

function readInput(name: string, value: string, environment: Environment): string {
  if (SECRET_INPUTS.has(name)) return environment[ID_TOKEN] ? '' : readSecret(name, value, environment);
  const own = environment[variableOf(name)];
  if (own || !REQUIRED_INPUTS.has(name)) return own || expand(name, value, environment);
  const variable = variableNamed(value);
  return variable === undefined ? expand(name, value, environment) : (environment[variable] ?? '');
}

/** @throws InputError if the variable of a required input is empty, which names all that are */
function refuseEmpty(
  texts: Given<'credential'>,
  inputs: ReadonlyMap<string, string>,
  environment: Environment,
): void {
  const empty: string[] = environment[ID_TOKEN] ? emptyOfRequest(texts) : emptyOfCredential(texts);
  if (!empty.some((name) => variableNamed(inputs.get(name)) !== undefined)) return;
  const variables = empty.map((name) => variableNamed(inputs.get(name)) ?? variableOf(name));
  throw new EmptyInputs(empty, whyEmpty(variables, environment));
}

function readLines(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', operator, value = ''] = /^([\w-]+)(=|\[\]=)(.*)$/s.exec(line) ?? [];
    if (operator === undefined) return [];
    return [[name, operator === '=' ? value : readList(name, value)] as const];
  });
  return new Map(lines);
}

/** Reads a list, which GitLab writes as one line of JSON. @returns one line for each item */
function readList(input: string, json: string): string {
  const list = parseList(json);
  if (list === undefined)
    throw new InputError(input, "is not a list of strings: use, for example, [build, '!build/*.map'].");
  return list.join('\n');
}

function parseList(json: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

function expand(input: string, text: string, environment: Environment): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = environment[name];
    // With an empty value instead, a prefix could become the whole bucket.
    if (value === undefined)
      throw new InputError(
        input,
        `refers to the variable ${name}, which is not set for this job: add it to the project under Settings, CI/CD, Variables, and check its environment scope and whether it is protected.`,
      );
    return value;
  });
}

/** Checked before the token is sent, because the storage refuses a token for another audience without a reason. */
function checkAudience(audience: string, endpoint: string, idToken: string): void {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (audience === OWN_AUDIENCE && host !== '' && host !== OWN_AUDIENCE) {
    throw new InputError(
      'audience',
      `is '${OWN_AUDIENCE}', but endpoint is ${printable(endpoint)}: set the input audience to '${printable(host)}', or to the audience in the role's trust policy. GitLab makes the token for it when the job starts.`,
    );
  }
  const content = readIdToken(idToken);
  if (content === undefined) return;
  const made = audiencesOf(content);
  if (made.includes(audience)) return;
  throw new InputError(
    'audience',
    `is '${printable(audience)}', but GitLab made the job's token for '${printable(made.join(', '))}': set the input instead of the variable, which GitLab does not see.`,
  );
}

/** The values of the service credential's variables, even if they are not used. */
function readKeys(inputs: ReadonlyMap<string, string>, environment: Environment): (string | undefined)[] {
  return Array.from(SECRET_INPUTS, (input) => environment[variableNamed(inputs.get(input)) ?? '']);
}

function variableNamed(text = ''): string | undefined {
  return /^\$\{?(\w+)\}?$/.exec(text)?.[1];
}

function readSecret(input: string, text: string, environment: Environment): string {
  const name = variableNamed(text);
  if (name === undefined) {
    throw new InputError(
      input,
      `must be the name of a masked variable, such as $${variableOf(input)}, and not the key itself.`,
    );
  }
  const value = environment[name] ?? '';
  // GitLab does not replace a reference to a variable that does not exist.
  return value.includes(`$${name}`) ? '' : value;
}

function whyEmpty(variables: readonly string[], environment: Environment): string {
  const names = enumerate(variables);
  // The template sets OTTER_STS for the job's script, after it has exchanged the credential and removed it.
  if (environment.OTTER_STS !== undefined) {
    return `: .otter-sts has exchanged the service credential for this job's session, and removed ${names}. In the script of an .otter-sts job, use "$OTTER_STS" upload or "$OTTER_STS" download instead of a !reference to .otter-upload or .otter-download, or use a separate job.`;
  }
  const source = environment.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
  if (source !== undefined && source !== environment.CI_MERGE_REQUEST_PROJECT_ID) {
    return `: this is a merge request from a fork, and GitLab gives forks no protected variables (${names}). Exclude the job from such pipelines with rules, or run the pipeline in the parent project.`;
  }
  const [notSet, it] =
    variables.length === 1
      ? [`the variable ${names} is not set`, 'it']
      : [`the variables ${names} are not set`, 'them'];
  if (environment.CI_COMMIT_REF_PROTECTED === 'false') {
    return `: ${notSet} for this job. If protected, only protected branches and tags get ${it}, and ${environment.CI_COMMIT_REF_NAME ?? 'this ref'} is not one.`;
  }
  return `: ${notSet} for this job. Add ${it} to the project under Settings, CI/CD, Variables, and check the environment scope.`;
}

/** The job may have copied a variable under another name. */
function namesOf(values: readonly (string | undefined)[], environment: Environment): string[] {
  return Object.keys(environment).filter((name) => environment[name] && values.includes(environment[name]));
}
