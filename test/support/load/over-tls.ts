/** Clients that work with a host name over https, and only OTTER_CA_BUNDLE to trust it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refreshVariables, targetVariables, type Variables } from '../../../src/credentials/environment.ts';
import { ServiceCredential } from '../../../src/credentials/service-credential.ts';
import { checkRequest } from '../../../src/credentials/session-request.ts';
import { writeTrustFiles } from '../../../src/http/trust-files.ts';
import { obtainer, startFreshCredentials } from '../../../src/refresh/fresh-credentials.ts';
import type { Load, StartLoad } from './clients.ts';
import type { Grant } from './renewals.ts';

export interface OverTls {
  /** The variables that let clients trust the server. */
  readonly trust: Variables;
  /** One round of work in a separate folder. */
  workOnce(start: StartLoad | undefined, folder: string, certificates: Variables): Promise<Load | undefined>;
  stop(): Promise<void>;
}

/** @param caBundle the path in OTTER_CA_BUNDLE */
export async function startOverTls(
  { roleArn, bucket, serviceAccessKey, serviceSecretKey }: Grant,
  { endpoint, caBundle: path, folder }: { endpoint: string; caBundle: string; folder: string },
): Promise<OverTls> {
  const caBundle = readFileSync(path, 'utf8');
  const { request } = checkRequest({ roleArn, bucket, endpoint }, { sessionName: 'tls', renewed: true });
  const credential = new ServiceCredential(serviceAccessKey, serviceSecretKey);
  const obtain = obtainer(credential, request, { caBundle });
  const fresh = await startFreshCredentials({ obtain }, join(folder, 'token'));
  return {
    trust: await writeTrustFiles(folder, caBundle, {}),
    workOnce: async (start, own, certificates) => {
      mkdirSync(own);
      const stopFile = join(own, 'stop');
      writeFileSync(stopFile, '');
      const credentials = refreshVariables(fresh.endpoint, { HOME: own });
      const env = { ...credentials, ...targetVariables(request), ...certificates };
      return start?.({ env, bucket, folder: own, stopFile });
    },
    stop: () => fresh.stop(),
  };
}
