/** The files in the cluster's folder before its daemons start: ceph.conf, the monitor map, a certificate. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeServerCertificate, type ServerCertificate } from '../certificates.ts';
import { type CephRelease, runCephProgram } from './release.ts';
import { makeTrustFolder } from './trust.ts';

interface ClusterPorts {
  monitor: number;
  http: number;
  https: number;
}

export interface ClusterConfiguration {
  folder: string;
  ports: ClusterPorts;
  certificate: ServerCertificate;
}

/** By their names in the section `[client.rgw]` of ceph.conf. */
export type GatewaySettings = Readonly<Record<string, string>>;

interface ClusterOptions {
  release: CephRelease;
  /** They override or extend the usual ones. */
  gateway: GatewaySettings;
}

const usualGateway = (): GatewaySettings => ({
  rgw_s3_auth_use_sts: 'true',
  rgw_sts_key: randomBytes(8).toString('hex'),
  rgw_sts_min_session_duration: '1',
  rgw_sts_max_session_duration: '43200',
  rgw_enable_usage_log: 'false',
  rgw_enable_gc_threads: 'false',
  rgw_enable_lc_threads: 'false',
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (listening) await new Promise((resolve) => server.close(resolve));
  return listening;
}

/**
 * Below the range from which systems assign ports, so that no other program gets the port before the daemon, or while the
 * gateway is stopped.
 */
async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('None of 100 ports between 20,000 and 32,000 is free.');
}

/** The most verbose parts of the daemons. */
const NOISY = [
  'ms',
  'mon',
  'paxos',
  'osd',
  'objecter',
  'objclass',
  'rados',
  'rgw',
  'auth',
  'monc',
  'optracker',
];

/**
 * One copy of everything on one in-memory OSD, without authentication between the daemons. The shortest session is 1 s, so
 * that a test can watch one expire, and the longest 43,200 s, as on AWS. The monitor applies a change in 20 ms instead of a
 * second, so a cluster starts in under 1 s instead of 11. The store holds 16 GiB instead of 1, because requests hang when it
 * is full. Everything that only monitors the daemons is off, because they share the cores with what is tested (5,000 small
 * objects: 5.6 s instead of 8).
 */
function writeSettings(
  folder: string,
  fsid: string,
  { ports, certificate }: Omit<ClusterConfiguration, 'folder'>,
  { release, gateway }: ClusterOptions,
): string {
  const at = (name: string) => join(folder, name);
  const frontend = [
    `beast endpoint=127.0.0.1:${ports.http} ssl_endpoint=127.0.0.1:${ports.https}`,
    `ssl_certificate=${certificate.certificate} ssl_private_key=${certificate.key}`,
  ].join(' ');
  // By default, each daemon keeps its last 10,000 messages in memory.
  const quiet = NOISY.map((name) => `debug_${name} = 0/0`).join('\n');
  const lines = (settings: GatewaySettings) =>
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('');
  return `[global]
fsid = ${fsid}
mon_host = v1:127.0.0.1:${ports.monitor}
public_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_bind_msgr2 = false
run_dir = ${folder}
admin_socket = ${at('$name.asok')}
pid_file =
log_file = ${at('$name.log')}
log_to_stderr = false
crash_dir = ${at('crash')}
mon_data = ${at('mon')}
osd_data = ${at('osd')}
osd_objectstore = memstore
memstore_device_bytes = 17179869184
osd_enable_op_tracker = false
osd_min_pg_log_entries = 10
osd_max_pg_log_entries = 20
osd_pg_log_dups_tracked = 10
ms_crc_data = false
ms_crc_header = false
throttler_perf_counter = false
${quiet}
osd_class_update_on_start = false
osd_crush_update_on_start = false
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 2000
mon_data_avail_crit = 1
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_cluster_log_file = ${at('cluster.log')}
${lines(release.settings)}
[client.rgw]
rgw_data = ${at('rgw')}
rgw_frontends = ${frontend}
${lines({ ...usualGateway(), ...gateway })}`;
}

async function makeMonitorMap(
  release: CephRelease,
  folder: string,
  fsid: string,
  port: number,
): Promise<void> {
  // Without the explicit address vector, the monitor takes its default port and never forms a quorum.
  const address = ['--addv', 'a', `[v1:127.0.0.1:${port}]`];
  await runCephProgram(release, 'monmaptool', [
    '--create',
    '--fsid',
    fsid,
    ...address,
    join(folder, 'monmap'),
  ]);
}

/** Fills `folder`, and chooses free ports. */
export async function configureCluster(
  folder: string,
  options: ClusterOptions,
): Promise<ClusterConfiguration> {
  const [monitor, http, https] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const ports = { monitor, http, https };
  const fsid = randomUUID();
  const certificate = await makeServerCertificate(folder);
  await makeTrustFolder(folder, certificate.caBundle);
  await Promise.all(['crash', 'mon', 'osd', 'rgw'].map((name) => mkdir(join(folder, name))));
  await writeFile(join(folder, 'ceph.conf'), writeSettings(folder, fsid, { ports, certificate }, options), {
    mode: 0o600,
  });
  await makeMonitorMap(options.release, folder, fsid, monitor);
  return { folder, ports, certificate };
}
