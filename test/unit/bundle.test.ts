import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packArchive, unpackArchive } from '../support/archive.ts';
import { projectFolder, run } from '../support/command.ts';

const KIBIBYTE = 1024;
const program = join(projectFolder, 'dist/cli/index.js');

/** The actions as on a runner. */
let action: string;
const called: (string | null)[] = [];
const server = createServer((request, response) => {
  let form = '';
  request.on('data', (data) => {
    form += data;
  });
  request.on('end', () => {
    called.push(new URLSearchParams(form).get('Action'));
    response.end(`<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>KEY</AccessKeyId>
      <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
      <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`);
  });
});

beforeAll(async () => {
  action = mkdtempSync(join(tmpdir(), 'otter-bundle-'));
  await unpackArchive(action);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(action, { recursive: true });
});

interface Step {
  code: number | null;
  output: string;
  /** Bytes of the files that it loaded. */
  loaded: number;
}

/** Runs the file that an `action.yml` of the archive names, without the files of a runner. */
async function runStep(yml: string, key: 'main' | 'post', env: Record<string, string>): Promise<Step> {
  const path = new RegExp(`^  ${key}: (\\S+)$`, 'm').exec(readFileSync(join(action, yml), 'utf8'))?.[1];
  const report = join(action, 'loaded.json');
  const spy = join(action, 'spy.cjs');
  writeFileSync(
    spy,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(
      Object.keys(require.cache).filter((path) => path !== __filename))));`,
  );
  const file = join(action, yml, '..', path ?? '');
  const { code, stdout, stderr } = await run(process.execPath, ['--require', spy, file], { env });
  const loaded = JSON.parse(readFileSync(report, 'utf8')) as string[];
  return {
    code,
    output: stdout + stderr,
    loaded: loaded.reduce((bytes, one) => bytes + statSync(one).size, 0),
  };
}

test('the archive that each job downloads has at most 0.6 MB', async () => {
  expect((await packArchive()).length).toBeLessThan(600_000);
});

test('main makes one call, AssumeRole, and loads less than 400 KiB', async () => {
  const { port } = server.address() as AddressInfo;
  const { code, output, loaded } = await runStep('action.yml', 'main', {
    'INPUT_SERVICE-ACCESS-KEY': 'SERVICEKEY1234',
    'INPUT_SERVICE-SECRET-KEY': 'service-secret-of-nobody',
    'INPUT_ROLE-ARN': 'arn:aws:iam::RGW1:role/bkr-123',
    INPUT_BUCKET: 'my-bucket',
    INPUT_ENDPOINT: `http://127.0.0.1:${port}`,
  });
  expect(code, output).toBe(0);
  expect(called).toEqual(['AssumeRole']);
  expect(loaded).toBeLessThan(400 * KIBIBYTE);
});

test('post restores variables, and loads less than 52 KiB', async () => {
  // The value behind the fingerprint of a now empty variable is restored.
  const change = { name: 'A', before: 'b', fingerprint: 0x811c9dc5 };
  const { code, output, loaded } = await runStep('action.yml', 'post', {
    STATE_variables: JSON.stringify([change]),
  });
  expect(code, output).toBe(0);
  expect(output).toContain('::set-env name=A::b');
  expect(loaded).toBeLessThan(52 * KIBIBYTE);
});

test.each(['upload', 'download'])(
  '%s starts from the archive, and says which input is missing',
  async (name) => {
    const { code, output } = await runStep(`${name}/action.yml`, 'main', {});
    expect(code).toBe(2);
    expect(output).toMatch(/^::error title=/m);
  },
);

test('the program is one file of less than 1.35 MB, because each job of GitLab’s template downloads it', () => {
  expect(readdirSync(join(program, '..')).sort()).toEqual(['index.js', 'licenses.txt']);
  expect(statSync(program).size).toBeLessThan(1_350_000);
});

test('a Node that is too old for the program is reported in one sentence', async () => {
  const old = 'data:text/javascript,delete process.getBuiltinModule';
  const result = await run(process.execPath, ['--import', old, program, '--version']);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toMatch(/^otter-sts: this is Node v\S+, and 20\.16 or newer is needed[^\n]*\n$/);
});
