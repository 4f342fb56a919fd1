import { InputError, type RequestInputs } from '../src/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The inputs whose values are the names of masked variables: the values themselves are in no file of the pipeline. */
const SECRET_INPUTS = ['service-access-key', 'service-secret-key'] as const;

/** What a job asks for: the template's inputs, and the job's variables before them. */
export interface JobInputs {
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
  /** Variables of the job that hold a part of the service credential, by whatever name. */
  readonly secretVariables: readonly string[];
  readonly request: RequestInputs;
  readonly caBundle: string;
  readonly refresh: boolean;
}

/**
 * Reads the template's inputs, one `name=value` a line. A variable of the job, such as `OTTER_BUCKET`, wins over the
 * input, as GitLab has variables from the settings win over those in files. In an input `$NAME` and `${NAME}` stand for
 * a variable. They are put in here and not by the shell, to which a branch's name could be a command.
 *
 * @throws InputError when an input names a variable that is not there, or is not of its type
 */
export function readJobInputs(text: string, environment: Environment): JobInputs {
  const inputs = readLines(text);
  const pick = (name: string): string =>
    environment[variableOf(name)] || expand(name, inputs.get(name) ?? '', environment);
  const [serviceAccessKey, serviceSecretKey] = SECRET_INPUTS.map((name) =>
    readSecret(name, inputs.get(name) ?? '', environment),
  );
  return {
    serviceAccessKey: serviceAccessKey ?? '',
    serviceSecretKey: serviceSecretKey ?? '',
    secretVariables: namesOf([serviceAccessKey, serviceSecretKey], environment),
    request: {
      roleArn: pick('role-arn'),
      bucket: pick('bucket'),
      endpoint: pick('endpoint'),
      region: pick('region'),
      duration: pick('duration'),
      access: pick('access'),
      prefix: pick('prefix'),
      sessionName: pick('session-name'),
    },
    caBundle: environment.OTTER_CA_BUNDLE ?? '',
    refresh: readSwitch('refresh', pick('refresh')),
  };
}

/**
 * Reads the inputs of the templates for transfers as the variables of the command line, `OTTER_...`, with the same
 * precedence and the same meaning of `$NAME` as {@link readJobInputs}. An input that is empty sets none.
 *
 * @param text one `name=value` a line, or `name[]=` and a list in JSON
 * @throws InputError when an input names a variable that is not there, or is no list
 */
export function readTransferInputs(text: string, environment: Environment): Record<string, string> {
  const variables = Array.from(readLines(text), ([name, value]): [string, string] => {
    const variable = variableOf(name);
    if (SECRET_INPUTS.some((secret) => secret === name)) {
      return [variable, readSecret(name, value, environment)];
    }
    return [variable, environment[variable] || expand(name, value, environment)];
  });
  return Object.fromEntries(variables.filter(([, value]) => value !== ''));
}

function readLines(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', operator, value = ''] = /^([\w-]+)(=|\[\]=)(.*)$/s.exec(line) ?? [];
    if (operator === undefined) return [];
    return [[name, operator === '=' ? value : readList(name, value)] as const];
  });
  return new Map(lines);
}

/** A list, which GitLab writes as JSON, so that it is one line whatever is in it. @returns a line for each of its texts */
function readList(input: string, json: string): string {
  const list = parseList(json);
  if (list === undefined)
    throw new InputError(input, "is no list of texts: write such as [build, '!build/*.map'].");
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

/** The variable of a job that stands for an input. */
export function variableOf(input: string): string {
  return `OTTER_${input.toUpperCase().replaceAll('-', '_')}`;
}

function expand(input: string, text: string, environment: Environment): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = environment[name];
    // Nothing in its place would widen a prefix to the whole bucket.
    if (value === undefined)
      throw new InputError(input, `names the variable ${name}, which this job does not have.`);
    return value;
  });
}

function readSecret(input: string, text: string, environment: Environment): string {
  const [, name] = /^\$\{?(\w+)\}?$/.exec(text) ?? [];
  if (name === undefined) {
    throw new InputError(
      input,
      `has to be the name of a masked variable, such as $${variableOf(input)}, and not the key.`,
    );
  }
  const value = environment[name] ?? '';
  // GitLab leaves a reference to a variable that does not exist as it is.
  if (value === '' || value.includes(`$${name}`)) throw new InputError(input, whyEmpty(name, environment));
  return value;
}

function whyEmpty(name: string, environment: Environment): string {
  // Set by the template for the job's script, when it has exchanged the credential and taken it away.
  if (environment.OTTER_STS !== undefined) {
    return `is empty: .otter-sts has exchanged the service credential for this job's session, and removed ${name}. In a script of an .otter-sts job write "$OTTER_STS" upload or "$OTTER_STS" download, and no !reference to .otter-upload or .otter-download; or use a job of its own.`;
  }
  const source = environment.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
  if (source !== undefined && source !== environment.CI_MERGE_REQUEST_PROJECT_ID) {
    return `is empty, since this is a merge request from a fork, and GitLab gives forks no protected variables (${name}): keep the job out of such pipelines with rules, or run the pipeline in the parent project.`;
  }
  if (environment.CI_COMMIT_REF_PROTECTED === 'false') {
    return `is empty: the variable ${name} is not set for this job. If it is protected, only protected branches and tags get it, and ${environment.CI_COMMIT_REF_NAME ?? 'this ref'} is not one.`;
  }
  return `is empty: the variable ${name} is not set for this job. Add it to the project under Settings, CI/CD, Variables; mind its environment scope.`;
}

/** A variable may have been given on under a name of the job's own. */
function namesOf(values: readonly (string | undefined)[], environment: Environment): string[] {
  return Object.keys(environment).filter((name) => values.includes(environment[name]));
}

function readSwitch(input: string, text: string): boolean {
  if (text !== '' && text !== 'true' && text !== 'false') {
    throw new InputError(input, `is '${text.slice(0, 20)}': write true or false.`);
  }
  return text === 'true';
}
