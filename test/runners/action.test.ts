import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodings } from '../../src/masking/index.ts';
import { runWorkflow, type WorkflowRun } from '../support/act.ts';
import { type Left, lookAround, PROBE, readVariables } from '../support/act-job.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { awsCli } from '../support/clients.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

describeWith(['act', 'ceph', 'clients'], 'the action in real workflows, on a real Ceph RGW', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;
  let other: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
    other = await ceph.createBucketWithRole();
  });

  interface Run extends WorkflowRun {
    left: Left;
  }

  async function runFile(
    name: string,
    options: {
      env?: Record<string, string>;
      cancelWhen?: string;
      secrets?: Record<string, string>;
      event?: { name: string; payload?: object };
    } = {},
  ): Promise<Run> {
    let left: Left | undefined;
    const run = await runWorkflow({
      workflow: join('test/runners/workflows', name),
      files: PROBE,
      secrets: options.secrets ?? {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
        OTHER_SERVICE_ACCESS_KEY: other.serviceAccessKey,
        OTHER_SERVICE_SECRET_KEY: other.serviceSecretKey,
      },
      env: {
        ENDPOINT: ceph.endpoint,
        ROLE_ARN: granted.roleArn,
        BUCKET: granted.bucket,
        OTHER_ROLE_ARN: other.roleArn,
        OTHER_BUCKET: other.bucket,
        AWS_CLI: awsCli(),
        ...options.env,
      },
      ...(options.cancelWhen === undefined ? {} : { cancelWhen: options.cancelWhen }),
      ...(options.event === undefined ? {} : { event: options.event }),
      inspect: (folders) => {
        left = lookAround(folders);
      },
    });
    return Object.assign(run, { left: left as Left });
  }

  /** What the log must not contain: each secret in each common encoding. */
  function expectNoLeak(log: string, secrets: readonly string[]): void {
    const leaks = secrets.flatMap((secret) => encodings(secret)).filter((encoding) => log.includes(encoding));
    expect(leaks).toEqual([]);
  }

  function serviceSecrets(): string[] {
    return [granted.serviceSecretKey, other.serviceSecretKey];
  }

  describe('the session for later steps', () => {
    let run: Run;

    beforeAll(async () => {
      run = await runFile('later-step.yml');
    });

    test('lets the AWS CLI in a later step use its bucket and no other', () => {
      expect(run.code, run.log).toBe(0);
      expect(run.step('upload and list').output).toContain('hello.txt');
      expect(run.step('another bucket').output).toContain('refused');
    });

    test('is not in the log in any encoding, although a step prints its environment', () => {
      const variables = readVariables(run.left.environment);
      const secrets = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
        (name) => variables[name] ?? '',
      );
      expect(secrets.every((secret) => secret.length > 10)).toBe(true);
      expectNoLeak(run.log, [...secrets, ...serviceSecrets()]);
      expect(run.step('print everything').output).toContain('AWS_SECRET_ACCESS_KEY=***');
      expectNoLeak(run.summary, [...secrets, ...serviceSecrets()]);
    });

    test('gives later steps the documented variables, but not the service credential', () => {
      const variables = readVariables(run.left.environment);
      expect(variables).toMatchObject({
        AWS_REGION: 'eu-mad',
        AWS_DEFAULT_REGION: 'eu-mad',
        AWS_ENDPOINT_URL: ceph.endpoint,
        AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
        AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        OTTER_BUCKET: granted.bucket,
      });
      expectNoLeak(run.left.environment, serviceSecrets());
    });

    test('has outputs with the bucket and the expiration', () => {
      const { output } = run.step('outputs');
      expect(output).toMatch(/expires \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d{10}\n/);
      expect(output).toContain(`${granted.bucket} eu-mad otter.example-`);
      expect(output).toContain('arn:aws:sts:::assumed-role/');
      expect(output).toContain('same key');
    });

    test('is described in the summary of the run', () => {
      expect(run.summary).toContain(`### S3 credentials for ${granted.bucket}`);
      expect(run.summary).toContain(granted.roleArn);
    });

    test('is removed from the variables when the job ends', () => {
      expect(run.step('./probe', 'Post').output).toBe(
        [
          'after: AWS_ACCESS_KEY_ID=[]',
          'after: AWS_SESSION_TOKEN=[]',
          'after: AWS_REGION=[]',
          'after: AWS_ENDPOINT_URL=[]',
          'after: OTTER_BUCKET=[]',
          'after: AWS_CONTAINER_CREDENTIALS_FULL_URI=[]',
          '',
        ].join('\n'),
      );
    });
  });

  describe('run', () => {
    let run: Run;

    beforeAll(async () => {
      run = await runFile('run-mode.yml', { env: { DURATION: '10s', ROUNDS: '22' } });
    });

    test('gives the script fresh credentials across several sessions, and no static key', () => {
      const step = run.steps.find(
        ({ job, name, stage }) =>
          job.includes('build') && name.includes('sts-credentials') && stage === 'Main',
      );
      expect(step?.result, run.log).toBe('success');
      expect(step?.output).toContain('static key: [], inputs: [0]');
      expect(step?.output).toContain('hostname');
      const tokens = [...run.left.sessions.matchAll(/"Token":"([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(tokens).size).toBeGreaterThanOrEqual(3);
    });

    test('masks every renewed session in the script’s output', () => {
      const values = [
        ...run.left.sessions.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g),
      ].map((match) => match[1] ?? '');
      const token = readVariables(run.left.environment).AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '';
      expect(values.length).toBeGreaterThan(9);
      expectNoLeak(run.log, [...values, token, ...serviceSecrets()]);
    });

    test('leaves no variable, file or process behind', () => {
      expect(run.step('afterwards').output).toBe('left: []\n');
      expect(run.left.processes).toEqual([]);
      expect(run.left.files).toEqual([]);
      expectNoLeak(run.left.environment, serviceSecrets());
    });

    test('fails the step if its script fails, even in the middle of a pipe', () => {
      const step = run.step('a script that fails');
      expect(step.result).toBe('failure');
      expect(step.output).not.toContain('not reached');
    });
  });

  describe('run, with output that could break a workflow command', () => {
    let run: Run;

    beforeAll(async () => {
      run = await runFile('awkward-output.yml');
    });

    test('shows no renewed session, even in the middle of a line or while commands are stopped', () => {
      const values = [...run.left.sessions.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g)];
      expect(new Set(values.map((match) => match[1])).size).toBeGreaterThanOrEqual(9);
      expectNoLeak(
        run.log,
        values.map((match) => match[1] ?? ''),
      );
    });

    test('fails the step if a signal ended the script', () => {
      expect(run.step('a script that is killed').result).toBe('failure');
      expect(run.log).toContain('The script was terminated by a signal');
    });
  });

  describe('refresh', () => {
    test.each([
      ['ends', { END: 'true' }, 0],
      ['fails', { END: 'exit 3' }, 1],
      ['is canceled', { END: 'sleep 100' }, 1],
    ])(
      'serves steps that outlast several sessions, and leaves no agent when the job %s',
      async (_name, env, code) => {
        const run = await runFile('refresh.yml', {
          // Each renewal starts a process, so on a busy machine sessions must last longer than a few starts.
          env: { DURATION: '6s', ...env },
          ...(env.END.startsWith('sleep') ? { cancelWhen: 'now we end' } : {}),
        });
        expect(run.step('work on').output, run.log).toMatch(/\b5\n$/);
        expect(run.code).toBe(code);
        expect(run.left.processes).toEqual([]);
        expect(run.left.files).toEqual([]);
        const variables = readVariables(run.left.environment);
        expect(variables).not.toHaveProperty('AWS_ACCESS_KEY_ID');
        expectNoLeak(run.log, [variables.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '', ...serviceSecrets()]);
        expectNoLeak(run.left.environment, serviceSecrets());
        expect(run.step('sts-credentials', 'Post').output).toMatch(/The agent is stopped: [1-9]\d* renewals/);
      },
    );
  });

  describe('post', () => {
    test.each([
      ['failed', { END: 'exit 3' }],
      ['was canceled', { END: 'sleep 100' }],
    ])('restores the variables after a step that %s', async (_name, env) => {
      const run = await runFile('ends-badly.yml', {
        env: { DURATION: '1h', ...env },
        ...(env.END.startsWith('sleep') ? { cancelWhen: 'now we end' } : {}),
      });
      expect(run.code).toBe(1);
      expect(run.step('sts-credentials', 'Post').result).toBe('success');
      expect(run.step('./probe', 'Post').output).toContain('after: AWS_ACCESS_KEY_ID=[]');
    });

    test('says so if the session ended before the job', async () => {
      const run = await runFile('ends-badly.yml', { env: { DURATION: '2s', END: 'sleep 4' } });
      expect(run.code).toBe(0);
      expect(run.log).toMatch(/The session ended at \S+Z, \d.* before this job did\./);
    });

    test('restores the previous values, but not those that somebody has changed since', async () => {
      const run = await runFile('kept.yml', { env: { CLEANUP: 'true' } });
      const { output } = run.step('./probe', 'Post');
      expect(output).toContain('after: AWS_REGION=[before]');
      expect(output).toContain('after: AWS_ENDPOINT_URL=[https://changed-later.example.org]');
      expect(output).toContain('after: OTTER_BUCKET=[]');
      expect(run.summary).toBe('');
    });

    test('leaves everything with cleanup: false', async () => {
      const { output } = (await runFile('kept.yml', { env: { CLEANUP: 'false' } })).step('./probe', 'Post');
      expect(output).toContain('after: AWS_REGION=[eu-mad]');
      expect(output).toContain(`after: OTTER_BUCKET=[${granted.bucket}]`);
    });
  });

  test('two steps serve two buckets, one after the other, and both are undone', async () => {
    const run = await runFile('two-buckets.yml');
    expect(run.code, run.log).toBe(0);
    expect(run.step('the first').output).toContain(`${granted.bucket}\n`);
    const second = run.step('the second').output;
    expect(second).toContain(`${other.bucket}\n`);
    expect(second.match(/refused/g)).toHaveLength(2);
    expect(second).not.toContain('reached');
    const probes = run.steps.filter(({ name, stage }) => name.includes('./probe') && stage === 'Post');
    // Last in, first out: between the two posts, the first session is active again.
    expect(probes.map(({ output }) => /OTTER_BUCKET=\[(.*)\]/.exec(output)?.[1])).toEqual([
      granted.bucket,
      '',
    ]);
  });

  test('a fork’s empty secret is explained', async () => {
    const payload = {
      pull_request: { head: { repo: { full_name: 'someone/example', fork: true } } },
      repository: { full_name: 'otter/example' },
    };
    const run = await runFile('fork.yml', { secrets: {}, event: { name: 'pull_request', payload } });
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      'service-access-key and service-secret-key are empty, because this run comes from a pull request of a fork',
    );
  });

  test('a wrong secret is explained, and is not in the log', async () => {
    const run = await runFile('ends-badly.yml', {
      env: { DURATION: '1h', END: 'true' },
      secrets: {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: 'a-wrong-secret-key',
      },
    });
    expect(run.code).toBe(1);
    expect(run.log).toContain('403 AccessDenied');
    expect(run.log).toContain('was revoked or replaced');
    expectNoLeak(run.log, ['a-wrong-secret-key']);
  });
});
