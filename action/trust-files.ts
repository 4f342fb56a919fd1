import type { Variables } from '../src/credentials/environment.ts';
import { writeTrustFiles } from '../src/http/trust-files.ts';
import type { StepInputs } from './inputs.ts';
import { makeJobFolder } from './job-folder.ts';
import type { Workflow } from './workflow.ts';

/**
 * The variables with which the clients of later steps trust the endpoint. Their files lie in the runner's temporary
 * folder, which the runner empties after a job, even a canceled one.
 */
export async function trustOfJob(
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
  { cleanup }: Pick<StepInputs, 'cleanup'>,
  caBundle: string | undefined,
): Promise<Variables> {
  if (caBundle === undefined) return {};
  const directory = makeJobFolder(environment);
  if (cleanup) commands.saveState('trust', directory);
  return await writeTrustFiles(directory, caBundle, environment);
}
