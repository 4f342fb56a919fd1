/** All S3 clients, working side by side with one session that is renewed repeatedly. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refreshVariables, targetVariables } from '../../../src/credentials/environment.ts';
import { ServiceCredential } from '../../../src/credentials/service-credential.ts';
import { checkRequest, type RequestInputs } from '../../../src/credentials/session-request.ts';
import { startCredentialsEndpoint } from '../../../src/refresh/credentials-endpoint.ts';
import { obtainer } from '../../../src/refresh/fresh-credentials.ts';
import { Renewal } from '../../../src/refresh/renewal.ts';
import { LOADS, type Load, type StartLoad } from './clients.ts';

export interface Grant {
  roleArn: string;
  bucket: string;
  serviceAccessKey: string;
  serviceSecretKey: string;
}

export interface LoadReport {
  renewals: number;
  failedRenewals: number;
  loads: Record<string, Load>;
}

/** Lets clients work until the session has been renewed a number of times. */
export async function workThroughRenewals(
  grant: Grant,
  place: RequestInputs,
  renewals: number,
  clients: Readonly<Record<string, StartLoad>> = LOADS,
): Promise<LoadReport> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-load-'));
  const credential = new ServiceCredential(grant.serviceAccessKey, grant.serviceSecretKey);
  const inputs = { roleArn: grant.roleArn, bucket: grant.bucket, ...place };
  const { request } = checkRequest(inputs, { sessionName: 'load', renewed: true });
  const renewal = new Renewal({ obtain: obtainer(credential, request, {}) });
  await renewal.start();
  const endpoint = await startCredentialsEndpoint({ renewal, tokenFile: join(folder, 'token') });
  try {
    const stopFile = join(folder, 'stop');
    const loads = Object.entries(clients).map(async ([name, start]): Promise<[string, Load]> => {
      const own = join(folder, name.replaceAll(' ', '-'));
      // A laptop's own key, which boto3 and the AWS CLI would prefer to the endpoint.
      mkdirSync(join(own, '.aws'), { recursive: true });
      writeFileSync(
        join(own, '.aws/credentials'),
        '[default]\naws_access_key_id = OLD\naws_secret_access_key = old\n',
      );
      const env = { ...refreshVariables(endpoint, { HOME: own }), ...targetVariables(request) };
      return [name, await start({ env, bucket: grant.bucket, folder: own, stopFile })];
    });
    while (renewal.status().renewals < renewals) await sleep(100);
    writeFileSync(stopFile, '');
    const done = Object.fromEntries(await Promise.all(loads));
    return { renewals: renewal.status().renewals, failedRenewals: renewal.status().failures, loads: done };
  } finally {
    renewal.stop();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
