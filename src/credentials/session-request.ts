import { EmptyInputs, InputError } from '../failure.ts';
import { type Given, readValue } from '../input-values.ts';
import { keyOf, SETTINGS } from '../inputs.ts';
import { printable } from '../printable.ts';
import { durationWarnings, parseDuration } from './duration.ts';
import { type Access, refusePatterns, SessionPolicy } from './session-policy.ts';

/** OtterStorage's own endpoint and region, and the defaults of a session. */
export const DEFAULTS = {
  endpoint: SETTINGS.endpoint.default,
  region: SETTINGS.region.default,
  duration: SETTINGS.duration.default,
  access: SETTINGS.access.default,
} as const;

/** What the user wrote, by the names that users type. Empty and missing mean the same. */
export type RequestInputs = Pick<
  Given<'credential' | 'session'>,
  'roleArn' | 'bucket' | 'endpoint' | 'region' | 'duration' | 'access' | 'prefix' | 'sessionName'
>;

/** What the adapter knows about the job. */
export interface RequestContext {
  /** The session name if the user gives none. Invalid characters are replaced, and it is truncated. */
  readonly sessionName: string;
  /** The remaining time of the job, in seconds, if the CI system reports it. */
  readonly jobSeconds?: number | undefined;
  /** Whether the session will be renewed, which changes what a sensible duration is. */
  readonly renewed: boolean;
}

/** A checked request: the endpoint, the role, the scope and the duration. */
export interface SessionRequest {
  readonly roleArn: string;
  readonly bucket: string;
  /** An origin without a slash at the end, such as `https://es-mad-1.s3.otterstorage.io`. */
  readonly endpoint: string;
  readonly region: string;
  /** Seconds, 1 to 43,200. */
  readonly durationSeconds: number;
  readonly access: Access;
  /** The beginning of the keys that the session may use. Empty for all. */
  readonly prefix: string;
  readonly sessionName: string;
  /** Undefined only for `role`. */
  readonly policy?: SessionPolicy;
}

/** What every session needs, and what to do if it is empty. */
const REQUIRED = {
  'role-arn':
    "copy the role's ARN from the bucket's service credential, such as arn:aws:iam::RGW00000000000000001:role/bkr-123, into a variable (not a secret) of the CI system",
  bucket: 'name the one bucket that the session is for',
} as const;

const NAMES = Object.keys(REQUIRED) as (keyof typeof REQUIRED)[];

/** Which settings that every session needs are empty. */
export function emptyOfRequest(inputs: Pick<RequestInputs, 'roleArn' | 'bucket'>): (keyof typeof REQUIRED)[] {
  return NAMES.filter((name) => !inputs[keyOf(name)]?.trim());
}

/** The same for a session by the service credential, which has two keys. */
export function emptyOfCredential(inputs: Given<'credential'>): string[] {
  const keys = ['service-access-key', 'service-secret-key'] as const;
  return [...keys.filter((name) => !inputs[keyOf(name)]?.trim()), ...emptyOfRequest(inputs)];
}

function refuseEmpty(names: readonly (keyof typeof REQUIRED)[]): void {
  if (names.length === 0) return;
  throw new EmptyInputs(names, `: ${names.map((name) => REQUIRED[name]).join(', and ')}.`);
}

/**
 * Checks every input before anything is sent.
 *
 * @returns the request, and warnings
 * @throws InputError for all that are missing, or the first that is invalid
 */
export function checkRequest(
  inputs: RequestInputs,
  context: RequestContext,
): { request: SessionRequest; warnings: string[] } {
  refuseEmpty(emptyOfRequest(inputs));
  const roleArn = checkRoleArn(readValue('role-arn', inputs.roleArn));
  const bucket = checkBucket(readValue('bucket', inputs.bucket));
  const endpoint = checkEndpoint(readValue('endpoint', inputs.endpoint));
  const region = checkRegion(readValue('region', inputs.region));
  const durationSeconds = parseDuration(readValue('duration', inputs.duration), context.jobSeconds);
  const access = readValue('access', inputs.access);
  const prefix = checkPrefix(readValue('prefix', inputs.prefix));
  const sessionName = checkSessionName(readValue('session-name', inputs.sessionName), context.sessionName);
  const policy = SessionPolicy.forScope(bucket, access, prefix);
  const request = { roleArn, bucket, endpoint, region, durationSeconds, access, prefix, sessionName };
  return {
    request: policy === undefined ? request : { ...request, policy },
    warnings: [
      ...durationWarnings(durationSeconds, context.renewed),
      ...endpointWarnings(endpoint, bucket),
      ...accessWarnings(access),
      ...prefixWarnings(prefix),
    ],
  };
}

/** In characters. IAM's longest path is 512, its longest name 64, and the account takes up to 64 before them. */
const LONGEST_ROLE_ARN = 700;

function checkRoleArn(roleArn: string): string {
  // A role ARN of 2,000 characters crashes an RGW 16 or 18.
  if (roleArn.length > LONGEST_ROLE_ARN) {
    throw new InputError(
      'role-arn',
      `has ${roleArn.length} characters, and a role ARN has at most ${LONGEST_ROLE_ARN}: copy it from the bucket's service credential.`,
    );
  }
  // The account of an RGW role is RGW and digits, a tenant, or nothing; the path and name are IAM's alphabet.
  if (!/^arn:aws[a-z-]*:iam::[A-Za-z0-9_-]*:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
    throw new InputError(
      'role-arn',
      `is '${printable(roleArn)}', which is not a role ARN such as arn:aws:iam::ACCOUNT:role/NAME.`,
    );
  }
  return roleArn;
}

/** @throws InputError */
export function checkBucket(bucket: string): string {
  refuseEmpty(bucket === '' ? ['bucket'] : []);
  if (bucket.startsWith('s3://') || bucket.includes('/')) {
    throw new InputError(
      'bucket',
      `is '${printable(bucket)}': give the bare name, and what comes after the slash as the prefix.`,
    );
  }
  if (/^[\w-]*:/.test(bucket)) {
    throw new InputError(
      'bucket',
      `is '${printable(bucket)}': leave out the tenant, which the server takes from the role.`,
    );
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    throw new InputError(
      'bucket',
      `is '${printable(bucket)}', which is not a bucket name: use 3 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends.`,
    );
  }
  return bucket;
}

/** @returns the origin. @throws InputError */
export function checkEndpoint(text: string): string {
  // The message does not repeat it, because a password may precede the @.
  if (text.includes('@')) {
    throw new InputError(
      'endpoint',
      'contains a user name or password: pass them as the service credential instead.',
    );
  }
  if (!/^https?:\/\//i.test(text)) {
    throw new InputError(
      'endpoint',
      `is '${printable(text)}', which is not an http or https URL: write one such as ${SETTINGS.endpoint.default}.`,
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined)
    throw new InputError('endpoint', `is '${printable(text)}', which is not a valid URL.`);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new InputError(
      'endpoint',
      `is '${printable(text)}': give only scheme, host and port; the bucket is a separate input.`,
    );
  }
  return url.origin;
}

function endpointWarnings(endpoint: string, bucket: string): string[] {
  const url = new URL(endpoint);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const warnings: string[] = [];
  if (url.protocol !== 'https:' && !loopback) {
    warnings.push(
      `endpoint is ${endpoint}: over http the session's keys and all data travel unencrypted. Use https.`,
    );
  }
  if (url.hostname.startsWith(`${bucket}.`)) {
    warnings.push(
      `endpoint begins with the bucket's name. If this is the bucket name, remove it, because the server takes it in the path: ${url.protocol}//${url.host.slice(bucket.length + 1)}.`,
    );
  }
  return warnings;
}

/** @throws InputError */
export function checkRegion(region: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(region)) {
    throw new InputError(
      'region',
      `is '${printable(region)}', which is not a region name: use letters, digits and hyphens.`,
    );
  }
  return region;
}

function checkPrefix(prefix: string): string {
  if (prefix.startsWith('/')) {
    throw new InputError(
      'prefix',
      'begins with a slash, and keys in a bucket do not: write a prefix such as builds/.',
    );
  }
  refusePatterns('prefix', prefix);
  if (Buffer.byteLength(prefix) > 1_024) {
    throw new InputError('prefix', 'is longer than the 1,024 bytes that a key can have.');
  }
  return prefix;
}

function accessWarnings(access: Access): string[] {
  if (access !== 'role') return [];
  return [
    "access is role: the session has no session policy and can do all that the role allows, which may include the bucket's configuration, its deletion, and other buckets. Use read-write unless a client needs more.",
  ];
}

function prefixWarnings(prefix: string): string[] {
  const warnings: string[] = [];
  if (prefix !== '' && !/[/_.-]$/.test(prefix)) {
    warnings.push(
      `prefix is '${printable(prefix)}', without a slash at the end: it also covers keys such as '${printable(prefix)}-other/x'.`,
    );
  }
  if (prefix.includes(':')) {
    warnings.push(
      `prefix is '${printable(prefix)}', and a session policy has to write ? for a colon: the session can also use objects with another character there, such as '${printable(prefix.replaceAll(':', '-'))}x'. Use a prefix without colons.`,
    );
  }
  return warnings;
}

function checkSessionName(given: string, derived: string): string {
  if (given === '') return cleanSessionName(derived);
  if (!/^[A-Za-z0-9_=,.@-]{2,64}$/.test(given)) {
    throw new InputError(
      'session-name',
      `is '${printable(given)}': use 2 to 64 of letters, digits and _=,.@- (it shows up in the server's logs).`,
    );
  }
  return given;
}

/** Turns any text into a session name that an RGW accepts: 2 to 64 of `[A-Za-z0-9_=,.@-]`. */
function cleanSessionName(text: string): string {
  const clean = text
    .replace(/[^A-Za-z0-9_=,.@-]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
  return clean.length < 2 ? `otter-sts-${clean}`.replace(/-$/, '') : clean;
}
