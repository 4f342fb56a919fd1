import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Variables } from '../src/credentials/environment.ts';
import { writeTrustFiles } from '../src/http/trust-files.ts';
import { defaultAgentDirectory, makePrivateDirectory } from '../src/refresh/agent/directory.ts';

import type { Context } from './request-options.ts';

/**
 * The variables with which the clients of a shell trust the endpoint. The shell keeps them when this program ends, and
 * a variable that named a missing file would break every TLS client in it. So the files stay, in this user's folder for
 * agents. There is one pair for each bundle, and certificates are not secret.
 *
 * @throws AgentFailure when the folder is not the user's own
 */
export async function trustOfShell(
  caBundle: string | undefined,
  environment: Context['environment'],
): Promise<Variables> {
  if (caBundle === undefined) return {};
  const name = createHash('sha256').update(caBundle).digest('hex').slice(0, 16);
  const directory = join(dirname(defaultAgentDirectory(environment)), `trust-${name}`);
  makePrivateDirectory(directory);
  return await writeTrustFiles(directory, caBundle, environment);
}
