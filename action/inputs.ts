import { InputError, type RequestInputs, redact } from '../src/index.ts';
import { printable } from '../src/printable.ts';
import { expandHome } from '../src/user-path.ts';
import { parseShell, type Shell } from './shell.ts';

/** How the step delivers its session. */
export type Mode = 'session' | 'refresh' | 'run';

/** Who asks, and for what. */
export interface CredentialInputs {
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
  readonly request: RequestInputs;
}

export interface StepInputs extends CredentialInputs {
  readonly mode: Mode;
  /** The script of `run`, and how to run it. */
  readonly script: string;
  readonly shell: Shell;
  readonly workingDirectory: string;
  readonly outputCredentials: boolean;
  readonly cleanup: boolean;
  readonly summary: boolean;
}

export type GetInput = (name: string) => string;

/**
 * Reads the inputs of `action.yml`.
 *
 * @throws InputError when one is no boolean, or two contradict each other
 */
export function readInputs(getInput: GetInput, platform: NodeJS.Platform): StepInputs {
  const refresh = readBoolean(getInput, 'refresh');
  const script = getInput('run');
  const mode = script !== '' ? 'run' : refresh ? 'refresh' : 'session';
  const inputs: StepInputs = {
    ...readCredential(getInput),
    mode,
    script,
    shell: parseShell(getInput('shell'), platform),
    workingDirectory: expandHome('working-directory', getInput('working-directory')),
    outputCredentials: readBoolean(getInput, 'output-credentials'),
    cleanup: readBoolean(getInput, 'cleanup'),
    summary: readBoolean(getInput, 'summary'),
  };
  checkTogether(inputs, getInput('shell'));
  return inputs;
}

/** The inputs that every action has which can exchange a service credential. */
export function readCredential(getInput: GetInput): CredentialInputs {
  return {
    serviceAccessKey: getInput('service-access-key'),
    serviceSecretKey: getInput('service-secret-key'),
    request: {
      roleArn: getInput('role-arn'),
      bucket: getInput('bucket'),
      endpoint: getInput('endpoint'),
      region: getInput('region'),
      duration: getInput('duration'),
      access: getInput('access'),
      prefix: getInput('prefix'),
      sessionName: getInput('session-name'),
    },
  };
}

function checkTogether({ mode, outputCredentials, workingDirectory }: StepInputs, shell: string): void {
  if (mode !== 'run' && shell !== '') throw new InputError('shell', 'is given without run, which it is for.');
  if (mode !== 'run' && workingDirectory !== '') {
    throw new InputError('working-directory', 'is given without run, which it is for.');
  }
  if (mode === 'run' && outputCredentials) {
    throw new InputError(
      'output-credentials',
      'cannot be true with run, which hands nothing to later steps.',
    );
  }
  if (mode === 'refresh' && outputCredentials) {
    throw new InputError(
      'output-credentials',
      'cannot be true with refresh: outputs never change, so they would go stale.',
    );
  }
}

/** @throws InputError when it is neither true nor false; empty is false */
export function readBoolean(getInput: GetInput, name: string): boolean {
  const given = getInput(name);
  const text = given.toLowerCase();
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  // Typed into the wrong place, it is not repeated.
  const said = printable(redact(given, [getInput('service-secret-key')].filter(Boolean)));
  throw new InputError(name, `is '${said}': write true or false.`);
}

/**
 * Explains an empty service credential where GitHub gave none: it hands no secrets to workflows that a pull
 * request from a fork, or Dependabot, starts.
 *
 * @throws InputError when a part of the credential is empty
 */
export function checkCredentialPresent(
  inputs: Pick<CredentialInputs, 'serviceAccessKey' | 'serviceSecretKey'>,
  environment: Environment,
  event: WorkflowEvent,
): void {
  const missing = inputs.serviceSecretKey === '' ? 'service-secret-key' : 'service-access-key';
  if (inputs.serviceSecretKey !== '' && inputs.serviceAccessKey !== '') return;
  throw new InputError(missing, `is empty${emptyBecause(environment, event)}`);
}

/** The end of a sentence about a credential that is empty. */
export function emptyBecause(environment: Environment, event: WorkflowEvent): string {
  if (event.fromFork) {
    return (
      ', since this run comes from a pull request of a fork, and GitHub gives such runs no secrets: skip the step there with ' +
      'if: github.event.pull_request.head.repo.full_name == github.repository.'
    );
  }
  if (environment.GITHUB_ACTOR === 'dependabot[bot]') {
    return ", since Dependabot's runs get Dependabot's own secrets: store the service credential there too, or skip the step.";
  }
  return ': name a secret that exists in this repository, its organisation or the environment of the job (a misspelt name is empty too).';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the event says about where the run comes from. */
export interface WorkflowEvent {
  readonly fromFork: boolean;
}

/** Reads the event's payload; an unreadable one tells nothing. */
export function readEvent(payload: string): WorkflowEvent {
  try {
    const { pull_request: pullRequest, repository } = JSON.parse(payload) as EventPayload;
    const head = pullRequest?.head?.repo?.full_name;
    const isRequest = pullRequest !== undefined;
    return {
      fromFork: isRequest && (pullRequest.head?.repo?.fork === true || head !== repository?.full_name),
    };
  } catch {
    return { fromFork: false };
  }
}

interface EventPayload {
  pull_request?: { head?: { repo?: { full_name?: string; fork?: boolean } | null } };
  repository?: { full_name?: string };
}
