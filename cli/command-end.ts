import { secretParts } from '../src/credentials/service-credential.ts';
import { ExchangeFailure, InputError } from '../src/failure.ts';
import { variableOf } from '../src/inputs.ts';
import { redact } from '../src/masking/index.ts';
import { RedactorFailure } from '../src/masking/log-redactor.ts';
import { ProvisionFailure } from '../src/provision/failure.ts';
import { AgentFailure } from '../src/refresh/agent/failure.ts';
import { StoreFailure } from '../src/s3/failure.ts';
import {
  ArtifactFailure,
  type ArtifactFailureKind,
  endOfTransfer,
  exitCodeOf,
} from '../src/transfer/artifact/failure.ts';

/** A command failed for an expected reason: one sentence, and the exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** How a command failed, in a form that programs can tell apart. */
export interface CommandEnd {
  readonly kind: ArtifactFailureKind | 'input' | 'exchange' | 'interrupted';
  readonly exitCode: number;
  readonly message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns undefined for a bug of this program */
export function endOf(error: unknown, environment: Environment): CommandEnd | undefined {
  const end = classify(error);
  if (end === undefined || !(error instanceof Error)) return undefined;
  const said = error instanceof InputError ? error.messageWith(nameSources) : error.message;
  return { ...end, message: hideServiceSecret(said, environment) };
}

/** A message must not repeat a secret that was entered in the wrong place. */
export function hideServiceSecret(text: string, environment: Environment): string {
  const parts = CREDENTIALS.flatMap((name) => {
    return secretParts(
      environment[`OTTER_${name}_ACCESS_KEY`] ?? '',
      environment[`OTTER_${name}_SECRET_KEY`] ?? '',
    );
  });
  const token = environment.OTTER_ID_TOKEN?.trim() ?? '';
  return redact(text, token === '' ? parts : [...parts, token]);
}

const CREDENTIALS = ['SERVICE', 'ADMIN', 'OWNER'];

function classify(error: unknown): Pick<CommandEnd, 'kind' | 'exitCode'> | undefined {
  if (error instanceof InputError) return { kind: 'input', exitCode: 2 };
  if (error instanceof CommandFailure) {
    return { kind: error.exitCode === 2 ? 'input' : 'failed', exitCode: error.exitCode };
  }
  if (error instanceof ExchangeFailure) return { kind: 'exchange', exitCode: 1 };
  if (error instanceof ProvisionFailure) return { kind: 'failed', exitCode: 1 };
  if (error instanceof RedactorFailure) return { kind: 'failed', exitCode: 1 };
  if (error instanceof AgentFailure) return { kind: 'failed', exitCode: 1 };
  if (error instanceof ArtifactFailure) return { kind: error.kind, exitCode: exitCodeOf(error.kind) };
  if (!(error instanceof StoreFailure)) return undefined;
  const kind = endOfTransfer(error);
  return { kind, exitCode: exitCodeOf(kind) };
}

/** Options that have no variable. */
const OPTIONS_ALONE: readonly string[] = [
  'name',
  'github',
  'gitlab',
  'ref',
  'environment',
  'issuer',
  'subject',
  'thumbprint',
];

/** Adds to an input's name where the command line takes it from. */
function nameSources(input: string): string {
  if (!/^[a-z0-9-]+$/.test(input)) return input;
  if (OPTIONS_ALONE.includes(input)) return `--${input}`;
  const variable = variableOf(input);
  // An argument, not an option.
  if (input === 'path') return `path (PATH, ${variable})`;
  const sources = /^(service-secret-key|id-token)$/.test(input) ? variable : `--${input}, ${variable}`;
  return `${input} (${sources})`;
}
