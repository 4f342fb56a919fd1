import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, type SandboxKeyless, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { describeWith } from '../support/describe-with.ts';
import { type JobOptions, NOTE, PRINT_ENCODED, runJob } from '../support/gitlab-job.ts';
import { expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { includeJob } from '../support/gitlab-template.ts';

const PRINT = 'echo "key is $AWS_SECRET_ACCESS_KEY"';

let sandbox: Sandbox;
let keyless: SandboxKeyless;
/** The variables that GitLab sets for `id_tokens`. */
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1, keyless: 'gitlab:acme/app' });
  if (sandbox.keyless === undefined) throw new Error('The sandbox is not keyless.');
  keyless = sandbox.keyless;
  token = keyless.variables.OTTER_ID_TOKEN ?? '';
});
afterAll(() => sandbox.close());

/** A job that extends `.otter-sts-keyless`, in a project that still has a service credential for another storage. */
function run({ inputs, variables, ...options }: Omit<JobOptions, 'shell'> & { shell?: JobOptions['shell'] }) {
  const bucket = { ...sandbox.buckets[0], ...keyless, endpoint: sandbox.endpoint } as const;
  return runJob(
    {
      bucket: bucket.bucket ?? '',
      endpoint: bucket.endpoint,
      roleArn: keyless.roleArn,
      serviceAccessKey: 'KEYOFANOTHERSTORAGE1',
      serviceSecretKey: 'secret-of-another-storage-0123456789',
    },
    {
      shell: 'dash',
      ...options,
      inputs: { audience: keyless.audience, ...inputs },
      variables: { OTTER_ID_TOKEN: token, ...variables },
    },
  );
}

const leaksIn = (log: string, secrets: readonly string[]) =>
  secrets.filter((secret) => encodings(secret).some((text) => log.includes(text)));

describeWith('shells', 'a GitLab job without a stored key', () => {
  test.each(['bash', 'dash', 'busybox'] as const)(
    'in %s has a session, no variable with the token or a key, and the token masked in every encoding',
    async (shell) => {
      const script = [
        NOTE,
        PRINT,
        'env | sed "s/^/has /"',
        'export SHOWN="$(echo "$HIDDEN" | cut -c 2-)"',
        PRINT_ENCODED,
      ];
      // The first two are the token, so they are unset. The third only contains it.
      const variables = { COPY: token, HIDDEN: `x${token}` };
      const job = await run({ shell, script, variables });
      expect(job.code, job.log).toBe(0);
      expect(job.log).toContain('key is ***\n');
      const [, , signature = ''] = token.split('.');
      const session = job.notes.split('\n').filter((line) => line !== '');
      expect(session).toHaveLength(3);
      expect(leaksIn(job.log, [token, signature, ...session])).toEqual([]);
      const names = [...job.log.matchAll(/^has (\w+)=/gm)].map(([, name]) => name);
      expect(names).toContain('HIDDEN');
      expect(names.filter((name) => /^(COPY|OTTER_ID_TOKEN|OTTER_SERVICE_\w+)$/.test(name ?? ''))).toEqual(
        [],
      );
      expectNothingLeft(job);
    },
  );

  test('renews its session with the same token', async () => {
    const ask =
      'curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';
    const script = [
      `i=0; while [ $i -lt 30 ]; do ${ask} >>"$NOTES"; echo >>"$NOTES"; sleep 0.2; i=$((i + 1)); done`,
    ];
    const job = await run({ script, inputs: { refresh: true, duration: '2s' } });
    expect(job.code, job.log).toBe(0);
    const answers = job.notes.trim().split('\n');
    const keys = new Set(answers.map((line) => (JSON.parse(line) as { AccessKeyId: string }).AccessKeyId));
    expect(keys.size).toBeGreaterThan(2);
    expectNothingLeft(job);
  });

  test('is warned before its script if the token expires before the job can end', async () => {
    const refresh = { refresh: true, duration: '1h' };
    const long = await run({ script: [PRINT], inputs: refresh, variables: { CI_JOB_TIMEOUT: '86400' } });
    expect(long.log).toMatch(
      /warning: the identity token expires at \S+: from then on the session cannot be renewed/,
    );
    const short = await run({ script: [PRINT], inputs: refresh, variables: { CI_JOB_TIMEOUT: '60' } });
    expect(short.log).not.toContain('the identity token expires');
  });

  test.each([
    [
      'no audience with another endpoint',
      { audience: 'es-mad-1.s3.otterstorage.io' },
      /set the input audience to '127\.0\.0\.1'/,
    ],
    [
      'a token for another audience',
      { audience: 'elsewhere.example.com' },
      /GitLab made the job's token for '127\.0\.0\.1'/,
    ],
  ])('fails before anything is sent with %s', async (_, inputs, message) => {
    const job = await run({ script: ['echo not reached'], inputs });
    expect(job.code, job.log).toBe(2);
    expect(job.log).toMatch(/otter-sts: audience \(the input, or the variable OTTER_AUDIENCE\) is '/);
    expect(job.log).toMatch(message);
    expect(job.log).not.toContain('not reached\n');
    expectNothingLeft(job);
  });

  test('uploads and downloads', async () => {
    const script = (name: 'upload' | 'download', more: Record<string, string | string[]>) =>
      includeJob(`gitlab/${name}.yml`, `.otter-${name}`, {
        bucket: sandbox.buckets[0]?.bucket ?? '',
        endpoint: sandbox.endpoint,
        role_arn: keyless.roleArn,
        audience: keyless.audience,
        prefix: 'builds/1/',
        ...more,
      }).script ?? [];
    const job = await run({
      template: false,
      before: ['cd "$CI_PROJECT_DIR"', 'mkdir out', 'echo content >out/a.txt'],
      script: [
        ...script('upload', { path: ['out'] }).map(inSubshell),
        ...script('download', { directory: 'in' }),
      ],
    });
    expect(job.code, job.log).toBe(0);
    expect(job.log).toMatch(/downloaded/i);
    expect(leaksIn(job.log, [token])).toEqual([]);
  });

  test.each([
    ['gitlab/sts-credentials.yml', '.otter-sts'],
    ['gitlab/upload.yml', '.otter-upload'],
    ['gitlab/download.yml', '.otter-download'],
  ])('in after_script of %s what follows does not get the token', async (file, name) => {
    const { after_script = [] } = includeJob(file, name, { bucket: 'b', role_arn: 'r' });
    const job = await run({
      template: false,
      script: [...after_script, 'echo "token [$OTTER_ID_TOKEN]"'],
    });
    expect(job.log).toContain('token []\n');
  });
});

/** Because the template's script ends with `exit`. */
const inSubshell = (script: string) => `(\n${script}\n)`;
