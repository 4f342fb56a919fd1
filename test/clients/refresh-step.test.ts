import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { awsCli } from '../support/clients.ts';
import { projectFolder, run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';

/** The lines of a runner's command file, `NAME<<END`, value, `END`. */
function readCommands(path: string): Record<string, string> {
  const commands = readFileSync(path, 'utf8').matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries(Array.from(commands, ([, name = '', , value = '']) => [name, value]));
}

describeWith('clients', 'refresh on a runner with its own container credentials', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    folder = mkdtempSync(join(tmpdir(), 'otter-refresh-'));
    mkdirSync(join(folder, 'home'));
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the AWS CLI finds the token in a private file, and post restores the runner’s own', async () => {
    const [bucket] = sandbox.buckets;
    // As with EKS Pod Identity.
    const own = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/v1/credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'own-token'),
    };
    writeFileSync(own.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, 'own');
    const file = (name: string) => join(folder, name);
    const files = { GITHUB_ENV: file('env'), GITHUB_STATE: file('state'), GITHUB_OUTPUT: file('output') };
    for (const path of Object.values(files)) writeFileSync(path, '');
    const inputs = {
      'INPUT_SERVICE-ACCESS-KEY': bucket?.serviceAccessKey ?? '',
      'INPUT_SERVICE-SECRET-KEY': bucket?.serviceSecretKey ?? '',
      'INPUT_ROLE-ARN': bucket?.roleArn ?? '',
      INPUT_BUCKET: bucket?.bucket ?? '',
      INPUT_ENDPOINT: sandbox.endpoint,
      INPUT_REFRESH: 'true',
      INPUT_CLEANUP: 'true',
    };
    const bundle = (name: string) => join(projectFolder, 'dist', name, 'index.js');
    const main = await run(process.execPath, [bundle('main')], { env: { ...own, ...files, ...inputs } });
    expect(main.code, main.stdout).toBe(0);
    const exported = readCommands(files.GITHUB_ENV);
    const tokenFile = exported.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ?? '';
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(tokenFile, 'utf8')).toBe(exported.AWS_CONTAINER_AUTHORIZATION_TOKEN);

    const list = ['s3', 'ls', `s3://${bucket?.bucket}`];
    const env = { ...own, ...exported, HOME: file('home') };
    const { code, stderr } = await run(awsCli(), list, { env });
    expect(code, stderr).toBe(0);

    const state = Object.entries(readCommands(files.GITHUB_STATE)).map(([name, value]) => [
      `STATE_${name}`,
      value,
    ]);
    const post = await run(process.execPath, [bundle('post')], {
      env: { ...own, ...exported, ...files, ...Object.fromEntries(state) },
    });
    expect(post.stdout).toContain('The agent is stopped');
    expect(readCommands(files.GITHUB_ENV)).toMatchObject(own);
    expect(() => statSync(tokenFile)).toThrow('ENOENT');
  });
});
