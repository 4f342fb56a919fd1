import { InputError } from '../failure.ts';
import { ContainerKeys } from './container-credentials.ts';
import type { Environment, KeySource, StoreKey } from './key-source.ts';

/** Which of the environment's credentials S3 clients use. All clients try the keys first. */
export type AmbientSource = 'keys' | 'endpoint';

/** @returns `undefined` when `AWS_*` has none */
export function findAmbientSource(environment: Environment): AmbientSource | undefined {
  if (environment.AWS_ACCESS_KEY_ID || environment.AWS_SECRET_ACCESS_KEY) return 'keys';
  if (environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) return 'endpoint';
  return environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? 'endpoint' : undefined;
}

/**
 * The keys that an earlier step exported to `AWS_*`: the variables themselves, or the endpoint that they name, which is
 * asked again before each key expires. The order is that of the AWS SDKs.
 *
 * @param now milliseconds since the epoch
 * @throws InputError when there are none
 */
export function keysOfEnvironment(environment: Environment, now: () => number): KeySource {
  return findAmbientSource(environment) === 'endpoint'
    ? new ContainerKeys(environment, now)
    : keysOfVariables(environment);
}

function keysOfVariables(environment: Environment): KeySource {
  const key = readVariables(environment);
  return {
    // Even if it seems to have expired: the time may belong to another session, or this clock may be wrong.
    current: async () => key,
    renewed: async () => undefined,
    close: () => undefined,
  };
}

function readVariables(environment: Environment): StoreKey {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) {
    throw new InputError(
      accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID',
      'is empty, and no service credential is given: run after a step that exports a session, or give this one ' +
        'service-access-key, service-secret-key and role-arn.',
    );
  }
  // A trailing line break comes from a file or a secret store, and would be signed.
  const sessionToken = environment.AWS_SESSION_TOKEN?.trim();
  const expiration = readExpiration(environment.AWS_CREDENTIAL_EXPIRATION);
  return {
    accessKeyId: accessKeyId.trim(),
    secretAccessKey: secretAccessKey.trim(),
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration === undefined ? {} : { expiration }),
  };
}

/** Only used to explain a refusal, so an invalid time counts as none. */
function readExpiration(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** What to do about a session that has expired, before or during the transfer. */
export const OUTLIVED =
  'If it had expired before the transfer began, export a new one first. If the transfer takes longer than a session, renew ' +
  'it (refresh: true in the step that exports it, or otter-sts exec), or give this step the service credential itself.';
