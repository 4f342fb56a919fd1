import { type ConsoleServer, createConsoleServer } from './console/server.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { IdentityStore, roleArn } from './identity/identity-store.ts';
import {
  ADMINISTRATOR,
  presetAdministrator,
  presetBucket,
  presetKeylessRole,
  roleNameOf,
  userOf,
} from './identity/presets.ts';
import { describeJob } from './issuer/job-claims.ts';
import { jobVariables } from './issuer/job-variables.ts';
import { openTokenIssuer, type TokenIssuer } from './issuer/token-issuer.ts';
import { ACCESS_KEY_PREFIX, KeyStore, type LongLivedKey } from './key-store.ts';
import { disconnect, listen, PortFailure } from './listen.ts';
import { MultipartStore } from './multipart-store.ts';
import { ObjectStore } from './object-store.ts';
import { type CheckedOptions, checkOptions, type SandboxOptions } from './options.ts';
import type { Bucket } from './s3/call.ts';
import { createWireServer, type WireServer } from './server.ts';
import { issuerKeyReader } from './web-identity/issuer-keys.ts';

export { PortFailure, type SandboxOptions };

/** A bucket with its keys: the oldest of each kind that has not been revoked. */
export interface SandboxBucket {
  bucket: string;
  roleArn: string;
  serviceAccessKey: string;
  serviceSecretKey: string;
  accessKey: string;
  secretKey: string;
}

/** The access of a job without a stored key to the first bucket. */
export interface SandboxKeyless {
  issuer: string;
  audience: string;
  /** The `sub` of the tokens that the role accepts. */
  subject: string;
  roleArn: string;
  /** The variables that the CI system would set in the job. They include secrets. */
  variables: Record<string, string>;
}

export interface Sandbox {
  /** `http://HOST:PORT`, for STS and S3 alike. */
  endpoint: string;
  region: string;
  /** The console's URL, if there is a console. */
  console?: string;
  dataDirectory: string;
  buckets: SandboxBucket[];
  /** Present if the option `keyless` is set. */
  keyless?: SandboxKeyless;
  /** The key of a user who may create users and roles, for `otter-sts provision`. */
  admin: { accessKey: string; secretKey: string };
  /**
   * From here on, the credential gets no new sessions. Its current ones last until they expire.
   * @throws Error if there is no such service credential.
   */
  revokeServiceCredential(accessKey: string): Promise<void>;
  /** Closes all connections and unlocks the data directory. */
  close(): Promise<void>;
}

/**
 * Starts a local OtterStorage: STS AssumeRole and a subset of S3 on one loopback port, and the console on another.
 * Objects, keys and valid sessions outlive a restart with the same data directory.
 * @throws PortFailure if a port is taken.
 * @throws Error with a sentence for the user if a bucket name is invalid, the host is not loopback, or the data directory
 * cannot be used. Nothing is left behind.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const checked = checkOptions(options);
  const { report } = checked;
  const servers: Servers = {
    wire: createWireServer(report),
    console: checked.consolePort === undefined ? undefined : createConsoleServer(report),
  };
  let data: DataDirectory | undefined;
  try {
    // The ports come first, so that no file is touched if one is taken.
    const urls = await listenOnBoth(servers, checked);
    data = await openDataDirectory(checked.dataDirectory, checked.buckets, checked.now());
    return await openSandbox(servers, urls, data, checked);
  } catch (error) {
    await disconnectBoth(servers);
    await data?.discard();
    throw error;
  }
}

interface Servers {
  readonly wire: WireServer;
  readonly console: ConsoleServer | undefined;
}

interface Urls {
  readonly endpoint: string;
  readonly console: string | undefined;
}

async function listenOnBoth(
  { wire, console }: Servers,
  { host, port, consolePort }: CheckedOptions,
): Promise<Urls> {
  const endpoint = await listen(wire.server, 'The sandbox', host, port);
  if (console === undefined || consolePort === undefined) return { endpoint, console: undefined };
  return { endpoint, console: await listen(console.server, "The sandbox's console", host, consolePort) };
}

async function disconnectBoth({ wire, console }: Servers): Promise<void> {
  await Promise.all(
    [wire, ...(console === undefined ? [] : [console])].map(({ server }) => disconnect(server)),
  );
}

/** From here on, both servers answer requests. */
async function openSandbox(
  servers: Servers,
  urls: Urls,
  data: DataDirectory,
  options: CheckedOptions,
): Promise<Sandbox> {
  const { region, minimumDuration, guarded, issuerAuthorities, report, now } = options;
  const keys = await KeyStore.open(data.keysPath);
  const identities = await IdentityStore.open(data.identitiesPath);
  await presetAdministrator(identities);
  for (const bucket of data.buckets) await presetBucket(identities, bucket, guarded, now());
  const buckets = await openBuckets(data);
  const admin = await firstKey(keys, ADMINISTRATOR, 'OADM', now);
  const described = await describeBuckets(data, identities, keys, now);
  const issuer = await openIssuer(urls.endpoint, options);
  const keyless = issuer && (await describeKeyless(issuer, urls.endpoint, data, identities, options));
  const services = { keys, identities, buckets, region, minimumDuration, now, sealingKey: data.sealingKey };
  const webIdentity = { readIssuerKeys: issuerKeyReader(issuerAuthorities, issuer), issuer, report };
  servers.wire.open({
    ...services,
    ...webIdentity,
    removeBucket: (name) => removeBucket(name, buckets, identities, data),
  });
  servers.console?.open({ ...services, numberOf: data.numberOf, endpoint: urls.endpoint, issuer });
  return {
    endpoint: urls.endpoint,
    region,
    ...(urls.console === undefined ? {} : { console: urls.console }),
    dataDirectory: data.path,
    buckets: described,
    ...(keyless === undefined ? {} : { keyless }),
    admin: { accessKey: admin.accessKey, secretKey: admin.secretKey },
    revokeServiceCredential: (accessKey) => revokeServiceCredential(keys, described, accessKey),
    close: async () => {
      await disconnectBoth(servers);
      // A request that was cut off still has to clean up.
      await servers.wire.settled();
      await data.release();
    },
  };
}

async function openIssuer(
  endpoint: string,
  { keylessJob: job, now }: CheckedOptions,
): Promise<TokenIssuer | undefined> {
  return job && openTokenIssuer({ endpoint, job, now });
}

/** Registers the issuer and creates the role. The audience is the default of the clients: the endpoint's host name. */
async function describeKeyless(
  issuer: TokenIssuer,
  endpoint: string,
  { buckets: [bucket] }: DataDirectory,
  identities: IdentityStore,
  { guarded, now }: CheckedOptions,
): Promise<SandboxKeyless | undefined> {
  if (bucket === undefined) return undefined;
  const audience = new URL(endpoint).hostname;
  const { sub: subject } = describeJob(issuer.job, now());
  const trusted = { issuer: issuer.url, audience, subject };
  const role = await presetKeylessRole(identities, bucket, trusted, guarded, now());
  return { ...trusted, roleArn: roleArn(role), variables: jobVariables(issuer, audience) };
}

/** Its users and role stay, as on RGW. */
async function removeBucket(
  name: string,
  buckets: Map<string, Bucket>,
  identities: IdentityStore,
  data: DataDirectory,
): Promise<void> {
  buckets.delete(name);
  await identities.removeBucket(name);
  await data.removeBucket(name);
}

async function revokeServiceCredential(
  keys: KeyStore,
  buckets: readonly SandboxBucket[],
  accessKey: string,
): Promise<void> {
  const user = keys.find(accessKey)?.user;
  if (!buckets.some(({ bucket }) => userOf('service', bucket) === user))
    throw new Error(`The service credential ${accessKey} does not exist.`);
  await keys.revoke(accessKey);
}

async function openBuckets(data: DataDirectory): Promise<Map<string, Bucket>> {
  const buckets = new Map<string, Bucket>();
  for (const { name, createdAt } of data.buckets) {
    const objects = await ObjectStore.open(data.bucketPath(name));
    const uploads = await MultipartStore.open(`${data.bucketPath(name)}/uploads`, () =>
      objects.temporaryPath(),
    );
    buckets.set(name, { name, createdAt, objects, uploads });
  }
  return buckets;
}

async function describeBuckets(
  data: DataDirectory,
  identities: IdentityStore,
  keys: KeyStore,
  now: () => number,
): Promise<SandboxBucket[]> {
  const described: SandboxBucket[] = [];
  for (const { name, number } of data.buckets) {
    const role = identities.role(roleNameOf(number));
    const service = await firstKey(keys, userOf('service', name), ACCESS_KEY_PREFIX.service, now);
    const permanent = await firstKey(keys, userOf('permanent', name), ACCESS_KEY_PREFIX.permanent, now);
    described.push({
      bucket: name,
      roleArn: role === undefined ? '' : roleArn(role),
      serviceAccessKey: service.accessKey,
      serviceSecretKey: service.secretKey,
      accessKey: permanent.accessKey,
      secretKey: permanent.secretKey,
    });
  }
  return described;
}

async function firstKey(
  keys: KeyStore,
  user: string,
  prefix: string,
  now: () => number,
): Promise<LongLivedKey> {
  const first = keys.list(user)[0];
  const found = first && keys.find(first.accessKey);
  return found ?? keys.create(user, prefix, 'made at start-up', now());
}
