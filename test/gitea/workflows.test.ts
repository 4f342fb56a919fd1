/** The workflows of `runners` on Gitea's engine, from which Forgejo's comes, on the sandbox. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { runWorkflow, type WorkflowRun } from '../support/act.ts';
import { type Left, lookAround, PROBE, readVariables } from '../support/act-job.ts';
import { awsCli } from '../support/clients.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';

describeWith(['gitea', 'clients'], 'the actions on Gitea’s engine', () => {
  let sandbox: Sandbox;
  let granted: SandboxBucket;
  let other: SandboxBucket;

  beforeAll(async () => {
    const buckets = ['my-bucket', 'other-bucket'];
    sandbox = await startSandbox({ buckets, minimumDurationSeconds: 1 });
    [granted, other] = sandbox.buckets as [SandboxBucket, SandboxBucket];
  });
  afterAll(() => sandbox?.close());

  interface Run extends WorkflowRun {
    left: Left;
  }

  async function runText(workflow: string, env: Record<string, string> = {}): Promise<Run> {
    let left: Left | undefined;
    const run = await runWorkflow({
      engine: 'gitea',
      workflow,
      files: PROBE,
      secrets: {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
        OTHER_SERVICE_ACCESS_KEY: other.serviceAccessKey,
        OTHER_SERVICE_SECRET_KEY: other.serviceSecretKey,
      },
      env: {
        ENDPOINT: sandbox.endpoint,
        ROLE_ARN: granted.roleArn,
        BUCKET: granted.bucket,
        OTHER_ROLE_ARN: other.roleArn,
        OTHER_BUCKET: other.bucket,
        AWS_CLI: awsCli(),
        ...env,
      },
      inspect: (folders) => {
        left = lookAround(folders);
      },
    });
    return Object.assign(run, { left: left as Left });
  }

  const runFile = (name: string, env?: Record<string, string>) =>
    runText(join('test/runners/workflows', name), env);

  /** In no encoding, whether or not the runner decodes masks. */
  function expectNoLeak({ log, decodedLog }: WorkflowRun, secrets: readonly string[]): void {
    const forms = [...secrets, granted.serviceSecretKey, other.serviceSecretKey].flatMap(encodings);
    for (const text of [log, decodedLog]) expect(forms.filter((form) => text.includes(form))).toEqual([]);
  }

  describe('the session for later steps', () => {
    let run: Run;

    beforeAll(async () => {
      run = await runFile('later-step.yml');
    });

    test('opens its bucket and no other, and has outputs', () => {
      expect(run.code, run.log).toBe(0);
      expect(run.step('upload and list').output).toContain('hello.txt');
      expect(run.step('another bucket').output).toContain('refused');
      expect(run.step('outputs').output).toContain('same key');
    });

    test('is nowhere in the log, in no encoding, though a step prints its environment', () => {
      const variables = readVariables(run.left.environment);
      const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
      const secrets = names.map((name) => variables[name] ?? '');
      expect(secrets.every((secret) => secret.length > 10)).toBe(true);
      const { output } = run.step('print everything');
      expect(output).toContain('AWS_SECRET_ACCESS_KEY=***');
      // Base64, hex, base64 with three bytes in front, URL and JSON, whole: of what is masked piece by piece, parts remain.
      const whole = [/^\*{3}=*$/, /^\*{3}$/, /^\w{4,6}\*{3}=*$/, /^\*{3}$/, /^"\*{3}"$/];
      const lines = output.trim().split('\n').slice(-15);
      for (const [index, line] of lines.entries()) expect(line).toMatch(whole[index % 5] ?? '');
      expectNoLeak(run, secrets);
      expect(run.left.environment).not.toContain(granted.serviceSecretKey);
    });

    test('is gone from the variables when the job ends', () => {
      expect(run.step('./probe', 'Post').output).toContain('after: AWS_ACCESS_KEY_ID=[]');
      expect(run.step('./probe', 'Post').output).toContain('after: OTTER_BUCKET=[]');
    });
  });

  test('run gives the script fresh credentials across several sessions, masks each, and leaves nothing', async () => {
    const run = await runFile('run-mode.yml', { DURATION: '6s', ROUNDS: '14' });
    const step = run.steps.find(({ name, job }) => name.includes('sts-credentials') && job.includes('build'));
    expect(step?.output, run.log).toContain('static key: [], inputs: [0]');
    expect(step?.result).toBe('success');
    const fetched = run.left.sessions.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g);
    const secrets = [...new Set(Array.from(fetched, ([, secret = '']) => secret))];
    expect(secrets.length).toBeGreaterThanOrEqual(6);
    expectNoLeak(run, secrets);
    expect(run.step('afterwards').output).toBe('left: []\n');
    expect(run.step('a script that fails').result).toBe('failure');
    expect([...run.left.processes, ...run.left.files]).toEqual([]);
  });

  test('refresh serves steps that outlive several sessions, and leaves no agent', async () => {
    const run = await runFile('refresh.yml', { DURATION: '6s', END: 'true' });
    expect(run.code, run.log).toBe(0);
    expect(run.step('work on').output).toMatch(/\b5\n$/);
    const variables = readVariables(run.left.environment);
    expect(variables).not.toHaveProperty('AWS_ACCESS_KEY_ID');
    expectNoLeak(run, [variables.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '']);
    expect([...run.left.processes, ...run.left.files]).toEqual([]);
    expect(run.step('sts-credentials', 'Post').output).toMatch(/The agent is stopped: [1-9]\d* renewals/);
  });

  test('upload and download move files there and back', async () => {
    const run = await runFile('upload.yml');
    expect(run.code, run.log).toBe(0);
    expect(run.step('compare').output).toContain('same content\nsame modes\n');
    expectNoLeak(run, []);
  });

  test('two invocations serve two buckets, one after the other, and both are undone', async () => {
    const run = await runFile('two-buckets.yml');
    expect(run.code, run.log).toBe(0);
    expect(run.step('the second').output.match(/refused/g)).toHaveLength(2);
    const probes = run.steps.filter(({ name, stage }) => name.includes('./probe') && stage === 'Post');
    expect(probes.map(({ output }) => /OTTER_BUCKET=\[(.*)\]/.exec(output)?.[1])).toEqual(['my-bucket', '']);
  });

  test('docs/ci/forgejo-gitea.md: the workflow to copy', async () => {
    const workflow = snippetToRun('docs/ci/forgejo-gitea.md', 'gitea')
      .replaceAll('bucket: my-bucket', `bucket: my-bucket\n          endpoint: ${sandbox.endpoint}`)
      .replaceAll('$' + '{{ vars.OTTER_ROLE_ARN }}', granted.roleArn)
      .replace('run: aws ', `run: ${awsCli()} `)
      .replace('run: ./build.sh', 'run: mkdir build && echo built > build/app.txt');
    const run = await runText(workflow);
    expect(run.code, run.log).toBe(0);
    expect(run.log).toMatch(/upload: build\/app\.txt to s3:\/\/my-bucket\/builds\/main\/app\.txt/);
  });
});
