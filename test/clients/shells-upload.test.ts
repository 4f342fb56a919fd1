import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  const job = (name: 'upload' | 'download', values: Record<string, string | string[]>) =>
    includeJob(`gitlab/${name}.yml`, `.otter-${name}`, { ...target(), ...values }).script ?? [];

  test.each<Shell>(['bash', 'dash', 'busybox', 'mksh', 'zsh'])('in %s', async (shell) => {
    const prefix = `${shell}/`;
    const directory = join(folder, shell);
    const path = [join(folder, 'out'), '!**/*.map'];
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
    ...job('upload', { path: ['/none'], if_no_files_found: 'error', prefix: 'none/' }),
    'echo not reached',
  ];

  test.each<Shell>(['bash', 'dash', 'busybox', 'mksh', 'zsh'])(
    'in %s, an upload without files ends the job with its exit code',
    async (shell) => {
      const run = await runJob(bucket, { shell, template: false, script: failing() });
      expect(run.log).not.toContain('not reached\n');
      expect(run.code, run.log).toBe(3);
      expectNothingLeft(run);
    },
  );

  test.each<Shell>(['dash', 'zsh'])(
    'in %s, in a job without its service credential, it says so and keeps the masking',
    async (shell) => {
      const run = await runJob(bucket, { shell, script: failing() });
      expect(run.code, run.log).toBe(2);
      expect(run.log).toContain('OTTER_SERVICE_SECRET_KEY) are empty');
      expectNothingLeft(run);
    },
  );

  /** Texts that would run a command if a shell read them. */
  const hostile = (canary: string) => [
    `$(touch ${canary})`,
    `\`touch ${canary}\``,
    `"; touch ${canary}; "`,
    `'; touch ${canary}; '`,
    `\\'; touch ${canary} #`,
    'OTTER_STS_INPUTS',
    'OTTER_STS_LINES',
    '$[[ inputs.service_secret_key ]]',
    '!x & *y # z: {',
  ];

  describe.each<Shell>(['bash', 'dash', 'busybox'])('in %s, no input is run', (shell) => {
    const texts = [
      'prefix',
      'cache_control',
      'content_type',
      'session_name',
      'role_arn',
      'endpoint',
      'latest',
    ];

    test.each(texts)('%s', async (input) => {
      const canary = join(folder, `${shell}-${input}`);
      const script = hostile(canary).flatMap((text) => job('upload', { path: ['/none'], [input]: text }));
      // Each of them fails, and the next one must still be tried.
      const tries = script.map((lines) => `(${lines}\n) || :`);
      const run = await runJob(bucket, { shell, template: false, script: tries, timeout: 120_000 });
      expect(run.code, run.log).toBe(0);
      expect(existsSync(canary)).toBe(false);
      expectNothingLeft(run);
    });

    test('nor a list, whatever lines its items have', async () => {
      const canary = join(folder, `${shell}-list`);
      const path = hostile(canary).map((text) => `x\nOTTER_STS_INPUTS\n${text}\ntouch ${canary}\n`);
      const metadata = [`a=b\nOTTER_STS_INPUTS\ntouch ${canary}\n`];
      const script = job('upload', { path, metadata, if_no_files_found: 'error', prefix: 'list/' });
      const run = await runJob(bucket, { shell, template: false, script });
      expect(run.code, run.log).toBe(2);
      expect(run.log).toContain('metadata');
      expect(existsSync(canary)).toBe(false);
      expectNothingLeft(run);
    });
  });

  test.each<Shell>(['bash', 'dash', 'busybox', 'mksh', 'zsh'])(
    'in %s, the rest of after_script does not get the service credential',
    async (shell) => {
      const seen = 'echo "left: [$OTTER_SERVICE_ACCESS_KEY$OTTER_SERVICE_SECRET_KEY$MY_KEY$MY_SECRET]"';
      const names = { service_access_key: '$MY_KEY', service_secret_key: '$\u007bMY_SECRET}' };
      for (const name of ['sts-credentials', 'upload', 'download']) {
        const hidden = name === 'sts-credentials' ? '.otter-sts' : `.otter-${name}`;
        const { after_script = [] } = includeJob(`gitlab/${name}.yml`, hidden, names);
        const script = [...after_script, seen];
        const variables = { MY_KEY: 'key', MY_SECRET: 'secret' };
        const run = await runJob(bucket, { shell, template: false, script, variables });
        expect(run.code, run.log).toBe(0);
        expect(run.log).toMatch(/^left: \[\]$/m);
      }
    },
  );
});
