import { emptyOfCredential, type RequestInputs } from '../src/credentials/session-request.ts';
import { EmptyInputs, InputError } from '../src/failure.ts';
import { readValues, type Texts, type Values } from '../src/input-values.ts';
import { parseShell, type Shell } from './shell.ts';

/** How the step passes its session on. */
export type Mode = 'session' | 'refresh' | 'run';

/** The credentials and the request, as the user wrote them. */
export type CredentialInputs = Texts<'credential'> & Pick<RequestInputs, 'access' | 'prefix'>;

export interface StepInputs {
  readonly mode: Mode;
  /** The script of `run`, and how to run it. */
  readonly script: string;
  readonly shell: Shell;
  readonly workingDirectory: string;
  readonly outputCredentials: boolean;
  readonly cleanup: boolean;
  readonly summary: boolean;
}

/**
 * Checks the inputs that are not about the session itself.
 *
 * @throws InputError when an input is invalid, or two contradict each other
 */
export async function readInputs(
  texts: Texts<'credential' | 'session'>,
  platform: NodeJS.Platform,
): Promise<StepInputs> {
  const { run, refresh, shell, ...values } = await readSession(texts);
  const mode = run !== '' ? 'run' : refresh ? 'refresh' : 'session';
  const inputs: StepInputs = { ...values, mode, script: run, shell: parseShell(shell, platform) };
  checkTogether(inputs, shell);
  return inputs;
}

/** A message must not repeat a secret that was entered in the wrong place. */
async function readSession(texts: Texts<'credential' | 'session'>): Promise<Values<'session'>> {
  try {
    return readValues('session', texts);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // Loaded on demand, because the masker is not needed otherwise.
    const { redact } = await import('../src/masking/redact.ts');
    throw new InputError(error.inputs, redact(error.sentence, [texts.serviceSecretKey].filter(Boolean)));
  }
}

function checkTogether({ mode, outputCredentials, workingDirectory }: StepInputs, shell: string): void {
  if (mode !== 'run' && shell !== '') throw new InputError('shell', 'can only be used with run.');
  if (mode !== 'run' && workingDirectory !== '') {
    throw new InputError('working-directory', 'can only be used with run.');
  }
  if (mode === 'run' && outputCredentials) {
    throw new InputError(
      'output-credentials',
      'cannot be true with run, which exports nothing to later steps.',
    );
  }
  if (mode === 'refresh' && outputCredentials) {
    throw new InputError(
      'output-credentials',
      'cannot be true with refresh: outputs cannot change, so the credentials in them would expire.',
    );
  }
}

/**
 * Explains an empty service credential, and names what else is empty. GitHub passes neither secrets nor identity tokens to
 * workflows started by a pull request from a fork.
 */
export function explainMissing(
  inputs: CredentialInputs,
  environment: Environment,
  event: WorkflowEvent,
): InputError {
  const isKeyless = inputs.serviceAccessKey + inputs.serviceSecretKey === '';
  return new EmptyInputs(emptyOfCredential(inputs), emptyBecause(environment, event, isKeyless));
}

/**
 * Returns the end of a sentence about an empty credential.
 *
 * @param isKeyless whether an identity token would do as well
 */
export function emptyBecause(environment: Environment, event: WorkflowEvent, isKeyless: boolean): string {
  if (event.fromFork) {
    const withheld = isKeyless ? 'neither secrets nor an identity token' : 'no secrets';
    return (
      `, because this run comes from a pull request of a fork, and GitHub gives such runs ${withheld}: skip the step there with ` +
      'if: github.event.pull_request.head.repo.full_name == github.repository.'
    );
  }
  if (environment.GITHUB_ACTOR === 'dependabot[bot]') {
    return ", because Dependabot's runs get only Dependabot's own secrets: store the service credential there too, or skip the step.";
  }
  const token = isKeyless
    ? '; or give the job permissions: id-token: write, to use its identity token instead'
    : '';
  return `: name a secret (for role-arn and bucket, a variable) that exists in this repository, its organization or the environment of the job (a misspelled name is empty too)${token}.`;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the event says about the origin of the run. */
export interface WorkflowEvent {
  readonly fromFork: boolean;
}

/** Reads the payload of the event. If it cannot be read, the event is empty. */
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
