/**
 * A real Ceph RGW on the loopback interface, over both http and https: a monitor, an OSD that keeps everything in memory,
 * and the gateway. All of it is in a temporary folder and ends with this process.
 *
 * By hand, once `npm test -- versions` has prepared the machine: `npx node test/support/ceph.ts [16|18|20]` prints
 * the endpoints, keys and one bucket as JSON, and keeps the cluster until Ctrl-C.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Administrator,
  type BucketOptions,
  type BucketWithRole,
  createAdministrator,
  createBucketWithRole,
  createServiceKey,
  type KeyPair,
  removeServiceKey,
  sendAdmin,
  sendIam,
} from './ceph/accounts.ts';
import { configureCluster, type GatewaySettings } from './ceph/configuration.ts';
import { type Daemon, startDaemon, waitUntilReady } from './ceph/daemon.ts';
import {
  type CephRelease,
  type CephVersion,
  cephVersions,
  findRelease,
  readVersion,
  runCephProgram,
} from './ceph/release.ts';
import { withTrust } from './ceph/trust.ts';

/** What a test worker needs to know about a cluster that another process runs, as plain data. */
export interface CephDescription {
  version: CephVersion;
  /** The whole version: `16.2.15`. */
  release: string;
  endpoint: string;
  httpsEndpoint: string;
  /** The path of the certificate that clients of `httpsEndpoint` must trust. */
  caBundle: string;
  region: string;
  administrator: KeyPair;
}

/** A running cluster, which other tests may use at the same time. */
export interface SharedCeph extends CephDescription {
  createBucketWithRole(options?: BucketOptions): Promise<BucketWithRole>;
  createServiceKey(serviceUser: string): Promise<KeyPair>;
  /** Revokes the key: the next AssumeRole with it is refused. */
  removeServiceKey(serviceUser: string, accessKey: string): Promise<void>;
  /** An IAM call as the administrator, by its form: `{ Action: 'DeleteRole', … }`. Throws if it is refused. */
  iam(form: Record<string, string>): Promise<string>;
  /** A call of the admin interface as the administrator, such as `/admin/user`. Throws if it is refused. */
  admin(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    query: Record<string, string>,
  ): Promise<string>;
}

/** A separate cluster, whose gateway may be stopped. */
export interface Ceph extends SharedCeph {
  /** Runs radosgw-admin on the cluster, and returns its standard output. */
  administer(...args: string[]): Promise<string>;
  stopGateway(): Promise<void>;
  /** Starts it on the same ports, with everything that was stored. */
  startGateway(): Promise<void>;
  restartGateway(): Promise<void>;
  close(): Promise<void>;
}

// OtterStorage's region. A gateway accepts signatures for any region.
const region = 'eu-mad';

/** Uses a cluster that is already running. */
export function connectCeph(description: CephDescription): SharedCeph {
  const { endpoint } = description;
  const administrator: Administrator = { ...description.administrator, endpoint };
  return {
    ...description,
    createBucketWithRole: (options) => createBucketWithRole(administrator, options),
    createServiceKey: (serviceUser) => createServiceKey(administrator, serviceUser),
    removeServiceKey: (serviceUser, accessKey) => removeServiceKey(administrator, serviceUser, accessKey),
    iam: (form) => sendIam(administrator, form),
    admin: (method, path, query) => sendAdmin(administrator, method, path, query),
  };
}

async function startMonitor(folder: string, release: CephRelease): Promise<Daemon> {
  const setup = ['-c', join(folder, 'ceph.conf'), '-i', 'a', '--mkfs', '--monmap', join(folder, 'monmap')];
  await runCephProgram(release, 'ceph-mon', setup);
  return startDaemon(folder, release, 'ceph-mon', 'mon.a');
}

/** Runs a command of the monitor that may be repeated. */
async function tellMonitor(folder: string, release: CephRelease, args: readonly string[]): Promise<void> {
  const tell = ['-c', join(folder, 'ceph.conf'), '--connect-timeout', '30', ...args];
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await runCephProgram(release, 'ceph', tell);
      return;
    } catch (error) {
      // A monitor of Ceph 20 sometimes gives this answer shortly after its start.
      const starting = String(error).includes('EPERM: problem getting command descriptions');
      if (!starting || Date.now() > deadline) throw error;
    }
  }
}

async function startStorage(folder: string, release: CephRelease): Promise<Daemon> {
  const configuration = ['-c', join(folder, 'ceph.conf')];
  const uuid = randomUUID();
  await tellMonitor(folder, release, ['osd', 'new', uuid]);
  // An OSD that registers itself sometimes asks before it knows the cluster's ID. It is then refused, and ends.
  await tellMonitor(folder, release, ['osd', 'crush', 'add', 'osd.0', '1', 'root=default']);
  await runCephProgram(release, 'ceph-osd', [...configuration, '-i', '0', '--mkfs', '--osd-uuid', uuid]);
  return startDaemon(folder, release, 'ceph-osd', 'osd.0');
}

async function waitForGateway(folder: string, endpoint: string, gateway: Daemon): Promise<void> {
  const answers = () =>
    fetch(endpoint).then(
      (response) => response.ok,
      () => false,
    );
  await waitUntilReady(folder, 'client.rgw', gateway, answers);
}

export interface CephOptions {
  /** 16 otherwise. */
  version?: CephVersion;
  /** The gateway's settings that override or extend the usual ones, by their names in ceph.conf. */
  gateway?: GatewaySettings;
}

/** Starts a cluster in about two seconds. Throws with the end of a daemon's log if it does not start. */
export async function startCeph({ version = 16, gateway = {} }: CephOptions = {}): Promise<Ceph> {
  const release = findRelease(version);
  const folder = await mkdtemp(join(tmpdir(), 'otter-ceph-'));
  const daemons = new Map<string, Daemon>();
  const removeAll = () => {
    for (const daemon of daemons.values()) void daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', removeAll);
  const close = async () => {
    await Promise.all([...daemons.values()].map((daemon) => daemon.kill()));
    removeAll();
    process.off('exit', removeAll);
  };
  try {
    return { ...(await startCluster(folder, daemons, release, gateway)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startCluster(
  folder: string,
  daemons: Map<string, Daemon>,
  release: CephRelease,
  settings: GatewaySettings,
): Promise<Omit<Ceph, 'close'>> {
  const { ports, certificate } = await configureCluster(folder, { release, gateway: settings });
  const endpoint = `http://127.0.0.1:${ports.http}`;
  daemons.set('monitor', await startMonitor(folder, release));
  daemons.set('storage', await startStorage(folder, release));
  const start = async () => {
    if (daemons.get('gateway')?.running()) return;
    const gateway = startDaemon(folder, release, 'radosgw', 'client.rgw', (command) =>
      withTrust(folder, command),
    );
    daemons.set('gateway', gateway);
    await waitForGateway(folder, endpoint, gateway);
  };
  // Not killed, because the OSD would then wait 30 s for it before the next gateway's first change.
  const stop = async () => daemons.get('gateway')?.stop();
  await start();
  const configuration = join(folder, 'ceph.conf');
  const administrator = await createAdministrator(release, configuration);
  const httpsEndpoint = `https://127.0.0.1:${ports.https}`;
  const { caBundle } = certificate;
  return {
    ...connectCeph({
      version: release.version,
      release: await readVersion(release),
      ...{ endpoint, httpsEndpoint, caBundle, region, administrator },
    }),
    administer: (...args) =>
      runCephProgram(release, 'radosgw-admin', ['-c', configuration, '-n', 'client.admin', ...args]),
    stopGateway: stop,
    startGateway: start,
    restartGateway: async () => {
      await stop();
      await start();
    },
  };
}

async function serveUntilInterrupted(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
  const version = cephVersions.find((known) => String(known) === (process.argv[2] ?? '16'));
  if (version === undefined) throw new Error(`There is no Ceph ${process.argv[2]} here: 16, 18 or 20.`);
  const ceph = await startCeph({ version });
  const bucket = await ceph.createBucketWithRole();
  console.log(JSON.stringify({ ...ceph, ...bucket }, null, 2));
}

if (import.meta.main) await serveUntilInterrupted();
