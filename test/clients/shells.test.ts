import { expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { type JobOptions, runJob } from '../support/gitlab-job.ts';
import { bucket, describePitfalls, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { includeTemplate } from '../support/gitlab-template.ts';

const run = (options: JobOptions) => runJob(bucket, options);

describeWith('shells', "the job's script, as the runner assembles it", () => {
  describePitfalls(['bash', 'dash', 'busybox']);

  test.each([
    ['no named pipes', { before: ['mkfifo() { return 1; }'] }, /cannot be masked, because mkfifo failed/],
    [
      'no folder to write to',
      { before: ['export TMPDIR=/proc/none'] },
      /creating the folder .* failed: set TMPDIR/,
    ],
    ['a masker that ends at once', { variables: { OTTER_STS_BUNDLE: '/dev/null' } }, /is not otter-sts/],
  ])('%s: the job fails before it has a session, and loses no output', async (_, options, message) => {
    const job = await run({ shell: 'dash', script: ['echo not reached'], ...options });
    expect(job.code).not.toBe(0);
    expect(job.log).toMatch(message);
    expect(job.log).not.toContain('not reached\n');
    expectNothingLeft(job);
  });

  test.each(['bash', 'dash', 'busybox'] as const)(
    'in %s, the processes behind the job do not have its variables in their environment',
    async (shell) => {
      const print = (pid: string) => `tr '\\0' '\\n' <"/proc/${pid}/environ" | sed 's/^/has /'`;
      const script = [print('$otter_sts_keeper'), print('$(cat /proc/$otter_sts_keeper/task/*/children)')];
      const job = await run({ shell, script, variables: { DEPLOY_TOKEN: 'token-of-the-job' } });
      const names = [...job.log.matchAll(/^has (\w+)=/gm)].map(([, name]) => name);
      expect(names, job.log).toContain('PATH');
      const others = names.filter((name) => !/^(PATH|HOME|NODE_OPTIONS|NODE_CHANNEL_\w+)$/.test(name ?? ''));
      expect(others, job.log).toEqual([]);
    },
  );

  test('a template that is used twice says so', async () => {
    const [again = ''] = includeTemplate().before_script;
    const job = await run({ shell: 'dash', script: [again, 'echo not reached'] });
    expect(job.code, job.log).toBe(1);
    expect(job.log).toContain('contains the template twice');
    expectNothingLeft(job);
  });
});
