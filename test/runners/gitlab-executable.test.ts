import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildExecutable, executableOf } from '../../gitlab/build-executable.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { bundle, runJob } from '../support/gitlab-job.ts';
import { bucket, describePitfalls } from '../support/gitlab-pitfalls.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';
import { PIPE_USERS } from '../support/real-pipes.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

const executable = executableOf('linux-x64');

beforeAll(() => {
  buildExecutable('linux-x64');
});

const noNode = mkdtempSync(join(tmpdir(), 'otter-no-node-'));

describeWith('shells', 'the single-file executable, without Node', () => {
  beforeAll(() => linkProgramsWithoutNode(noNode));
  afterAll(() => rmSync(noNode, { recursive: true, force: true }));

  describePitfalls(['dash'], { variables: { OTTER_STS_BUNDLE: executable }, path: noNode });

  test('it needs only a C library of the last ten years', () => {
    const needed = execFileSync('grep', ['-aoE', 'GLIBC_2\\.[0-9]+', executable], { encoding: 'utf8' });
    const minors = needed
      .trim()
      .split('\n')
      .map((version) => Number(version.slice('GLIBC_2.'.length)));
    expect(Math.max(...minors)).toBeLessThanOrEqual(17);
  });

  test("a job's own .env does not change what it does", async () => {
    const before = ['cd "$TMPDIR"', 'echo OTTER_BUCKET=another-bucket >.env'];
    const script = ['echo "[$OTTER_BUCKET]"', 'rm .env'];
    const variables = { OTTER_STS_BUNDLE: executable };
    const job = await runJob(bucket, { shell: 'dash', before, script, variables, path: noNode });
    expect(job.log).toContain(`[${bucket.bucket}]`);
  });

  const environment = () => ({
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    OTTER_ROLE_ARN: bucket.roleArn,
    OTTER_BUCKET: bucket.bucket,
    OTTER_ENDPOINT: bucket.endpoint,
    PATH: noNode,
  });

  test.each([
    ...PIPE_USERS,
    // Nobody reads its output.
    ['(sleep 300; echo never) & echo done', 'done\n', ''],
  ] as const)('the command of exec has pipes of the system: %s', async (script, out, error) => {
    const command = ['exec', '--', 'bash', '-c', script];
    const { code, stdout, stderr } = await run(executable, command, { env: environment() });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: out, stderr: error });
  });

  test('the agent starts, answers and stops', async () => {
    const env = environment();
    const agent = (...args: string[]) =>
      run(executable, ['agent', ...args, '--name', 'executable-test'], { env });
    const started = await agent('start');
    expect(started.code, started.stderr).toBe(0);
    expect((await agent('status')).stdout).toContain('fresh');
    expect((await agent('stop')).code).toBe(0);
  });
});

describeWith(['shells', 'ceph'], 'over https, on a real Ceph RGW with a private authority', () => {
  test.each([
    ['the bundle', bundle],
    ['the executable', executable],
  ])('%s trusts OTTER_CA_BUNDLE, and fails without it', async (_, program) => {
    const ceph = sharedCeph();
    const granted = await ceph.createBucketWithRole();
    const place = { ...granted, endpoint: ceph.httpsEndpoint };
    const job = (variables: Record<string, string>) =>
      runJob(place, {
        shell: 'dash',
        script: ['env'],
        variables: { OTTER_STS_BUNDLE: program, ...variables },
      });
    const trusting = await job({ OTTER_CA_BUNDLE: ceph.caBundle });
    expect(trusting.code, trusting.log).toBe(0);
    expect(trusting.log).toContain('AWS_SECRET_ACCESS_KEY=***');
    const wary = await job({});
    expect(wary.code).toBe(1);
    expect(wary.log).toContain('a certificate that this machine does not trust');
    expect(wary.log).not.toContain('AWS_SECRET_ACCESS_KEY');
  });
});
