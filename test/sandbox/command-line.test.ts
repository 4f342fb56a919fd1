import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatVariables } from '../../cli/variable-format.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { defaultAgentDirectory } from '../../src/refresh/agent/directory.ts';
import { agentStatus, stopAgent } from '../../src/refresh/agent/status.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { type CommandOptions, type CommandResult, run, start } from '../support/command.ts';
import { testOnLinux } from '../support/describe-with.ts';
import { asUser, UNNAMED_USER } from '../support/ordinary-user.ts';
import { otterArguments, otterFile, otterInShell } from '../support/otter-program.ts';
import { PIPE_USERS } from '../support/real-pipes.ts';

let sandbox: Sandbox;
let environment: Record<string, string>;
let runtime: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  runtime = mkdtempSync(join(tmpdir(), 'otter-cli-'));
  const [bucket] = sandbox.buckets;
  environment = {
    OTTER_SERVICE_ACCESS_KEY: bucket?.serviceAccessKey ?? '',
    OTTER_SERVICE_SECRET_KEY: bucket?.serviceSecretKey ?? '',
    OTTER_ROLE_ARN: bucket?.roleArn ?? '',
    OTTER_BUCKET: bucket?.bucket ?? '',
    OTTER_ENDPOINT: sandbox.endpoint,
    XDG_RUNTIME_DIR: runtime,
  };
});

afterAll(async () => {
  await sandbox.close();
  rmSync(runtime, { recursive: true, force: true });
});

function otter(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return run(otterFile, [...otterArguments, ...args], {
    ...options,
    env: { ...environment, ...options.env },
  });
}

describe('exec', () => {
  test('gives the command an endpoint for credentials, and no key', async () => {
    const { code, stdout } = await otter(['exec', '--', 'env'], {
      env: { AWS_ACCESS_KEY_ID: 'old', AWS_PROFILE: 'old' },
    });
    expect(code).toBe(0);
    const names = stdout.split('\n').map((line) => line.split('=', 1)[0]);
    expect(names).toEqual(
      expect.arrayContaining([
        'AWS_CONTAINER_CREDENTIALS_FULL_URI',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN',
        'AWS_EC2_METADATA_DISABLED',
        'AWS_ENDPOINT_URL',
        'AWS_REGION',
        'AWS_DEFAULT_REGION',
        'OTTER_BUCKET',
      ]),
    );
    for (const gone of [
      'AWS_ACCESS_KEY_ID',
      'AWS_PROFILE',
      'OTTER_SERVICE_SECRET_KEY',
      'OTTER_SERVICE_ACCESS_KEY',
    ]) {
      expect(names).not.toContain(gone);
    }
    expect(stdout).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN=***');
  });

  test('also keeps the token in a private file, which is removed with the command', async () => {
    const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
    const script =
      'ls -l "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" | cut -c 1-10; printf %s "$AWS_CONTAINER_AUTHORIZATION_TOKEN" | cmp - "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" && echo same';
    const { stdout } = await otter(['exec', '--', 'sh', '-c', script], { env: { TMPDIR: home } });
    expect(stdout).toBe('-rw-------\nsame\n');
    expect(readdirSync(home)).toEqual([]);
    rmSync(home, { recursive: true });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves nothing behind when %s ends it before its command runs',
    async (signal) => {
      const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
      const silent = createServer().listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      const running = start(otterFile, [...otterArguments, 'exec', '--', 'true'], {
        env: { ...environment, OTTER_ENDPOINT: endpoint, TMPDIR: home },
      });
      await once(silent, 'connection');
      running.child.kill(signal);
      await once(running.child, 'close');
      silent.close();
      expect(running.child.signalCode).toBe(signal);
      expect(readdirSync(home)).toEqual([]);
      rmSync(home, { recursive: true });
    },
  );

  test('gives every client the certificates of OTTER_CA_BUNDLE, and then removes them', async () => {
    const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
    const { caBundle } = await makeServerCertificate(home);
    mkdirSync(join(home, 'tmp'));
    const env = { OTTER_CA_BUNDLE: caBundle, CURL_CA_BUNDLE: '/mine.pem', TMPDIR: join(home, 'tmp') };
    const script =
      'echo "$CURL_CA_BUNDLE"; cmp "$NODE_EXTRA_CA_CERTS" "$OTTER_CA_BUNDLE" && for file in "$AWS_CA_BUNDLE" "$SSL_CERT_FILE" "$REQUESTS_CA_BUNDLE"; do tail -n "$(wc -l < "$OTTER_CA_BUNDLE")" "$file" | cmp - "$OTTER_CA_BUNDLE" && echo has it; done';
    const { stdout } = await otter(['exec', '--', 'sh', '-c', script], { env });
    expect(stdout).toBe('/mine.pem\nhas it\nhas it\nhas it\n');
    expect(readdirSync(join(home, 'tmp'))).toEqual([]);
    rmSync(home, { recursive: true });
  });

  test('--profile gives a program, keys and an alias, which each session replaces and which are removed with the command', async () => {
    const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
    const script = `
      ls -l "$AWS_CONFIG_FILE" "$AWS_SHARED_CREDENTIALS_FILE" "$AWS_CREDENTIAL_FILE" | cut -c 1-10 | sort -u
      program=$(sed -n 's/^credential_process = //p' "$AWS_SHARED_CREDENTIALS_FILE")
      keys() { sed -n 's/^aws_access_key_id = //p' "$1"; }
      for i in 1 2; do
        $program > "$HOME/answer"
        key=$(sed 's/.*"AccessKeyId":"\\([^"]*\\)".*/\\1/' "$HOME/answer")
        [ "$(keys "$AWS_SHARED_CREDENTIALS_FILE")" = "$key" ] && [ "$(keys "$AWS_CREDENTIAL_FILE")" = "$key" ] && echo agree
        echo "$key" >> "$HOME/keys"
        case $MC_HOST_otter in http://"$(head -n 1 "$HOME/keys")":*@127.0.0.1:*) echo alias ;; esac
        until [ "$(keys "$AWS_CREDENTIAL_FILE")" != "$key" ]; do sleep 0.1; done
      done
      cat "$AWS_SHARED_CREDENTIALS_FILE" "$HOME/answer"; echo "$MC_HOST_otter"`;
    const exec = ['exec', '--profile', '--duration', '5s', '--', 'sh', '-c', script];
    const { code, stdout, stderr } = await otter(exec, { home, env: { TMPDIR: join(home) } });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^-rw-------\nagree\nalias\nagree\nalias\n/);
    const [first, second] = readFileSync(join(home, 'keys'), 'utf8').split('\n');
    expect(first).not.toBe(second);
    for (const key of [first, second]) expect(stdout).not.toContain(key);
    expect(stdout).toMatch(/"SecretAccessKey":"\*\*\*","SessionToken":"\*\*\*"/);
    expect(stdout).toMatch(/^http:\/\/\*\*\*:\*\*\*:\*\*\*@127/m);
    expect(readdirSync(home).filter((name) => name.startsWith('otter-sts-'))).toEqual([]);
    rmSync(home, { recursive: true });
  });

  test('--profile says what it needs without a temporary folder', async () => {
    const { code, stderr } = await otter(['exec', '--profile', '--', 'true'], {
      env: { TMPDIR: '/nowhere' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('--profile needs a temporary folder');
  });

  test.each([
    ['exit 0', 0],
    ['exit 7', 7],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
  ])('ends as its command does: %s', async (script, code) => {
    expect((await otter(['exec', '--', 'sh', '-c', script])).code).toBe(code);
  });

  test('returns 127 for a missing command', async () => {
    const { code, stderr } = await otter(['exec', '--', 'no-such-command']);
    expect(code).toBe(127);
    expect(stderr).toContain("'no-such-command' is not a command on the PATH");
  });

  test('passes standard input through, byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256));
    const { stdout } = await otter(['exec', '--', 'cksum'], { input: bytes });
    const { stdout: expected } = await run('cksum', [], { input: bytes });
    expect(stdout).toBe(expected);
  });

  test('keeps an unterminated last line, and standard error apart', async () => {
    const { stdout, stderr } = await otter(['exec', '--', 'sh', '-c', 'printf out; printf err >&2']);
    expect(stdout).toBe('out');
    expect(stderr).toBe('err');
  });

  test('masks the session, even renewed ones, in every encoding', async () => {
    const script =
      'for i in 1 2 3 4 5 6 7 8; do curl -s -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" | tee -a "$HOME/raw" | tee /dev/stderr | base64 -w0; sleep 0.5; done; echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN" | base64; echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN" > "$HOME/token"';
    const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
    const { stdout, stderr } = await otter(['exec', '--duration', '3s', '--', 'sh', '-c', script], { home });
    const raw = readFileSync(join(home, 'raw'), 'utf8');
    const values = [...raw.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    const token = readFileSync(join(home, 'token'), 'utf8').trim();
    rmSync(home, { recursive: true });
    expect(new Set(values).size).toBeGreaterThanOrEqual(6);
    const leaks = [...new Set([...values, token])]
      .flatMap((secret) => encodings(secret))
      .filter((text) => `${stdout}${stderr}`.includes(text));
    expect(leaks).toEqual([]);
  });

  test('with --no-mask shows everything', async () => {
    const { stdout } = await otter([
      'exec',
      '--no-mask',
      '--',
      'sh',
      '-c',
      'echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN"',
    ]);
    expect(stdout).toMatch(/^[\w-]{43}\n$/);
  });

  test('with --no-mask the command sees the terminal, and without it a pipe', async () => {
    const program = otterInShell;
    const inTerminal = (options: string) =>
      run(
        'script',
        [
          '-qec',
          `${program} exec ${options} -- sh -c 'test -t 1 && echo terminal || echo pipe'`,
          '/dev/null',
        ],
        {
          env: environment,
        },
      );
    expect((await inTerminal('--no-mask')).stdout).toContain('terminal');
    expect((await inTerminal('')).stdout).toContain('pipe');
  });

  test('passes signals on, and waits for the command to handle them', async () => {
    const script = 'trap "echo told; exit 9" TERM; echo ready; while :; do sleep 0.1; done';
    const running = start(otterFile, [...otterArguments, 'exec', '--', 'sh', '-c', script], {
      env: environment,
    });
    while (!running.output().includes('ready')) await sleep(50);
    running.child.kill('SIGTERM');
    const { code, stdout } = await running.result;
    expect(stdout).toBe('ready\ntold\n');
    expect(code).toBe(9);
  });

  test('does not wait for a background process that keeps the output open', async () => {
    const { code, stdout } = await otter(['exec', '--', 'sh', '-c', 'sleep 300 & echo done']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'done\n' });
  });

  test('does not wait forever for one that keeps writing, and can be ended meanwhile', async () => {
    const script = '(while sleep 0.2; do echo more; done) & echo main done';
    const begin = () =>
      start(otterFile, [...otterArguments, 'exec', '--', 'sh', '-c', script], { env: environment });
    const [left, ended] = [begin(), begin()];
    while (!ended.output().includes('main done\nmore')) await sleep(50);
    ended.child.kill('SIGTERM');
    expect(await ended.result).toMatchObject({ signal: 'SIGTERM' });
    expect(await left.result).toMatchObject({ code: 0, stdout: expect.stringContaining('main done\n') });
    for (const { kill } of [left, ended]) kill('SIGKILL');
  });

  testOnLinux('/dev/full', 'fails if output could not be written, and says so', async () => {
    const command = `${otterInShell} exec -- sh -c 'echo lost; exit "$0"'`;
    const full = (code: number) => run('sh', ['-c', `${command} ${code} > /dev/full`], { env: environment });
    const well = await full(0);
    expect(well.stderr).toBe('otter-sts: standard output cannot be written (ENOSPC).\n');
    expect(well.code).toBe(1);
    expect((await full(7)).code).toBe(7);
  });

  test.each([
    [[''], 2, 'the name of the command is empty'],
    [['no-such-command'], 127, "'no-such-command' is not a command on the PATH"],
    [
      ['./no/such/file'],
      127,
      "'./no/such/file' does not exist, or the interpreter that its first line names",
    ],
  ])('of %j ends with %i', async (command, expected, says) => {
    const { code, stderr } = await otter(['exec', '--', ...command]);
    expect(stderr).toContain(says);
    expect(code).toBe(expected);
  });

  test('inside another says that clients already have credentials', async () => {
    const inner = `${otterInShell} exec -- true`;
    const { code, stderr } = await otter(['exec', '--', 'sh', '-c', inner]);
    expect(stderr).toContain('S3 clients already have fresh credentials here');
    expect(code).toBe(2);
  });

  test('loses nothing to a slow reader', async () => {
    const command = `${otterInShell} exec -- sh -c 'head -c 400000 /dev/zero | tr "\\0" a'`;
    const slowly = 'for i in 1 2 3 4 5 6 7; do sleep 1; head -c 65536; done; cat';
    const { stdout } = await run('sh', ['-c', `${command} | (${slowly}) | wc -c`], { env: environment });
    expect(stdout.trim()).toBe('400000');
  });

  test('ends its command when nobody reads any longer, and leaves nothing running', async () => {
    const mark = `otter-test-${process.pid}`;
    const script = `while echo ${mark}; do sleep 0.1; done`;
    const { stderr } = await run('sh', ['-c', `${otterInShell} exec -- sh -c '${script}' | head -1`], {
      env: environment,
    });
    expect(stderr).toBe('');
    const { stdout } = await run('pgrep', ['-f', mark]);
    expect(stdout).toBe('');
  });

  test.each(PIPE_USERS)('gives its command pipes of the system: %s', async (script, out, error) => {
    const { code, stdout, stderr } = await otter(['exec', '--', 'bash', '-c', script]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: out, stderr: error });
  });

  test.each([
    ['yes', '141'],
    // Writing to one output that is still read does not end because of the other.
    [`sh -c 'trap "" PIPE; yes 2>/dev/null; echo "it was told" >&2; exit 5'`, '5'],
  ])('a command whose output nobody reads ends as in a pipe: %s', async (command, code) => {
    const line = `${otterInShell} exec -- ${command} | head -2; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run('bash', ['-c', line], { env: environment });
    expect(stdout).toBe(`y\ny\n${code}\n`);
    expect(stderr.replace('it was told\n', '')).toBe('');
  });

  test('without mkfifo, or a temporary folder for it, its command still runs, and no pipe is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-pipes-'));
    const [sh, printf] = [join(folder, 'sh'), 'printf out; printf err >&2'];
    symlinkSync('/bin/sh', sh);
    const without = [
      { env: { PATH: folder, TMPDIR: folder } },
      { env: { TMPDIR: '/nowhere' } },
      { env: { TMPDIR: folder } },
    ];
    for (const options of without) {
      const { code, stdout, stderr } = await otter(['exec', '--', sh, '-c', printf], options);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'out', stderr: 'err' });
    }
    expect(readdirSync(folder)).toEqual(['sh']);
    rmSync(folder, { recursive: true });
  });

  test('runs nothing without a session', async () => {
    const { code, stdout, stderr } = await otter(['exec', '--', 'echo', 'ran'], {
      env: { OTTER_SERVICE_SECRET_KEY: 'a-wrong-secret' },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('403 AccessDenied');
    expect(stderr).not.toContain('a-wrong-secret');
  });
});

describe('the service secret', () => {
  test.each([
    ['as an argument too many', (secret: string) => ['env', secret]],
    ['as a command', (secret: string) => [secret]],
    ['as a choice', (secret: string) => ['env', '--format', secret]],
    ['as a value', (secret: string) => ['env', '--duration', secret]],
  ])('is not repeated %s', async (_, args) => {
    const secret = environment.OTTER_SERVICE_SECRET_KEY ?? '';
    const { code, stderr } = await otter(args(secret));
    expect(stderr).toContain('***');
    expect(stderr).not.toContain(secret);
    expect(code).toBe(2);
  });

  test('may end with the line break of its file', async () => {
    const env = { OTTER_SERVICE_SECRET_KEY: `${environment.OTTER_SERVICE_SECRET_KEY}\r\n` };
    expect(await otter(['exec', '--', 'true'], { env })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('env', () => {
  test('prints a session that sh evaluates', async () => {
    const { stdout } = await otter(['env']);
    const evaluated = await run('sh', ['-c', `${stdout}\nenv`]);
    expect(evaluated.stdout).toMatch(/^AWS_SESSION_TOKEN=\S{100,}$/m);
    expect(evaluated.stdout).toMatch(/^AWS_CREDENTIAL_EXPIRATION=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/m);
    expect(evaluated.stdout).not.toContain('OTTER_SERVICE');
  });

  test.each([
    ['json', /^\{\n {2}"AWS_ACCESS_KEY_ID": "/],
    ['fish', /^(set -q (\w+); and set -e \2\n)+(set -gx \w+ '.*'\n)+true\n$/],
    ['powershell', /\$env:AWS_ACCESS_KEY_ID = '/],
    ['dotenv', /^AWS_ACCESS_KEY_ID=\w+\nAWS_SECRET_ACCESS_KEY=[\w+/=]+\n(\w+=[^"\n]+\n)+$/],
  ])('--format %s', async (format, expected) => {
    expect((await otter(['env', '--format', format])).stdout).toMatch(expected);
  });

  test('--format dotenv quotes what a shell would run as code', () => {
    expect(formatVariables({ A: 'a$b "c"', B: 'https://h:1/?x', C: '' }, 'dotenv')).toBe(
      'A="a\\$b \\"c\\""\nB="https://h:1/?x"\nC=\n',
    );
  });

  test('names certificates that the shell keeps, once for each bundle', async () => {
    const home = mkdtempSync(join(tmpdir(), 'otter-home-'));
    const { caBundle } = await makeServerCertificate(home);
    const env = { OTTER_CA_BUNDLE: caBundle, XDG_RUNTIME_DIR: home };
    const first = JSON.parse((await otter(['env', '--format', 'json'], { env })).stdout);
    const files = ['AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
    const text = readFileSync(caBundle, 'utf8');
    for (const name of files) expect(readFileSync(first[name], 'utf8')).toContain(text);
    expect(readFileSync(first.NODE_EXTRA_CA_CERTS, 'utf8')).toBe(text);
    const again = JSON.parse(
      (await otter(['env', '--format', 'json'], { env: { ...env, ...first } })).stdout,
    );
    expect(again).toMatchObject({ AWS_CA_BUNDLE: first.AWS_CA_BUNDLE, SSL_CERT_FILE: first.SSL_CERT_FILE });
    rmSync(home, { recursive: true });
  });

  test('an option overrides its variable', async () => {
    const { stdout } = await otter(['env', '--format', 'json', '--region', 'elsewhere'], {
      env: { OTTER_REGION: 'eu-mad' },
    });
    expect(JSON.parse(stdout)).toMatchObject({ AWS_REGION: 'elsewhere' });
  });
});

test('credential-process prints one line that the SDKs read, and nothing else', async () => {
  const { stdout, stderr } = await otter(['credential-process']);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    Version: 1,
    AccessKeyId: expect.any(String),
    SecretAccessKey: expect.any(String),
    SessionToken: expect.any(String),
    Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
});

test('mask hides the secrets of the environment, and leaves other bytes alone', async () => {
  const bytes = Buffer.concat([
    Buffer.from([0, 255, 254]),
    Buffer.from(`a ${environment.OTTER_SERVICE_SECRET_KEY} b`),
    Buffer.from([128, 10]),
  ]);
  const { stdout } = await run('sh', ['-c', `${otterInShell} mask | od -An -c`], {
    env: environment,
    input: bytes,
  });
  const { stdout: expected } = await run('od', ['-An', '-c'], {
    input: Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from('a *** b'), Buffer.from([128, 10])]),
  });
  expect(stdout).toBe(expected);
});

test.each([
  [
    'no variable is set',
    { OTTER_SERVICE_SECRET_KEY: '' },
    /^otter-sts: warning: nothing is masked, because [^\n]+\n$/,
  ],
  [
    'one is too short',
    { AWS_SESSION_TOKEN: 'abc' },
    /^otter-sts: warning: AWS_SESSION_TOKEN is too short to be masked\.\n$/,
  ],
  ['all is well', {}, /^$/],
])('mask reports once what it cannot mask: %s', async (_, env, says) => {
  const { code, stdout, stderr } = await otter(['mask'], { env, input: 'x abc\n' });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'x abc\n' });
  expect(stderr).toMatch(says);
});

/** False as soon as a process ends, although its number may be in use for another moment. */
function hasMemory(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8') !== '';
  } catch {
    return false;
  }
}

describe('agent', () => {
  test('starts, reports its status, and stops; stopping twice is not an error', async () => {
    const started = await otter(['agent', 'start', '--format', 'json']);
    expect(started.code, started.stderr).toBe(0);
    const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = JSON.parse(
      started.stdout,
    );
    const answer = await fetch(url, { headers: { authorization: token } });
    expect(await answer.json()).toMatchObject({ AccessKeyId: expect.any(String), Token: expect.any(String) });
    const status = await otter(['agent', 'status']);
    expect(status).toMatchObject({ code: 0, stdout: expect.stringMatching(/state +fresh\n/) });
    expect((await otter(['agent', 'start'])).code).toBe(1);
    expect((await otter(['agent', 'stop'])).code).toBe(0);
    expect((await otter(['agent', 'stop'])).code).toBe(0);
    expect((await otter(['agent', 'status'])).code).toBe(1);
  });

  test.runIf(process.platform === 'linux')('has ended when stopping it returns', async () => {
    expect((await otter(['agent', 'start'])).code).toBe(0);
    const directory = defaultAgentDirectory(environment);
    const found = await agentStatus(directory);
    const pid = found.running ? found.status.pid : 0;
    expect(hasMemory(pid)).toBe(true);
    await stopAgent(directory);
    expect(hasMemory(pid)).toBe(false);
  });

  test('that cannot get a session explains why, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await otter(['agent', 'start'], {
      env: { OTTER_ROLE_ARN: 'arn:aws:iam::RGW1:role/none' },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('404 NoSuchEntity');
    expect((await otter(['agent', 'status'])).code).toBe(1);
  });

  test.runIf(process.getuid?.() === 0)('serves a user without a name or a home', async () => {
    const home = mkdtempSync(join(tmpdir(), 'otter-unnamed-'));
    chownSync(home, UNNAMED_USER, UNNAMED_USER);
    const [program = '', ...rest] = asUser(UNNAMED_USER, [otterFile, ...otterArguments, 'agent']);
    const env = { ...environment, XDG_RUNTIME_DIR: undefined, TMPDIR: home, HOME: undefined };
    const agent = (action: string) => run(program, [...rest, action], { env });
    const started = await agent('start');
    expect(started.code, started.stderr).toBe(0);
    expect(readdirSync(home)).toEqual([`otter-sts-${UNNAMED_USER}`]);
    expect((await agent('stop')).stderr).toContain('the agent is stopped');
    rmSync(home, { recursive: true });
  });
});

test('an invalid proxy URL is shown without its password', async () => {
  const { code, stderr } = await otter(['env'], { env: { HTTP_PROXY: 'http://bob:hunter#2@proxy:3128' } });
  expect(code).toBe(2);
  expect(stderr).toContain('HTTP_PROXY is not a URL');
  expect(stderr).not.toContain('hunter');
});

test('a secret in the wrong variable is not repeated', async () => {
  const { code, stderr } = await otter(['env'], {
    env: { OTTER_ROLE_ARN: environment.OTTER_SERVICE_SECRET_KEY },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("is '***', which is not a role ARN");
});

test('output that nobody reads ends the program like SIGPIPE', async () => {
  const { stdout } = await run('bash', ['-c', `${otterInShell} env | true; echo "\${PIPESTATUS[0]}"`], {
    env: environment,
  });
  expect(stdout.trim()).toBe('141');
});

test('an internal error prints only its stack, with exit code 1', async () => {
  const cause = `data:text/javascript,setTimeout(() => { throw new Error('of its own') }, 100)`;
  const { code, stderr } = await run(
    process.execPath,
    ['--import', cause, 'cli/main.ts', 'sandbox', '--port', '0'],
    {
      env: environment,
    },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^otter-sts: this is an error in the program itself[^\n]*\nError: of its own\n {4}at /,
  );
});

describe('the command line', () => {
  test.each([
    [['--no-such-option'], "unknown option '--no-such-option'"],
    [['no-such-command'], "unknown command 'no-such-command'"],
    [['exec'], "missing required argument 'command'"],
    [['env', '--format', 'xml'], 'Allowed choices are sh, fish, powershell, dotenv, json'],
    [['env', '--duration', 'soon'], "duration (--duration, OTTER_DURATION) is 'soon'"],
    [['env', '--duration', 'job'], "is 'job', which works only on GitLab CI"],
    [['agent', 'stop', '--name', '..'], '--name is not a valid agent name'],
    [['env', '--secret-key=hunter2'], "unknown option '--secret-key=...'"],
    [['env', '--bucket', 's3://x'], 'bucket (--bucket, OTTER_BUCKET) is'],
    [
      ['env', '--service-secret-key', 'abc'],
      'cannot be an option, since every user of this machine can read',
    ],
    [
      ['env', '--ca-bundle', '/no/such/file'],
      "ca-bundle (--ca-bundle, OTTER_CA_BUNDLE) names '/no/such/file', which cannot be read (ENOENT): give the path of",
    ],
    [['agent', 'start', '--lifetime', '0'], 'It must be a whole number of seconds from 1 to 604800.'],
    [['agent', 'start', '--lifetime', '604801'], 'It must be a whole number of seconds from 1 to 604800.'],
    [['agent', 'start', '--port', '99999'], 'It must be a number from 0 to 65535.'],
    [['agent', 'start', '--parent-pid', '0'], 'The process does not exist'],
    [['agent', 'start', '--parent-pid', '4194305'], 'The process does not exist'],
    [['sandbox', '--port', 'x'], 'It must be a number from 0 to 65535.'],
    [['sandbox', '--port', '9100', '--console-port', '9100'], '--port and --console-port are both 9100'],
    [['sandbox', '--', ''], 'the name of the command is empty.'],
    [['sandbox', 'issue', '--bucket', ''], '--bucket is empty'],
    [['sandbox', '--bucket', 'BAD'], "'BAD' is not a bucket name"],
    [['sandbox', '--bucket', 'admin'], "'admin' cannot be a bucket name"],
  ])('%j is answered with exit code 2', async (args, says) => {
    const { code, stdout, stderr } = await otter(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  test.each([
    [[]],
    [['exec']],
    [['env']],
    [['credential-process']],
    [['agent', 'start']],
    [['mask']],
    [['sandbox']],
  ])('help of %j has examples, and fits a terminal', async (command) => {
    const { code, stdout } = await otter([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?[:,]/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

test.each([
  [['help'], ['--help']],
  [['-h'], ['--help']],
  [
    ['help', 'agent', 'start'],
    ['agent', 'start', '--help'],
  ],
  [
    ['upload', '-h'],
    ['upload', '--help'],
  ],
])('%j is %j', async (short, long) => {
  const [answer, same] = await Promise.all([otter(short), otter(long)]);
  expect(answer).toEqual(same);
  expect(answer).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  [['presign', '--help'], "unknown command 'presign'"],
  [
    ['help', 'presign'],
    "'presign' is invalid for argument 'NAME'. Allowed choices are environment, exit-codes,",
  ],
])('%j is not a command', async (args, says) => {
  const { code, stdout, stderr } = await otter(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
});

test.each([
  ['environment', /^ {2}OTTER_DURATION .*\(default: 1h\).*^ {2}OTTER_PATH /ms],
  ['exit-codes', /128 \+ N/],
  ['keyless', /OTTER_ID_TOKEN/],
])('help %s explains the topic, and fits a terminal', async (topic, text) => {
  const { code, stdout, stderr } = await otter(['help', topic]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(text);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  expect((await otter(['--help'])).stdout).toContain(topic);
});

describe('sandbox', () => {
  test('runs a command with the variables of its first bucket, and ends as it does', async () => {
    const { code, stdout } = await run(otterFile, [
      ...otterArguments,
      'sandbox',
      '--port',
      '0',
      '--bucket',
      'builds',
      '--',
      'sh',
      '-c',
      'echo "$OTTER_BUCKET $OTTER_ROLE_ARN"; exit 5',
    ]);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^builds arn:aws:iam::RGW\w+:role\/bkr-1\n$/);
  });

  test('keeps the user’s choices for the command, but no variables of another storage', async () => {
    const env = {
      AWS_MAX_ATTEMPTS: '7',
      AWS_CA_BUNDLE: '/mine.pem',
      OTTER_DURATION: '2h',
      AWS_PROFILE: 'elsewhere',
      AWS_ENDPOINT: 'https://elsewhere',
      AWS_ENDPOINT_URL_S3: 'https://elsewhere',
      S3_ENDPOINT_URL: 'https://elsewhere',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/elsewhere',
      RCLONE_CONFIG_OTTER_ENDPOINT: 'https://elsewhere',
      OTTER_ID_TOKEN: 'elsewhere',
    };
    const { stdout } = await run(otterFile, [...otterArguments, 'sandbox', '--port', '0', '--', 'env'], {
      env,
    });
    expect(stdout).toMatch(/^AWS_MAX_ATTEMPTS=7$/m);
    expect(stdout).toMatch(/^AWS_CA_BUNDLE=\/mine.pem$/m);
    expect(stdout).toMatch(/^OTTER_DURATION=2h$/m);
    expect(stdout).not.toContain('elsewhere');
  });

  test.each([
    ['no keys of an administrator or an owner', [], []],
    [
      'both when they are asked for',
      ['--admin'],
      ['ADMIN_ACCESS', 'ADMIN_SECRET', 'OWNER_ACCESS', 'OWNER_SECRET'],
    ],
  ])('gives the command %s', async (_name, options, kinds) => {
    const sandbox = [...otterArguments, 'sandbox', '--port', '0', ...options, '--', 'env'];
    const env = { OTTER_ADMIN_ACCESS_KEY: '' };
    const { stdout } = await run(otterFile, sandbox, { env });
    const names = stdout.match(/^OTTER_(ADMIN|OWNER)_\w+/gm) ?? [];
    expect(names.sort()).toEqual(kinds.map((kind) => `OTTER_${kind}_KEY`));
  });

  test('prints one line of JSON once it is ready, and ends with SIGTERM', async () => {
    const running = start(otterFile, [...otterArguments, 'sandbox', '--port', '0', '--json']);
    while (!running.output().includes('\n')) await sleep(50);
    const ready = JSON.parse(running.output());
    expect(ready).toMatchObject({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: 'eu-mad',
      buckets: [
        {
          bucket: 'my-first-bucket',
          roleArn: expect.any(String),
          serviceAccessKey: expect.any(String),
          serviceSecretKey: expect.any(String),
          accessKey: expect.any(String),
          secretKey: expect.any(String),
        },
      ],
      admin: { accessKey: expect.stringMatching(/^OADM/), secretKey: expect.any(String) },
    });
    running.child.kill('SIGTERM');
    expect((await running.result).code).toBe(0);
  });

  test.each(['SIGHUP', 'SIGQUIT'] as const)('leaves no temporary folder after %s', async (signal) => {
    const temporary = mkdtempSync(join(tmpdir(), 'otter-hung-up-'));
    const env = { TMPDIR: temporary };
    const running = start(otterFile, [...otterArguments, 'sandbox', '--port', '0', '--json'], { env });
    while (!running.output().includes('\n')) await sleep(50);
    const made = () => readdirSync(temporary).filter((name) => name.startsWith('otter-sandbox-'));
    expect(made()).toHaveLength(1);
    running.child.kill(signal);
    running.child.kill(signal);
    // On a busy machine, the second signal may arrive when nothing is left to do but to exit.
    const { code } = await running.result;
    expect([0, null]).toContain(code);
    expect(made()).toEqual([]);
    rmSync(temporary, { recursive: true });
  });
});
