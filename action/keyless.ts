import { github } from '../src/ci/github.ts';
import type { SessionSource } from '../src/credentials/session-source.ts';
import { readSource } from '../src/credentials/source-inputs.ts';
import type { CredentialInputs } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** @returns the job's identity token as a source, or undefined if GitHub gives this job none */
export function readKeyless(
  inputs: CredentialInputs,
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
): SessionSource | undefined {
  const offered = github.idTokens(environment);
  if (offered === undefined) return undefined;
  const source = readSource(inputs, offered);
  if (source === undefined) return undefined;
  maskSecrets(commands, source.secrets);
  commands.info("No service credential is given: using the job's identity token.");
  if (offered.notice !== undefined) commands.info(offered.notice);
  return source;
}
