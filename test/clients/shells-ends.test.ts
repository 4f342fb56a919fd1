import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { type JobOptions, runJob } from '../support/gitlab-job.ts';
import { bucket, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { includeJob } from '../support/gitlab-template.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';

/** Milliseconds. Less than an exchange may take if the server hangs. */
const HANG_MS = 45_000;

/** A runner signals the process group of the job. */
const signalGroup = (signal: string) => `(sleep 3; kill -${signal} 0) &`;

let silent: Server;
let endpoint: string;

beforeAll(async () => {
  silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  endpoint = `http://127.0.0.1:${address.port}`;
});

afterAll(() => {
  silent.close();
});

/** A job whose after_script does not run, as after a timeout. */
const runEnded = (options: Omit<JobOptions, 'afterScript'>, at = bucket.endpoint) =>
  runJob({ ...bucket, endpoint: at }, { ...options, afterScript: false, timeout: HANG_MS });

/** The script of a transfer template, in a job without other commands. */
function transferScript(
  name: 'upload' | 'download',
  inputs: Readonly<Record<string, string | readonly string[]>> = {},
) {
  const { script = [] } = includeJob(join(projectFolder, `gitlab/${name}.yml`), `.otter-${name}`, {
    bucket: bucket.bucket,
    role_arn: bucket.roleArn,
    endpoint,
    ...inputs,
  });
  return script;
}

describeWith('shells', 'a job that is ended', () => {
  test.each([
    ['TERM', 'bash'],
    ['KILL', 'bash'],
    ['TERM', 'dash'],
    ['KILL', 'busybox'],
  ] as const)(
    'by SIG%s in %s while its server hangs leaves no process and no file',
    async (signal, shell) => {
      const job = await runEnded(
        { shell, before: [signalGroup(signal)], script: ['echo not reached'] },
        endpoint,
      );
      expect(job.log).not.toContain('not reached\n');
      expectNothingLeft(job);
    },
  );

  test('without setsid leaves nothing either', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-path-'));
    linkProgramsWithoutNode(folder);
    rmSync(join(folder, 'setsid'));
    symlinkSync(process.execPath, join(folder, 'node'));
    try {
      const signaled = { path: folder, before: [signalGroup('TERM')], script: ['echo not reached'] };
      expectNothingLeft(await runEnded({ shell: 'dash', ...signaled }, endpoint));
      const script = ['echo "key is $AWS_SECRET_ACCESS_KEY"', 'kill -TERM 0; sleep 5'];
      const job = await runEnded({ shell: 'dash', path: folder, script });
      expect(job.log).toContain('key is ***\n');
      expectNothingLeft(job);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('during a renewal leaves nothing either', async () => {
    const job = await runEnded(
      {
        shell: 'bash',
        before: [signalGroup('TERM')],
        inputs: { refresh: true },
        script: ['echo not reached'],
      },
      endpoint,
    );
    expectNothingLeft(job);
  });

  test('while its program is downloaded leaves no file', async () => {
    const variables = { OTTER_STS_BUNDLE: `${endpoint}/otter-sts`, OTTER_STS_SHA256: '0'.repeat(64) };
    const job = await runEnded({
      shell: 'bash',
      before: [signalGroup('TERM')],
      variables,
      script: ['echo not reached'],
    });
    expect(job.log).not.toContain('not reached\n');
    expectNothingLeft(job);
  });

  test.each(['upload', 'download'] as const)('while an %s waits leaves no file', async (name) => {
    const inputs = { prefix: 'x/', ...(name === 'upload' ? { path: [join(projectFolder, 'LICENSE')] } : {}) };
    const script = [signalGroup('TERM'), ...transferScript(name, inputs)];
    const job = await runEnded({ shell: 'bash', template: false, script });
    expectNothingLeft(job);
  });
});

describeWith('shells', 'a job’s script with a template that is not for scripts', () => {
  test.each(['upload', 'download'] as const)(
    'is told what to use instead of the %s template',
    async (name) => {
      const job = await runJob(bucket, { shell: 'bash', script: transferScript(name, { prefix: 'x/' }) });
      expect(job.code, job.log).toBe(2);
      expect(job.log).toContain('.otter-sts has exchanged the service credential');
      expect(job.log).toContain(`"$OTTER_STS" ${name}`);
      expect(job.log).not.toContain('Add it to the project');
    },
  );
});
