import { github } from '../src/ci/github.ts';
import type { SessionSource } from '../src/credentials/session-source.ts';
import { readSource } from '../src/credentials/source-inputs.ts';
import type { CredentialInputs, Environment } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** @returns the job's identity token as a source, or undefined if GitHub gives this job none */
export function readKeyless(
  inputs: CredentialInputs,
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
): SessionSource | undefined {
  const idTokenRequest = github.idTokenRequest(environment);
  if (idTokenRequest === undefined) return undefined;
  const source = readSource(inputs, { idTokenRequest });
  if (source === undefined) return undefined;
  maskSecrets(commands, source.secrets);
  for (const line of describeIdentity(environment)) commands.info(line);
  return source;
}

/** An issuer other than github.com is not one that every storage knows. */
function describeIdentity({ GITHUB_SERVER_URL: server = GITHUB }: Environment): string[] {
  const used = "No service credential is given: using the job's identity token.";
  if (server === GITHUB) return [used];
  return [
    used,
    `The token is issued by ${server}, not by github.com: the storage needs a provider for that issuer, and must be able to reach it.`,
  ];
}

const GITHUB = 'https://github.com';
