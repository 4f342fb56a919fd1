/**
 * What docs/clients.md says about the clients that the tests have. With OTTER_WRITE_CLIENTS=1, it is written
 * there.
 */
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
import { projectFolder } from './command.ts';
import type { StartLoad } from './load/clients.ts';
import { type LoadReport, workThroughRenewals } from './load/renewals.ts';

const RENEWALS = 3;

/** One client's line of the table. */
interface ClientRow {
  readonly version: () => Promise<string> | string;
  /** What a user sets. */
  readonly set: string;
  /** Whether it asks the loopback address. By default it does. */
  readonly refreshed?: false;
  /**
   * Whether it reads `credential_process`. `in part` means only in the credentials file, and `alias` that it
   * takes the first session from a variable.
   */
  readonly process: 'yes' | 'no' | 'in part' | 'alias';
}

export type ClientRows = Readonly<Record<string, ClientRow>>;
type Clients = Readonly<Record<string, StartLoad>>;

const PROCESS = {
  yes: '✓',
  no: 'no',
  'in part': 'in the credentials file only',
  alias: 'the first session',
};

/** Registers the tests of each client inside a `describe`, on a separate sandbox. */
export function tryOnSandbox(clients: Clients, rows: ClientRows): void {
  const names = Object.keys(clients);
  const refreshing = names.filter((name) => rows[name]?.refreshed !== false);
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
    const some = Object.fromEntries(Object.entries(clients).filter(([name]) => refreshing.includes(name)));
    report = await workThroughRenewals(grant, place, RENEWALS, some);
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
    return clients[client]?.({ env, bucket: request.bucket, folder: own, stopFile });
  }

  test.each(names)('%s works with a plain session', async (client) => {
    expect(await workOnce(client, 'plain', sessionVariables(session))).toEqual({ done: 1, failures: [] });
  });

  test.each(refreshing)(`%s works through ${RENEWALS} renewals, without one failed request`, (client) => {
    expect(report.loads[client]?.failures).toEqual([]);
    expect(report.loads[client]?.done).toBeGreaterThan(0);
  });

  test.each(names.filter((client) => rows[client]?.process !== 'no'))(
    '%s works with the profile of exec --profile',
    async (client) => {
      const profile = new ClientProfile(mkdtempSync(join(folder, 'profile-')), request);
      await profile.write(session);
      const variables = { ...profile.variables(session), AWS_EC2_METADATA_DISABLED: 'true' };
      expect(await workOnce(client, 'process', variables)).toEqual({ done: 1, failures: [] });
    },
  );

  test('the table has a line for each client', () => {
    expect(Object.keys(rows).sort()).toEqual([...names].sort());
  });
}

/** @param more the head and the cell of a column after `process` */
export async function tableOf(
  rows: ClientRows,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const columns = ['client', 'version', 'plain', 'refreshed', 'process', ...Object.keys(more), 'what to set'];
  const lines = Object.entries(rows).map(async ([name, { version, set, refreshed, process }]) => {
    const modes = ['✓', refreshed === false ? 'no' : '✓', PROCESS[process]];
    return `| ${[name, await version(), ...modes, ...Object.values(more), set].join(' | ')} |`;
  });
  const head = `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`;
  return [head, ...(await Promise.all(lines))].join('\n');
}

/** Compares a table of docs/clients.md, or writes it there. Days may differ. */
export function expectTable(marker: string, table: string): void {
  const path = join(projectFolder, 'docs/clients.md');
  const written = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- ${marker} begin -->\n\n`, `\n\n<!-- ${marker} end -->`];
  const [from, to] = [written.indexOf(begin) + begin.length, written.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`docs/clients.md has no table ${marker}.`);
  const dayless = (text: string) => text.replace(/\d{4}-\d{2}-\d{2}/g, 'DAY');
  if (process.env.OTTER_WRITE_CLIENTS === '1')
    writeFileSync(path, written.slice(0, from) + table + written.slice(to));
  else expect(dayless(written.slice(from, to))).toBe(dayless(table));
}
