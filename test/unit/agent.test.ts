import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExchangeFailure, type FailureDetail } from '../../src/failure.ts';
import { askAgent } from '../../src/refresh/agent/control.ts';
import { agentPlaces, defaultAgentDirectory, removeAgentFiles } from '../../src/refresh/agent/directory.ts';
import { agentEnvironment } from '../../src/refresh/agent/environment.ts';
import { type StartAgentOptions, startAgent } from '../../src/refresh/agent/start.ts';
import { agentStatus, stopAgent } from '../../src/refresh/agent/status.ts';
import { testOnLinux } from '../support/describe-with.ts';

const SECRET = 'the-service-secret-that-nobody-sees';
const program = join(import.meta.dirname, '../faults/agent-process.ts');
const command: StartAgentOptions['command'] = [process.execPath, program];

/** The server from which the agents of the tests get their sessions. */
interface SessionServer {
  url: string;
  lifeMs: number;
  failure: FailureDetail | undefined;
  /** Whether it leaves requests unanswered. */
  hangs: boolean;
  /** The keys of the requests. */
  secrets: Set<string | undefined>;
  issued: number;
}

let scratch: string;
let directory: string;
let server: Server;
let sessions: SessionServer;
const pids = new Set<number>();

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'otter-agent-'));
  directory = join(scratch, 'agent');
  sessions = { url: '', lifeMs: 3_600_000, failure: undefined, hangs: false, secrets: new Set(), issued: 0 };
  server = createServer((request, response) => {
    sessions.secrets.add(request.headers.authorization);
    if (sessions.hangs) return;
    if (sessions.failure !== undefined) return response.end(JSON.stringify({ failure: sessions.failure }));
    sessions.issued += 1;
    const expiration = new Date(Date.now() + sessions.lifeMs);
    const keys = {
      accessKeyId: `KEY${sessions.issued}`,
      secretAccessKey: 'issued-secret',
      sessionToken: 'issued-token',
    };
    return response.end(JSON.stringify({ session: { ...keys, arn: 'arn:x', expiration } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sessions.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  pids.clear();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(scratch, { recursive: true, force: true });
});

async function start(options: Partial<StartAgentOptions> = {}) {
  const handover = { url: sessions.url, secret: SECRET };
  const env = { ...process.env, AWS_SECRET_ACCESS_KEY: 'x', OTTER_SERVICE_SECRET_KEY: SECRET };
  const ready = await startAgent({ command, handover, directory, lifetimeSeconds: 600, env, ...options });
  pids.add(ready.pid);
  return ready;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An orphan stays a zombie if the container's first process does not reap it.
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A descriptor is closed for a moment before it is opened on /dev/null. */
function isNothing(descriptor: string): boolean {
  try {
    return readlinkSync(descriptor) === '/dev/null';
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await sleep(20);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

async function askEndpoint({ url, token }: { url: string; token: string }) {
  const response = await fetch(url, { headers: { authorization: token } });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const readLog = () => readFileSync(join(directory, 'agent.log'), 'utf8');

describe('a started agent', () => {
  testOnLinux('/proc', 'is its own session leader in the root folder', async () => {
    const { pid } = await start();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    expect([stat[2], stat[3]]).toEqual([String(pid), String(pid)]);
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/');
  });

  it('serves the session, and reports it', async () => {
    const ready = await start();
    expect(ready.session).toMatchObject({ accessKeyId: 'KEY1', expiration: expect.any(Date) });
    expect(await askEndpoint(ready)).toMatchObject({ status: 200, body: { AccessKeyId: 'KEY1' } });
    expect(await agentStatus(directory)).toMatchObject({
      running: true,
      status: { pid: ready.pid, url: ready.url, state: 'fresh', renewals: 0, failures: 0 },
    });
  });

  testOnLinux('/proc', 'holds none of the standard streams', async () => {
    const { pid } = await start();
    await until(() => [0, 1, 2].every((descriptor) => isNothing(`/proc/${pid}/fd/${descriptor}`)));
  });

  it('does not keep its starter from ending', async () => {
    const starter = join(scratch, 'starter.ts');
    const options = {
      command,
      directory,
      lifetimeSeconds: 60,
      handover: { url: sessions.url, secret: SECRET },
    };
    writeFileSync(
      starter,
      `import { startAgent } from '${join(import.meta.dirname, '../../src/refresh/agent/start.ts')}';
       const ready = await startAgent({ ...${JSON.stringify(options)}, env: process.env });
       process.stdout.write(String(ready.pid));`,
    );
    const child = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    pids.add(Number(said));
    expect(isRunning(Number(said))).toBe(true);
  });

  it('renews, as its status and log show', async () => {
    sessions.lifeMs = 2_000;
    const ready = await start();
    await until(async () => (await askEndpoint(ready)).body.AccessKeyId === 'KEY3');
    const found = await agentStatus(directory);
    expect(found).toMatchObject({ running: true, status: { state: 'fresh', failures: 0 } });
    expect(readLog().match(/session obtained/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('continues through failures, as its status and log show', async () => {
    sessions.lifeMs = 2_000;
    const ready = await start();
    sessions.failure = detail('server', '503');
    await until(async () => (await askEndpoint(ready)).status === 503);
    expect((await askEndpoint(ready)).body.message).toContain('Asking for a session failed: 503.');
    expect(await agentStatus(directory)).toMatchObject({
      status: { state: 'expired', lastError: 'Asking for a session failed: 503.' },
    });
    sessions.failure = undefined;
    await until(async () => (await askEndpoint(ready)).status === 200);
    expect(readLog()).toContain('renewal failed: Asking for a session failed: 503.');
  });

  testOnLinux('/proc', 'has no secret in its arguments, environment or files', async () => {
    const { pid, token } = await start();
    const places = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1'));
    const files = readdirSync(directory).filter((name) => lstatSync(join(directory, name)).isFile());
    expect(files).toEqual(['agent.log', 'token']);
    const all = [...places, readLog()].join('\n');
    for (const secret of [SECRET, token, 'issued-secret', 'issued-token', 'AWS_', 'OTTER_']) {
      expect(all).not.toContain(secret);
    }
    expect([...sessions.secrets]).toEqual([SECRET]);
  });

  it('keeps its token in a private file until it ends', async () => {
    const { pid, token, tokenFile = '' } = await start();
    expect(tokenFile).toBe(join(directory, 'token'));
    expect(readFileSync(tokenFile, 'utf8')).toBe(token);
    expect(lstatSync(tokenFile).mode & 0o777).toBe(0o600);
    process.kill(pid, 'SIGTERM');
    await untilGone(pid);
    expect(readdirSync(directory)).toEqual(['agent.log']);
  });

  it('has a private folder and log', async () => {
    await start();
    expect(lstatSync(directory).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(directory, 'agent.log')).mode & 0o777).toBe(0o600);
  });
});

describe('an agent ends', () => {
  it('when it is stopped: its process has then ended, and only the log is left', async () => {
    const ready = await start();
    expect(await stopAgent(directory)).toMatchObject({
      stopped: true,
      status: { pid: ready.pid, state: 'fresh' },
    });
    await untilGone(ready.pid);
    expect(readdirSync(directory)).toEqual(['agent.log']);
    expect(readLog()).toMatch(/ended: it was stopped\n$/);
    await expect(askEndpoint(ready)).rejects.toThrow();
  });

  it('and stopping it twice is not an error', async () => {
    await start();
    await stopAgent(directory);
    expect(await stopAgent(directory)).toMatchObject({ stopped: false, absence: 'ended' });
    expect(await agentStatus(directory)).toMatchObject({ running: false, absence: 'ended' });
  });

  it('when two callers stop it at the same time, and both get an answer', async () => {
    await start();
    const [one, two] = await Promise.all([stopAgent(directory), stopAgent(directory)]);
    expect([one.stopped, two.stopped]).toContain(true);
    expect(readdirSync(directory)).toEqual(['agent.log']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('on %s', async (signal) => {
    const { pid } = await start();
    process.kill(pid, signal);
    await untilGone(pid);
    expect(readdirSync(directory)).toEqual(['agent.log']);
    expect(readLog()).toContain(`ended: ${signal}`);
  });

  it('but not on SIGHUP', async () => {
    const ready = await start();
    process.kill(ready.pid, 'SIGHUP');
    await sleep(100);
    expect((await askEndpoint(ready)).status).toBe(200);
  });

  it('when the process that it watches has ended', async () => {
    const watched = spawn('sleep', ['600'], { stdio: 'ignore' });
    const { pid } = await start({ parentPid: watched.pid });
    expect(await agentStatus(directory)).toMatchObject({ status: { watchedPid: watched.pid } });
    watched.kill('SIGKILL');
    await untilGone(pid);
    expect(readdirSync(directory)).toEqual(['agent.log']);
    expect(readLog()).toContain(`ended: process ${watched.pid} has ended`);
  });

  it('at its time limit', async () => {
    const { pid } = await start({ lifetimeSeconds: 5 });
    await untilGone(pid);
    expect(readdirSync(directory)).toEqual(['agent.log']);
    expect(readLog()).toContain('ended: its time limit of 5 s has passed');
  });

  it('only by hand if it hangs, and the error says so', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGSTOP');
    await expect(askAgent(agentPlaces(directory), 'stop', 200)).rejects.toMatchObject({
      kind: 'no-answer',
      message: expect.stringContaining(`Kill it by hand: kill -KILL ${pid}`),
    });
  });

  it('killed with SIGKILL: status and stop say so, and a new one starts', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    expect(await agentStatus(directory)).toMatchObject({ running: false, absence: 'killed' });
    const second = await start();
    expect((await askEndpoint(second)).status).toBe(200);
    process.kill(second.pid, 'SIGKILL');
    await untilGone(second.pid);
    expect(await stopAgent(directory)).toMatchObject({ stopped: false, absence: 'killed' });
    await removeAgentFiles(directory);
    expect(existsSync(directory)).toBe(false);
  });
});

describe('an agent does not start', () => {
  it('if one is running, which continues', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      name: 'AgentFailure',
      kind: 'running',
      message: `An agent is already running in '${directory}': stop it first, or start this one under another name (--name).`,
    });
    expect((await askEndpoint(first)).status).toBe(200);
    expect(sessions.issued).toBe(1);
  });

  it('more than once when several are started at the same time', async () => {
    // The files of a killed agent make it harder.
    process.kill((await start()).pid, 'SIGKILL');
    const outcomes = await Promise.allSettled([start(), start(), start()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('without a session: the complete explanation arrives, and nothing is left behind', async () => {
    sessions.failure = detail('denied', 'AccessDenied');
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExchangeFailure);
    expect(failure).toMatchObject({ kind: 'denied', message: new ExchangeFailure(sessions.failure).message });
    expect(readdirSync(directory)).toEqual(['agent.log']);
  });

  it('when the port is taken', async () => {
    const holder = createTcpServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      `127.0.0.1:${port} failed: another program is listening there`,
    );
    expect(readdirSync(directory)).toEqual(['agent.log']);
    holder.close();
  });

  it('when the server hangs for longer than the caller waits', async () => {
    sessions.hangs = true;
    await expect(start({ timeoutMs: 1_500 })).rejects.toThrow('not ready within 1.5 s');
    // On a busy machine, it may not have opened its log by then.
    const left = existsSync(directory) ? readdirSync(directory) : [];
    expect(left.filter((name) => name !== 'agent.log')).toEqual([]);
  });

  it('when its program crashes, and its last output is reported', async () => {
    const crash: StartAgentOptions['command'] = [process.execPath, '-e', 'throw new Error("out of order")'];
    await expect(start({ command: crash })).rejects.toThrow(
      /exit code 1 before it answered[\s\S]*out of order/,
    );
  });

  it('when there is no such program', async () => {
    await expect(start({ command: ['/no/such/program'] })).rejects.toThrow(
      'Starting /no/such/program as the agent failed',
    );
  });

  it('to end with a process that does not exist', async () => {
    await expect(start({ parentPid: 2 ** 22 + 1 })).rejects.toThrow('Process 4194305 is not running');
  });
});

describe("an agent's directory", () => {
  it.each([
    { name: 'a link', make: (path: string) => symlinkSync(scratch, path), says: 'is a symbolic link' },
    { name: 'a file', make: (path: string) => writeFileSync(path, ''), says: 'is not a directory' },
    {
      name: 'open to others',
      make: (path: string) => {
        mkdirSync(path);
        chmodSync(path, 0o755);
      },
      says: 'is open to other users (mode 755)',
    },
  ])('is refused when it is $name', async ({ make, says }) => {
    make(directory);
    await expect(start()).rejects.toThrow(says);
    expect(existsSync(join(scratch, 'agent.log'))).toBe(false);
  });

  it('is refused when its parent in a shared folder is a link', async () => {
    symlinkSync(scratch, join(scratch, 'otter-sts-0'));
    await expect(start({ directory: join(scratch, 'otter-sts-0', 'default') })).rejects.toThrow(
      'symbolic link',
    );
  });

  testOnLinux('/proc', 'is refused in a folder where it cannot be created', async () => {
    await expect(start({ directory: '/proc/otter-sts-0/default' })).rejects.toThrow(
      "'/proc/otter-sts-0' failed: ENOENT; set XDG_RUNTIME_DIR or TMPDIR",
    );
  });

  it('is refused below a file, whatever is asked', async () => {
    writeFileSync(join(scratch, 'file'), '');
    const below = join(scratch, 'file', 'otter-sts-0', 'default');
    for (const ask of [() => agentStatus(below), () => stopAgent(below), () => start({ directory: below })]) {
      await expect(ask()).rejects.toMatchObject({
        name: 'AgentFailure',
        message: expect.stringContaining('is not a folder (ENOTDIR); set'),
      });
    }
  });

  it('is refused when it is too long for a socket', async () => {
    const long = join(scratch, 'x'.repeat(120));
    await expect(start({ directory: long })).rejects.toThrow(
      /too long: .* Use a path that is at least \d+ bytes shorter/,
    );
    await expect(agentStatus(long)).rejects.toThrow('too long');
  });

  it('is refused when it is relative', async () => {
    await expect(stopAgent('agent')).rejects.toThrow('is relative');
  });

  it('does not write its log through a link', async () => {
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(join(scratch, 'precious'), 'precious');
    symlinkSync(join(scratch, 'precious'), join(directory, 'agent.log'));
    await expect(start()).rejects.toThrow('ELOOP');
    expect(readFileSync(join(scratch, 'precious'), 'utf8')).toBe('precious');
  });

  it('reports that no agent was ever started in it', async () => {
    expect(await agentStatus(directory)).toEqual({
      running: false,
      absence: 'never-started',
      log: join(directory, 'agent.log'),
    });
    expect(await stopAgent(directory)).toMatchObject({ stopped: false, absence: 'never-started' });
  });

  it("is in the user's runtime folder by default", () => {
    expect(defaultAgentDirectory({ XDG_RUNTIME_DIR: '/run/user/7' }, 'a')).toMatch(
      /^\/run\/user\/7\/otter-sts-\d+\/a$/,
    );
    expect(defaultAgentDirectory({})).toBe(join(tmpdir(), `otter-sts-${process.getuid?.()}`, 'default'));
  });
});

it("an agent's environment has what the network needs and no secret", () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://p',
    RUNNER_TRACKING_ID: 'r',
    VSTS_PROCESS_LOOKUP_ID: 'v',
    JENKINS_NODE_COOKIE: 'j',
    AWS_X: 'a',
    OTTER_X: 'o',
    NODE_OPTIONS: 'n',
  };
  expect(agentEnvironment(env)).toEqual({
    NODE_OPTIONS: '--max-semi-space-size=1',
    PATH: '/bin',
    HTTPS_PROXY: 'http://p',
    RUNNER_TRACKING_ID: 'r',
    VSTS_PROCESS_LOOKUP_ID: 'v',
    JENKINS_NODE_COOKIE: 'j',
  });
});

function detail(kind: FailureDetail['kind'], cameBack: string): FailureDetail {
  return { kind, tried: 'Asking for a session', cameBack, causes: ['One.', 'Two.'], remedy: 'Wait.' };
}

it('an agent whose starter ends while it waits for a session ends too, and leaves nothing behind', async () => {
  sessions.hangs = true;
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'ignore'] });
  const message = { directory, lifetimeSeconds: 600, handover: { url: sessions.url, secret: SECRET } };
  child.stdin.write(`${JSON.stringify(message)}\n`);
  await until(() => sessions.secrets.size > 0);
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(existsSync(directory)).toBe(false);
});
