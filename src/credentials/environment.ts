import { holdsSecret } from './initial-environment.ts';
import { formatTime, type Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
import { hideDefaultProfiles } from './shared-files.ts';

/** Variables by name. */
export type Variables = Record<string, string>;

/**
 * Where S3 clients go with either kind of credentials. docs/clients.md says which client reads which variable.
 *
 * @param target with its policy: Ceph RGW before 20 refuses batches of deletes in a session that carries one
 */
export function targetVariables({
  region,
  endpoint,
  bucket,
  policy,
}: Pick<SessionRequest, 'region' | 'endpoint' | 'bucket' | 'policy'>): Variables {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT: endpoint,
    S3_ENDPOINT_URL: endpoint,
    ...(endpoint.startsWith('http:') ? { AWS_ALLOW_HTTP: 'true' } : {}),
    ...(policy === undefined ? {} : { AWS_DISABLE_BULK_DELETE: 'true' }),
    ...rcloneRemote(region, endpoint),
    // Newer SDKs send CRC trailers by default, which an RGW before 18.2.5 refuses (411).
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
    OTTER_BUCKET: bucket,
  };
}

/** The remote `otter:`, which needs no configuration file. A session may not create buckets, which rclone tries otherwise. */
function rcloneRemote(region: string, endpoint: string): Variables {
  return {
    RCLONE_CONFIG_OTTER_TYPE: 's3',
    RCLONE_CONFIG_OTTER_PROVIDER: 'Ceph',
    RCLONE_CONFIG_OTTER_ENV_AUTH: 'true',
    RCLONE_CONFIG_OTTER_ENDPOINT: endpoint,
    RCLONE_CONFIG_OTTER_REGION: region,
    RCLONE_CONFIG_OTTER_NO_CHECK_BUCKET: 'true',
  };
}

/** The variables of a plain session, read by every S3 client. It ends when the session does. */
export function sessionVariables(session: Session): Variables {
  return {
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: formatTime(session.expiration),
  };
}

/** What a client needs to ask the loopback endpoint. */
export interface EndpointAddress {
  readonly url: string;
  /** A secret. */
  readonly token: string;
  /** A private file with the token and no line end, for clients that read no other. */
  readonly tokenFile?: string | undefined;
}

/**
 * The variables that send S3 clients to the loopback endpoint, from which they refresh by themselves.
 *
 * @param environment the clients': where its default profile would win, the profile's file is hidden from them
 */
export function refreshVariables(
  endpoint: EndpointAddress,
  environment: Readonly<Record<string, string | undefined>>,
): Variables {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token,
    ...(endpoint.tokenFile === undefined
      ? {}
      : { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: endpoint.tokenFile }),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...hideDefaultProfiles(environment),
  };
}

/**
 * Variables that S3 clients read before a plain session's, or instead of it, so that they would win.
 * `AWS_SECURITY_TOKEN` is the old name of the session token; boto3 still reads it.
 */
export const SHADOWS_OF_SESSION: readonly string[] = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  // These lead to another server than AWS_ENDPOINT_URL does.
  'AWS_ENDPOINT_URL_S3',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** Variables that S3 clients read before the loopback endpoint's: static keys win, and so does the relative form. */
export const SHADOWS_OF_REFRESH: readonly string[] = [
  ...SHADOWS_OF_SESSION,
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
];

/** Names of the variables with long-lived keys, or a job's identity, which no process but the one that asks needs. */
export const SERVICE_VARIABLES: readonly string[] = [
  'OTTER_SERVICE_ACCESS_KEY',
  'OTTER_SERVICE_SECRET_KEY',
  'OTTER_ID_TOKEN',
  'OTTER_WEB_IDENTITY_TOKEN_FILE',
  'OTTER_ADMIN_ACCESS_KEY',
  'OTTER_ADMIN_SECRET_KEY',
  'OTTER_OWNER_ACCESS_KEY',
  'OTTER_OWNER_SECRET_KEY',
];

/**
 * The environment of a child that is to use a session: `base` without the service credential and without what would
 * win over `variables`, and with these.
 *
 * @param secrets of the session's source: a variable of any name that holds one is left out
 */
export function childEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  variables: Variables,
  shadows: readonly string[],
  secrets: readonly string[] = [],
): Variables {
  const dropped = new Set([...shadows, ...SERVICE_VARIABLES]);
  const kept = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const harmless = kept.filter(
    ([name, value]) => !dropped.has(name) && !secrets.some((secret) => holdsSecret(value, secret)),
  );
  return { ...Object.fromEntries(harmless), ...variables };
}
