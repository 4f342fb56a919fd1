import { holdsSecret } from './initial-environment.ts';
import { formatTime, type Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
import { hideDefaultProfiles } from './shared-files.ts';

/** Variables by name. */
export type Variables = Record<string, string>;

/**
 * Where S3 clients connect, with either kind of credentials. docs/clients.md lists which client reads which variable.
 *
 * @param target the request. Its policy matters because Ceph RGW before 20 refuses batch deletes in a session with a
 *   policy.
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

/**
 * The remote `otter:`, which needs no configuration file. rclone must not try to create buckets, because a session may not.
 */
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

/** The variables of a plain session, which every S3 client reads. They work until the session expires. */
export function sessionVariables(session: Session): Variables {
  return {
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: formatTime(session.expiration),
  };
}

/** What a client needs to use the loopback endpoint. */
export interface EndpointAddress {
  readonly url: string;
  /** A secret. */
  readonly token: string;
  /** A private file with the token and no line end, for clients that read the token only from a file. */
  readonly tokenFile?: string | undefined;
}

/**
 * The variables that direct S3 clients to the loopback endpoint, from which they refresh by themselves.
 *
 * @param environment the clients' environment. If its default profile would take precedence, the profile's file is hidden
 *   from them.
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
 * Variables that take precedence over those of a plain session in S3 clients. `AWS_SECURITY_TOKEN` is the old name of the
 * session token, which boto3 still reads.
 */
export const SHADOWS_OF_SESSION: readonly string[] = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  // These point to a different server than AWS_ENDPOINT_URL.
  'AWS_ENDPOINT_URL_S3',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** Variables that take precedence over those of the loopback endpoint in S3 clients: static keys, and the relative URI. */
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

/** Variables with long-lived keys or a job's identity. Only the process that requests sessions needs them. */
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
 * The environment of a child that uses a session: `base` without the service credential and without variables that would
 * take precedence, plus `variables`.
 *
 * @param secrets the secrets of the session's source. Any variable that contains one is left out.
 */
export function childEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  variables: Variables,
  shadows: readonly string[],
  secrets: readonly string[] = [],
  platform = process.platform,
): Variables {
  // For Windows, otter_service_secret_key is the same variable.
  const fold = (name: string) => (platform === 'win32' ? name.toUpperCase() : name);
  const dropped = new Set([...shadows, ...SERVICE_VARIABLES, ...Object.keys(variables)].map(fold));
  const kept = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const harmless = kept.filter(
    ([name, value]) => !dropped.has(fold(name)) && !secrets.some((secret) => holdsSecret(value, secret)),
  );
  return { ...Object.fromEntries(harmless), ...variables };
}
