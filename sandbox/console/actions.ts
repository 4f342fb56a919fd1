import { type Role, roleArn } from '../identity/identity-store.ts';
import { roleNameOf, userOf } from '../identity/presets.ts';
import { readCiJob } from '../issuer/ci-job.ts';
import type { TokenIssuer } from '../issuer/token-issuer.ts';
import { ACCESS_KEY_PREFIX, type KeyKind, type KeySummary, type LongLivedKey } from '../key-store.ts';
import type { Bucket } from '../s3/call.ts';
import { formatExpiry, issueSession, MAXIMUM_DURATION, type TokenService } from '../sts.ts';
import { ConsoleError } from './console-error.ts';

export interface ConsoleServices extends TokenService {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly endpoint: string;
  readonly region: string;
  /** The issuer of the sandbox's own identity tokens, if it has one. */
  readonly issuer: TokenIssuer | undefined;
  /** The number of a bucket's role. */
  readonly numberOf: (bucket: string) => number | undefined;
}

/** A bucket as the console sees it, with the address for its clients. */
export interface Place {
  readonly bucket: string;
  readonly roleArn: string;
  readonly endpoint: string;
  readonly region: string;
}

/** A session's secrets. They are sent once, in the answer to the request that created them. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly expiration: string;
}

/** @throws ConsoleError 404 */
export function findBucket({ buckets }: ConsoleServices, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw new ConsoleError(404, 'There is no such bucket in this sandbox.');
  return bucket;
}

/** @throws ConsoleError 404 */
export function placeOf(services: ConsoleServices, name: string): Place {
  const { endpoint, region } = services;
  const role = roleOf(services, name);
  // An administrator may have removed it.
  return { bucket: name, roleArn: role ? roleArn(role) : '(removed)', endpoint, region };
}

/**
 * Creates a session of the bucket's role.
 * @param seconds from the sandbox's shortest session to 12 h.
 * @throws ConsoleError 400 or 404
 */
export function generateCredentials(
  services: ConsoleServices,
  bucket: string,
  seconds: number,
): IssuedCredentials {
  const { minimumDuration } = services;
  if (!Number.isInteger(seconds) || seconds < minimumDuration || seconds > MAXIMUM_DURATION) {
    throw new ConsoleError(400, `A session lasts ${minimumDuration} to ${MAXIMUM_DURATION} seconds.`);
  }
  const role = findRole(services, bucket);
  const request = { role, sessionName: 'console', duration: seconds, policy: undefined };
  const issued = issueSession(request, { user: userOf('service', bucket) }, services);
  return {
    accessKeyId: issued.accessKey,
    secretAccessKey: issued.secretKey,
    sessionToken: issued.sessionToken,
    expiration: formatExpiry(issued.expiresAt),
  };
}

/**
 * Issues an identity token for the sandbox's job, or for another one, for example to see a refusal.
 * @param job such as `github:OWNER/NAME[@REF]`; empty for the sandbox's own.
 * @param audience empty for the one that the sandbox's role expects.
 * @throws ConsoleError 400 or 404
 */
export function mintIdToken({ issuer, endpoint }: ConsoleServices, job: string, audience: string): string {
  if (!issuer) {
    throw new ConsoleError(404, 'The sandbox issues no identity tokens: start it with --keyless.');
  }
  try {
    return issuer.mint(audience || new URL(endpoint).hostname, job === '' ? undefined : readCiJob(job));
  } catch (error) {
    throw new ConsoleError(400, (error as Error).message);
  }
}

/** A key as the console sees it: with its bucket and kind instead of its user. */
export type ConsoleKey<Key extends KeySummary = KeySummary> = Omit<Key, 'user'> & {
  readonly kind: KeyKind;
  readonly bucket: string;
};

export function listKeys({ keys }: ConsoleServices, kind: KeyKind, bucket: string): ConsoleKey[] {
  return keys.list(userOf(kind, bucket)).map((key) => asConsoleKey(key, kind, bucket));
}

function asConsoleKey<Key extends KeySummary>(key: Key, kind: KeyKind, bucket: string): ConsoleKey<Key> {
  const { user: _, ...rest } = key;
  return { kind, bucket, ...rest };
}

/** @throws ConsoleError 400 for a label that is too long. */
export async function createKey(
  { keys, now }: ConsoleServices,
  kind: KeyKind,
  bucket: string,
  label: string,
): Promise<ConsoleKey<LongLivedKey>> {
  const made = keys.create(userOf(kind, bucket), ACCESS_KEY_PREFIX[kind], label.trim(), now());
  return asConsoleKey(await asReader(made), kind, bucket);
}

/** @throws ConsoleError 400 or 404 */
export async function relabelKey(services: ConsoleServices, key: KeyName, label: string): Promise<void> {
  await asReader(services.keys.relabel(findKey(services, key), label.trim()));
}

/** @throws ConsoleError 404 */
export async function revokeKey(services: ConsoleServices, key: KeyName): Promise<void> {
  await asReader(services.keys.revoke(findKey(services, key)));
}

/** Finds a key by its bucket and kind too, so that a page can change only the keys of its own bucket. */
export interface KeyName {
  readonly kind: KeyKind;
  readonly bucket: string;
  readonly accessKey: string;
}

function findKey({ keys }: ConsoleServices, { kind, bucket, accessKey }: KeyName): string {
  const key = keys.find(accessKey);
  if (key?.user === userOf(kind, bucket)) return accessKey;
  throw new ConsoleError(404, 'This bucket has no such key: it was never created, or was revoked.');
}

function findRole(services: ConsoleServices, bucket: string): Role {
  const role = roleOf(services, bucket);
  if (!role) throw new ConsoleError(404, 'The role of this bucket was removed.');
  return role;
}

function roleOf({ identities, numberOf }: ConsoleServices, bucket: string): Role | undefined {
  const number = numberOf(bucket);
  return number === undefined ? undefined : identities.role(roleNameOf(number));
}

/** Passes on what the key store refuses, because the reader can correct it. An error of the file system is internal. */
async function asReader<Result>(change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? new ConsoleError(400, message) : error;
  }
}
