import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { runJob, type Shell } from '../support/gitlab-job.ts';
import { bucket, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { includeJob } from '../support/gitlab-template.ts';

describeWith('shells', 'the jobs for upload and download, as the runner assembles them', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'otter-shells-'));
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', "it's $HOME `id`.txt"), 'text');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const target = () => ({ role_arn: bucket.roleArn, bucket: bucket.bucket, endpoint: bucket.endpoint });
  const job = (name: 'upload' | 'download', values: Record<string, string>) =>
    includeJob(`gitlab/${name}.yml`, `.otter-${name}`, { ...target(), ...values }).script ?? [];

  test.each<Shell>(['bash', 'dash', 'busybox', 'mksh', 'zsh'])('in %s', async (shell) => {
    const prefix = `${shell}/`;
    const directory = join(folder, shell);
    const path = `${join(folder, 'out')}\n!**/*.map`;
    const script = [
      ...job('upload', { path, prefix }),
      ...job('download', { directory, prefix }),
      'echo "then $otter_sts_dir"',
    ];
    const run = await runJob(bucket, { shell, template: false, script });
    expect(run.code, run.log).toBe(0);
    expect(run.log).toMatch(/^then $/m);
    expect(readFileSync(join(directory, "it's $HOME `id`.txt"), 'utf8')).toBe('text');
    expectNothingLeft(run);
  });

  const failing = () => [
    ...job('upload', { path: '/none', if_no_files_found: 'error', prefix: 'none/' }),
    'echo not reached',
  ];

  test.each<Shell>(['bash', 'dash', 'busybox', 'mksh', 'zsh'])(
    'in %s an upload that finds nothing ends the job with its code',
    async (shell) => {
      const run = await runJob(bucket, { shell, template: false, script: failing() });
      expect(run.log).not.toContain('not reached\n');
      expect(run.code, run.log).toBe(3);
      expectNothingLeft(run);
    },
  );

  test.each<Shell>(['dash', 'zsh'])(
    'in %s, in a job whose session has taken the service credential away, it says so and spoils no masking',
    async (shell) => {
      const run = await runJob(bucket, { shell, script: failing() });
      expect(run.code, run.log).toBe(2);
      expect(run.log).toContain('OTTER_SERVICE_ACCESS_KEY) is empty');
      expectNothingLeft(run);
    },
  );
});
