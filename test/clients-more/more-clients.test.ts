/** The clients that are run by hand, with `npm run clients`, and their table in docs/clients.md. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORE_VERSIONS, moreClients } from '../setup/more-clients.ts';
import { type ClientRows, expectTable, tableOf, tryOnSandbox } from '../support/client-trials.ts';
import { projectFolder } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { MORE_CLIENTS } from '../support/load/more-clients.ts';
import { type OverTls, startOverTls } from '../support/load/over-tls.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

/** The version that a file of pins names. */
function pinned(file: string, pattern: RegExp): string {
  return pattern.exec(readFileSync(join(projectFolder, file), 'utf8'))?.[1] ?? '';
}

const ROWS: ClientRows = {
  'AWS SDK for Go 2': {
    version: () => pinned('test/support/load/go/go.mod', /service\/s3 v(\S+)/),
    set: '`UsePathStyle` in code; [the uploaders](#in-code) one line more',
    process: 'yes',
  },
  'AWS SDK for Java 2': {
    version: () => MORE_VERSIONS.java,
    set: '`forcePathStyle(true)` in code',
    process: 'yes',
  },
  OpenTofu: {
    version: () => MORE_VERSIONS.opentofu,
    set: 'as in [the example](#examples)',
    process: 'yes',
  },
  s3fs: {
    version: () => pinned('test/setup/dvc.txt', /^s3fs==(.*)$/m),
    set: '`rm_file()`, where [batches are refused](ceph-versions.md)',
    process: 'yes',
  },
  DVC: { version: () => pinned('test/setup/dvc.txt', /^dvc==(.*)$/m), set: '', process: 'yes' },
  mc: {
    version: () => MORE_VERSIONS.mc,
    set: '[an alias](#clients-that-do-not-refresh)',
    refreshed: false,
    process: 'alias',
  },
  'minio-js': {
    version: () => MORE_VERSIONS['minio-js'],
    set: 'endpoint and provider in code: `IamAwsProvider`',
    process: 'no',
  },
};

const needed = ['ceph', ...moreClients.map(({ name }) => name)] as const;

describeWith(needed, 'more S3 clients', () => {
  tryOnSandbox(MORE_CLIENTS, ROWS);

  test('docs/clients.md has their table', async () => {
    expectTable('more clients', await tableOf(ROWS, { tested: new Date().toISOString().slice(0, 10) }));
  });
});

describeWith(needed, 'more S3 clients on a real Ceph RGW, on a host name over https', () => {
  let tls: OverTls;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-more-'));
    const { httpsEndpoint, caBundle, createBucketWithRole } = sharedCeph();
    const endpoint = httpsEndpoint.replace('127.0.0.1', 'localhost');
    tls = await startOverTls(await createBucketWithRole(), { endpoint, caBundle, folder });
  });

  afterAll(async () => {
    await tls?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const refreshing = Object.keys(ROWS).filter((client) => ROWS[client]?.refreshed !== false);

  test.each(refreshing)('%s works', async (client) => {
    const own = join(folder, client.replaceAll(' ', '-'));
    expect(await tls.workOnce(MORE_CLIENTS[client], own, tls.trust)).toEqual({ done: 1, failures: [] });
  });
});
