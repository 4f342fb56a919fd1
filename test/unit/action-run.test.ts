import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { projectFolder, type RunningCommand, start } from '../support/command.ts';
import { PIPE_USERS } from '../support/real-pipes.ts';

/** Longer than any script here takes, and shorter than one that hangs. */
const HANG_MS = 25_000;

let sandbox: Sandbox;
/** Its sessions may last a second. */
let brief: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  brief = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  folder = mkdtempSync(join(tmpdir(), 'otter-action-'));
});

afterAll(async () => {
  await sandbox.close();
  await brief.close();
  rmSync(folder, { recursive: true });
});

/** Nothing listens there, so a step that reaches the exchange does not fail on its inputs. */
const NOWHERE = { endpoint: 'http://127.0.0.1:9' };

/** Starts the action's main as a runner does, with the inputs of a step. */
function startAction(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  server = sandbox,
): RunningCommand {
  const [bucket] = server.buckets;
  const all: Record<string, string> = {
    'service-access-key': bucket?.serviceAccessKey ?? '',
    'service-secret-key': bucket?.serviceSecretKey ?? '',
    'role-arn': bucket?.roleArn ?? '',
    bucket: bucket?.bucket ?? '',
    endpoint: server.endpoint,
    ...inputs,
  };
  const variables = Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return start(process.execPath, [join(projectFolder, 'action/main.ts')], {
    cwd: folder,
    env: { ...Object.fromEntries(variables), RUNNER_TEMP: folder, ...env },
    timeout: HANG_MS,
  });
}

function runAction(...given: Parameters<typeof startAction>): RunningCommand['result'] {
  return startAction(...given).result;
}

describe('a script of run', () => {
  test('finds its standard input empty', async () => {
    const { code, stdout } = await runAction({ run: 'cat; echo done' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^done$/m);
  });

  test.each(PIPE_USERS)('has system pipes: %s', async (script, out, error) => {
    const { code, stdout, stderr } = await runAction({ run: script });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout.replace(/^[\s\S]*It ends at.*\n|^[\s\S]*it is renewed well before that.*\n/, '')).toBe(out);
    expect(stderr).toBe(error);
  });

  test('leaves no pipe in the temporary folder once it has started', async () => {
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const run = 'while [ -n "$(ls -A "$TMPDIR")" ]; do sleep 0.1; done; echo empty';
    const { code, stdout } = await runAction({ run }, { TMPDIR: temporary });
    expect(stdout).toMatch(/^empty$/m);
    expect(code).toBe(0);
  });

  test.each([
    ['there is no mkfifo', () => ({ PATH: folderOf('bash', 'printf') })],
    ['there is no temporary folder', () => ({ TMPDIR: '/nowhere' })],
  ])('runs without system pipes if %s', async (_, env) => {
    const script = `read -r line || printf 'out %s' "$AWS_CONTAINER_AUTHORIZATION_TOKEN"; printf err >&2; exit 3`;
    const { code, stdout, stderr } = await runAction({ run: script }, env());
    expect(stderr).toBe('err');
    expect(stdout).toMatch(/^out \*\*\*$/m);
    expect(code).toBe(3);
  });

  /** A folder with a few of the system's programs. */
  function folderOf(...programs: readonly string[]): string {
    const path = mkdtempSync(join(folder, 'path-'));
    for (const program of programs) symlinkSync(`/bin/${program}`, join(path, program));
    return path;
  }

  test('gets all variables, even those whose names a shell does not accept', async () => {
    const env = { 'a-b': 'one', 'c.d': 'two', 'BASH_FUNC_greet%%': '() {  echo hi\n}' };
    const run = `import os\nfor name in ${JSON.stringify(Object.keys(env))}: print(name, os.environ[name])`;
    const { code, stdout, stderr } = await runAction({ run, shell: 'python3 {0}' }, env);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^a-b one\nc\.d two\nBASH_FUNC_greet%% \(\) \{ {2}echo hi\n\}$/m);
  });

  test('reads the file in BASH_ENV once', async () => {
    const file = join(mkdtempSync(join(folder, 'bash-env-')), 'file');
    writeFileSync(file, 'echo read\n');
    const { stdout } = await runAction({ run: 'echo end' }, { BASH_ENV: file });
    expect(stdout.match(/^(read|end)$/gm)).toEqual(['read', 'end']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('gets %s, which cancels its step', async (signal) => {
    const trap = `trap 'echo cancelled; exit 5' ${signal.slice(3)}`;
    const running = startAction({ run: `${trap}\necho ready\nwhile :; do sleep 0.1; done` });
    running.child.stdout?.on('data', (data) => {
      if (String(data).includes('ready')) running.child.kill(signal);
    });
    const { code, stdout } = await running.result;
    expect(stdout).toMatch(/^cancelled$/m);
    expect(code).toBe(5);
  });

  test('runs although an earlier step removed the runner’s temporary folder', async () => {
    const gone = join(folder, 'gone');
    const { code, stdout } = await runAction({ run: 'echo ran' }, { RUNNER_TEMP: gone });
    expect(stdout).toMatch(/^ran$/m);
    expect(code).toBe(0);
    expect(readdirSync(gone)).toEqual([]);
    const { code: again } = await runAction({ run: 'echo ran' }, { RUNNER_TEMP: '/proc/nowhere' });
    expect(again).toBe(0);
  });

  test('ends its step although a background process holds and writes its output', async () => {
    const { code, stdout } = await runAction({
      run: '(while sleep 1; do echo still here || exit; done &)\necho end\nexit 3',
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^end$/m);
  });

  test('loses no output if a background process holds it and the reader is slow', async () => {
    const running = startAction({
      run: '(sleep 15 &)\nhead -c 500000 /dev/zero | tr "\\0" x\necho\necho the last line',
    });
    running.child.stdout?.pause();
    await sleep(5_000);
    running.child.stdout?.resume();
    const { code, stdout } = await running.result;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^x{500000}\nthe last line\n$/m);
  });
});

describe('the log never shows a session that is renewed while the script runs', () => {
  /** Records what S3 clients get, until there is a second session. */
  const KEEP = `
const { appendFileSync } = require('node:fs');
const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: authorization } = process.env;
const seen = new Set();
(async () => {
  for (; seen.size < 2; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await fetch(url, { headers: { authorization } }).then((response) => response.json());
    if (answer.Token === undefined) continue;
    if (!seen.has(answer.Token)) appendFileSync(process.env.KEPT, JSON.stringify(answer) + '\\n');
    seen.add(answer.Token);
  }
})();`;

  test.each([
    '::stop-commands::t',
    '::Stop-Commands::t',
    '::stop-commands x=y::t',
    'text ##[stop-commands]t',
    'x\\r::stop-commands::t',
    '::stop-commands::t%25',
    'in the middle of a line\\c',
  ])('whatever it printed before: %s', async (text) => {
    const kept = join(mkdtempSync(join(folder, 'kept-')), 'sessions');
    const { code, stdout, stderr } = await startAction(
      { run: `printf '%b\\n' '${text}'\n"$NODE" -e "$KEEP"`, duration: '8s' },
      { NODE: process.execPath, KEEP, KEPT: kept },
      brief,
    ).result;
    expect(code, stderr).toBe(0);
    const [, ...renewed] = readFileSync(kept, 'utf8').trim().split('\n');
    expect(renewed).toHaveLength(1);
    for (const line of renewed) {
      const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(line) as Record<string, string>;
      for (const secret of [AccessKeyId, SecretAccessKey, Token]) expect(stdout).not.toContain(secret);
    }
  });
});

test('a script that a signal ended is not reported as missing credentials', async () => {
  const { code, stdout } = await runAction({ run: 'kill -KILL $$' });
  expect(code).toBe(1);
  expect(stdout).toContain('::error title=The script was terminated::The script was terminated by a signal');
});

describe('before the exchange, a step says', () => {
  test.each([
    [{ 'working-directory': 'nope' }, "working-directory is 'nope', which is not a folder"],
    [{ shell: 'no-such-shell {0}' }, "shell needs 'no-such-shell', which is not on the PATH"],
    [{ shell: './no-such-shell {0}' }, "shell needs './no-such-shell', which is not a program"],
    [{ shell: 'bash -c "source {0}"' }, 'shell must not have quotes'],
    [{ summary: 'yes' }, "summary is 'yes': write true or false."],
  ])('what is wrong: %j', async (inputs, sentence) => {
    const { code, stdout } = await runAction({ run: 'true', ...NOWHERE, ...inputs });
    expect(stdout).toContain(sentence);
    expect(code).toBe(2);
  });

  test('what is wrong, without a secret that was entered in the wrong place', async () => {
    const secret = sandbox.buckets[0]?.serviceSecretKey ?? '';
    const { code, stdout } = await runAction({ refresh: secret, ...NOWHERE });
    expect(stdout).toContain("refresh is '***': write true or false.");
    expect(code).toBe(2);
  });
});

test('a warning about a profile that would take precedence, with the remedy', async () => {
  const { code, stdout } = await runAction({}, { AWS_PROFILE: 'mine' });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /::warning::AWS_PROFILE is set in this job.*or begin the steps .* with unset AWS_PROFILE\./,
  );
});

test('a warning if the job summary cannot be written, and the step succeeds', async () => {
  const { code, stdout } = await runAction({ summary: 'true' }, { GITHUB_STEP_SUMMARY: folder });
  expect(stdout).toContain('::warning::The job summary could not be written: EISDIR');
  expect(code).toBe(0);
});

test('that refresh does not work if the runner’s own credentials take precedence, and to use run', async () => {
  const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' };
  const { code, stdout } = await runAction({ refresh: 'true', ...NOWHERE }, env);
  expect(stdout).toMatch(/::error title=Invalid input::refresh does not work on this runner: .* Use run,/);
  expect(code).toBe(2);
  expect((await runAction({ run: '! printenv AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' }, env)).code).toBe(0);
});
