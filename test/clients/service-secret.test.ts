import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { projectFolder, run, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { runJob } from '../support/gitlab-job.ts';
import { asOrdinaryUser, ORDINARY_USER } from '../support/ordinary-user.ts';
import { disguise, type Finding, type Place } from '../support/secret-hunt.ts';

/** Only proves that the search works. */
const DECOY = 'dEcOy/0123456789+aBcDeFgHiJkLmNoPqRsTuVw';

let sandbox: Sandbox;
let bucket: SandboxBucket;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  [bucket] = sandbox.buckets as [SandboxBucket];
  folder = mkdtempSync(join(tmpdir(), 'otter-hunt-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A home of the ordinary user for one run, with the secrets to look for. */
function makeHome() {
  const home = mkdtempSync(join(folder, 'home-'));
  const paths = {
    needles: join(home, 'needles'),
    result: join(home, 'result'),
    temporary: join(home, 'tmp'),
  };
  mkdirSync(paths.temporary);
  writeFileSync(paths.needles, disguise({ service: bucket.serviceSecretKey, decoy: DECOY }));
  writeFileSync(join(home, 'decoy'), Buffer.from(DECOY).toString('base64'));
  for (const path of [home, paths.temporary]) chownSync(path, ORDINARY_USER, ORDINARY_USER);
  const hunt = [process.execPath, join(projectFolder, 'test/support/secret-hunt.ts')];
  const command = [...hunt, paths.needles, paths.result, home, tmpdir()];
  return { home, ...paths, command };
}

type Home = ReturnType<typeof makeHome>;

function findings({ result }: Home, secret: string): Partial<Record<Place, string[]>> {
  const all = JSON.parse(readFileSync(result, 'utf8')) as Finding[];
  const own = all.filter((finding) => finding.secret === secret);
  const places = [...new Set(own.map(({ place }) => place))];
  return Object.fromEntries(
    places.map((place) => [
      place,
      [...new Set(own.filter((finding) => finding.place === place).map(({ holder }) => holder))].sort(),
    ]),
  );
}

/** @param holders processes that renew sessions, and so must know the secret. SECURITY.md names them */
function expectOnly(home: Home, holders: readonly RegExp[]): void {
  const { memory = [], ...others } = findings(home, 'service');
  expect(others).toEqual({});
  expect(memory.filter((holder) => !holders.some((known) => known.test(holder)))).toEqual([]);
}

/** Another process of the same user that has a secret which nothing has removed. */
async function withDecoy(home: Home, work: () => Promise<void>): Promise<void> {
  const [program = '', ...args] = asOrdinaryUser(['sleep', '1000']);
  const decoy = spawn(program, args, { env: { ...process.env, DECOY }, stdio: 'ignore' });
  try {
    await work();
  } finally {
    decoy.kill();
  }
  expect(findings(home, 'decoy')).toMatchObject({
    environment: ['sleep 1000'],
    file: [join(home.home, 'decoy')],
  });
}

const service = () => ({
  OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
  OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
  OTTER_ROLE_ARN: bucket.roleArn,
  OTTER_BUCKET: bucket.bucket,
  OTTER_ENDPOINT: sandbox.endpoint,
});

function otter({ home, temporary }: Home, args: readonly string[], env: Record<string, string> = service()) {
  const [program = '', ...rest] = asOrdinaryUser([
    process.execPath,
    join(projectFolder, 'cli/main.ts'),
    ...args,
  ]);
  return run(program, rest, { home, env: { ...env, TMPDIR: temporary }, cwd: home, timeout: 120_000 });
}

describeWith('shells', 'a command of the same user finds the service secret nowhere', () => {
  test('that exec runs', async () => {
    const home = makeHome();
    await withDecoy(home, async () => {
      const env = { ...service(), UNDER_ANOTHER_NAME: `{"secret":"${bucket.serviceSecretKey}"}` };
      const { code, stderr } = await otter(home, ['exec', '--', ...home.command], env);
      expect(code, stderr).toBe(0);
    });
    expectOnly(home, [/^node main\.ts exec$/]);
  });

  test('that a sandbox runs with a real credential in the environment', async () => {
    const home = makeHome();
    await withDecoy(home, async () => {
      const ports = ['--port', '0', '--console-port', '0'];
      const { code, stderr } = await otter(home, ['sandbox', ...ports, '--', ...home.command]);
      expect(code, stderr).toBe(0);
    });
    expectOnly(home, [/^node main\.ts sandbox$/]);
  });

  test('that the action’s run runs', async () => {
    const home = makeHome();
    const inputs = {
      'service-access-key': bucket.serviceAccessKey,
      'service-secret-key': bucket.serviceSecretKey,
      'role-arn': bucket.roleArn,
      bucket: bucket.bucket,
      endpoint: sandbox.endpoint,
      run: home.command.map((word) => `'${word}'`).join(' '),
    };
    const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    await withDecoy(home, async () => {
      const [program = '', ...rest] = asOrdinaryUser([
        process.execPath,
        join(projectFolder, 'action/main.ts'),
      ]);
      const { code, stdout } = await run(program, rest, {
        home: home.home,
        env: { ...Object.fromEntries(variables), RUNNER_TEMP: home.temporary, TMPDIR: home.temporary },
        cwd: home.home,
        timeout: 120_000,
      });
      expect(code, stdout.slice(-1_000)).toBe(0);
    });
    expectOnly(home, [/^node main\.ts$/]);
  });

  test('that runs next to an agent', async () => {
    const home = makeHome();
    const started = await otter(home, ['agent', 'start', '--name', 'hunt', '--lifetime', '120']);
    expect(started.code, started.stderr).toBe(0);
    await withDecoy(home, async () => {
      const [program = '', ...rest] = asOrdinaryUser(home.command);
      await runOrThrow(program, rest, { home: home.home, timeout: 120_000 });
    });
    const stopped = await otter(home, ['agent', 'stop', '--name', 'hunt'], {});
    expect(stopped.stderr).toContain('the agent is stopped');
    expectOnly(home, [/^node main\.ts agent$/]);
  });

  test.each(['bash', 'dash', 'busybox'] as const)('that a GitLab job runs in %s', async (shell) => {
    const home = makeHome();
    await withDecoy(home, async () => {
      const script = [home.command.map((word) => `'${word}'`).join(' ')];
      const job = await runJob(
        { ...bucket, endpoint: sandbox.endpoint },
        { shell, script, inputs: { refresh: true }, ordinaryUser: true, timeout: 120_000 },
      );
      expect(job.code, job.log).toBe(0);
    });
    // The runner's shell has read the variables from its script, and the masker must know what to hide.
    expectOnly(home, [/^otter-sts-\d+-4711$/, new RegExp(`^${shell}( sh)?$`)]);
  });
});
