import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { type KeyKind, KeyStore, type LongLivedKey } from './key-store.ts';
import { MultipartStore } from './multipart-store.ts';
import { ObjectStore } from './object-store.ts';
import { checkOptions, type SandboxOptions } from './options.ts';
import type { Bucket } from './s3/call.ts';
import { createWireServer, type WireServer } from './server.ts';
import type { Role } from './sts.ts';

export type { SandboxOptions };

/** One bucket with the keys to it: the oldest of each kind that has not been revoked. */
export interface SandboxBucket {
  bucket: string;
  roleArn: string;
  serviceAccessKey: string;
  serviceSecretKey: string;
  accessKey: string;
  secretKey: string;
}

export interface Sandbox {
  /** `http://HOST:PORT`, for STS and S3 alike. */
  endpoint: string;
  region: string;
  dataDirectory: string;
  buckets: SandboxBucket[];
  /**
   * From here on the credential gets no session. Sessions that it already has live to their expiry.
   * @throws Error when there is no such service credential.
   */
  revokeServiceCredential(accessKey: string): Promise<void>;
  /** Ends all connections and gives the data directory free. */
  close(): Promise<void>;
}

/** The account that the roles are in, in the form that OtterStorage's have. */
const ACCOUNT = 'RGW00000000000000001';

/**
 * Starts a local OtterStorage: STS AssumeRole and a subset of S3 on one loopback port, kept in files.
 * Objects, keys and the validity of sessions outlive a restart on the same data directory.
 * @throws Error with a sentence for the user when a bucket's name is bad, the host is not loopback, the port is
 * taken, or the data directory cannot be used. Nothing is then left behind.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host, port, region, dataDirectory, buckets, minimumDuration, now } = checkOptions(options);
  const wire = createWireServer((message) => process.stderr.write(`sandbox: ${message}\n`));
  // The port comes first: when it is taken, no file has been touched yet.
  const endpoint = await listen(wire, host, port);
  let data: DataDirectory | undefined;
  try {
    data = await openDataDirectory(dataDirectory, buckets, now());
    const keys = await KeyStore.open(data.keysPath);
    const roles = data.buckets.map(({ name, number }) => roleOf(name, number));
    wire.open({
      keys,
      roles,
      buckets: await openBuckets(data),
      region,
      minimumDuration,
      now,
      sealingKey: data.sealingKey,
    });
    return describeSandbox({
      wire,
      endpoint,
      region,
      data,
      keys,
      described: await describeBuckets(roles, keys, now),
    });
  } catch (error) {
    await disconnect(wire);
    await data?.discard();
    throw error;
  }
}

interface RunningSandbox {
  readonly wire: WireServer;
  readonly endpoint: string;
  readonly region: string;
  readonly data: DataDirectory;
  readonly keys: KeyStore;
  readonly described: SandboxBucket[];
}

function describeSandbox({ wire, endpoint, region, data, keys, described }: RunningSandbox): Sandbox {
  return {
    endpoint,
    region,
    dataDirectory: data.path,
    buckets: described,
    revokeServiceCredential: async (accessKey) => {
      if (keys.find(accessKey)?.kind !== 'service')
        throw new Error(`There is no service credential ${accessKey}.`);
      await keys.revoke(accessKey);
    },
    close: async () => {
      await disconnect(wire);
      // A request that was cut off still tidies up behind itself.
      await wire.settled();
      await data.release();
    },
  };
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

function roleOf(bucket: string, number: number): Role {
  const name = `bkr-${number}`;
  return { bucket, name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` };
}

async function describeBuckets(
  roles: readonly Role[],
  keys: KeyStore,
  now: () => number,
): Promise<SandboxBucket[]> {
  const described: SandboxBucket[] = [];
  for (const { bucket, arn } of roles) {
    const service = await firstKey(keys, bucket, 'service', now);
    const permanent = await firstKey(keys, bucket, 'permanent', now);
    described.push({
      bucket,
      roleArn: arn,
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
  bucket: string,
  kind: KeyKind,
  now: () => number,
): Promise<LongLivedKey> {
  const first = keys.list(bucket, kind)[0];
  const found = first && keys.find(first.accessKey);
  return found ?? keys.create(kind, bucket, 'made when the sandbox started', now());
}

/** @returns the endpoint's URL. */
function listen({ server }: WireServer, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const reason = taken
        ? 'something else listens on that port; name another, or 0 for any'
        : error.message;
      reject(new Error(`The sandbox cannot listen on ${host} port ${port}: ${reason}.`, { cause: error }));
    });
    server.listen({ host, port }, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${isIP(host) === 6 ? `[${host}]` : host}:${address.port}`);
    });
  });
}

async function disconnect({ server }: WireServer): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
