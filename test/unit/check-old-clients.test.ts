import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CheckLine } from '../../src/check/line.ts';
import { lookAtOldClients } from '../../src/check/old-clients.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-old-clients-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the check reports if these programs are on the PATH. */
async function look(programs: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const lines: CheckLine[] = [];
  const place = {
    endpoint: 'https://s3.example.org',
    region: 'eu-mad',
    bucket: 'builds',
    connection: { environment: { PATH: folder, ...env } },
    now: Date.now,
    randomId: () => 'x',
  };
  await lookAtOldClients(place, (line) => lines.push(line));
  return lines;
}

const cli = (version: string) => ({ aws: `echo 'aws-cli/${version} Python/3.11.2 Linux/6 exe/x86_64'` });

test.each([
  ['1.27.100', true],
  ['1.28.1', true],
  ['1.29.0', false],
  ['1.46.3', false],
  ['2.9.19', true],
  ['2.12.7', true],
  ['2.13.0', false],
  ['2.31.4', false],
  ['3.0.0', false],
])('an AWS CLI %s is too old: %s', async (version, tooOld) => {
  const lines = await look(cli(version));
  expect(lines.map(({ status }) => status)).toEqual(tooOld ? ['warn'] : []);
  if (tooOld) {
    expect(lines[0]?.detail).toMatch(/the AWS CLI here, \d\.\d+, does not read AWS_ENDPOINT_URL/);
    expect(lines[0]?.remedy).toContain('--endpoint-url');
  }
});

test.each([
  ['1.29.27', 1],
  ['1.31.0', 0],
  ['1.44.5', 0],
])('boto3 with botocore %s causes %i warnings', async (version, count) => {
  const lines = await look({ python3: `echo ${version}` });
  expect(lines).toHaveLength(count);
  for (const { remedy } of lines) expect(remedy).toContain('endpoint_url=');
});

test('both are reported, and nothing if both are missing or print no version', async () => {
  expect(await look({})).toEqual([]);
  expect(await look({ aws: 'echo "usage: aws"; exit 2', python3: 'echo No module >&2; exit 1' })).toEqual([]);
  expect(await look({ ...cli('1.27.100'), python3: 'echo 1.29.27' })).toHaveLength(2);
});

test('the programs get no keys, and their output is not repeated', async () => {
  const secrets = { OTTER_SERVICE_SECRET_KEY: 's3cr3t', AWS_SECRET_ACCESS_KEY: 's3cr3t' };
  const aws = 'echo "aws-cli/1.27$OTTER_SERVICE_SECRET_KEY$AWS_SECRET_ACCESS_KEY ::error::x"';
  const [line] = await look({ aws }, secrets);
  expect(line?.detail).toContain('1.27, does');
  expect(JSON.stringify(line)).not.toMatch(/s3cr3t|error/);
});

test('a botocore in the current folder is not run', async () => {
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  writeFileSync(join(checkout, 'botocore.py'), "__version__ = '1.20.0'\n");
  const python3 = `cd '${checkout}' && PATH=/usr/local/bin:/usr/bin:/bin exec python3 "$@"`;
  expect(await look({ python3 })).toEqual([]);
});
