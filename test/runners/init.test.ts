/** What `otter-sts init` writes, run unchanged except for the role's variable and the AWS CLI's path. */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { runWorkflow } from '../support/act.ts';
import { awsCli } from '../support/clients.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { runPipeline } from '../support/gitlab-ci-local.ts';
import { type ReleaseHost, startReleaseHost } from '../support/release/host.ts';

describeWith(['act', 'clients', 'rsync'], 'what otter-sts init writes', () => {
  let sandbox: Sandbox;
  let bucket: SandboxBucket;
  let release: ReleaseHost;

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'] });
    release = await startReleaseHost();
    bucket = sandbox.buckets[0] as SandboxBucket;
  });
  afterAll(async () => {
    release?.close();
    await sandbox?.close();
  });

  async function init(ci: string, written: string, more: readonly string[] = []): Promise<string> {
    const cwd = mkdtempSync(join(tmpdir(), 'otter-init-'));
    mkdirSync(join(cwd, '.git'));
    const options = ['--ci', ci, '--bucket', 'my-bucket', '--endpoint', sandbox.endpoint, ...more];
    await runOrThrow(process.execPath, [join(projectFolder, 'cli/main.ts'), 'init', ...options], {
      cwd,
      env: release.environment,
    });
    return readFileSync(join(cwd, written), 'utf8');
  }

  const credential = () => ({
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
  });

  test.each([
    ['', []],
    [' with a prefix', ['--prefix', 'builds/']],
    [' for a session that may only write', ['--access', 'write', '--prefix', 'builds/']],
    [' for a script', ['--mode', 'run', '--prefix', 'builds/']],
  ])('is a workflow%s that is green in an empty bucket', async (_, more) => {
    const written = await init('github', '.github/workflows/otter-sts.yml', more);
    const workflow = written
      .replace('$' + '{{ vars.OTTER_ROLE_ARN }}', bucket.roleArn)
      .replace(/\baws (?=s3)/, `${awsCli()} `);
    const { code, log } = await runWorkflow({ workflow, secrets: credential() });
    expect(code, log).toBe(0);
  });

  test('is a job whose session passes the check', async () => {
    const ci = await init('gitlab', '.gitlab/otter-sts.yml');
    expect(ci).toMatch(/integrity: sha256-/);
    const variables = { ...credential(), OTTER_ROLE_ARN: bucket.roleArn };
    const { code, log } = await runPipeline({ ci, variables });
    expect(code, log).toBe(0);
    expect(log).toContain('0 failed');
  });
});
