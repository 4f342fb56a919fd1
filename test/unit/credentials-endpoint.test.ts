import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/credentials/session.ts';
import {
  type CredentialsEndpoint,
  startCredentialsEndpoint,
} from '../../src/refresh/credentials-endpoint.ts';
import type { RenewalStatus } from '../../src/refresh/renewal.ts';

const session: Session = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'a-secret',
  sessionToken: 'a-session-token',
  expiration: new Date('2030-01-01T01:00:00.987Z'),
  arn: 'arn:aws:sts:::assumed-role/r/s',
};
const status: RenewalStatus = {
  state: 'fresh',
  renewals: 0,
  failures: 0,
  lastError: undefined,
  expiresAt: session.expiration,
  nextRenewalAt: new Date('2030-01-01T00:30:00Z'),
};

let endpoint: CredentialsEndpoint | undefined;
afterEach(() => endpoint?.close());

const renewal = {
  current: (): Session | undefined => session,
  waitForSession: async (): Promise<Session | undefined> => undefined,
  status: () => status,
};

async function freePort(): Promise<number> {
  const opened = await startCredentialsEndpoint({ renewal });
  await opened.close();
  return Number(new URL(opened.url).port);
}

async function open(
  overrides: {
    current?: () => Session | undefined;
    waitForSession?: (timeoutMs: number) => Promise<Session | undefined>;
    status?: () => RenewalStatus;
  } = {},
): Promise<CredentialsEndpoint> {
  endpoint = await startCredentialsEndpoint({ renewal: { ...renewal, ...overrides } });
  return endpoint;
}

interface Asked {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The client's port, which identifies the connection. */
  from: number | undefined;
}

function ask(
  url: string,
  {
    method = 'GET',
    headers = {},
    agent,
    body,
  }: {
    method?: string;
    headers?: Record<string, string>;
    agent?: Agent;
    body?: string;
  } = {},
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(
      url,
      { method, headers, ...(agent === undefined ? {} : { agent }) },
      (response) => {
        let text = '';
        const from = response.socket.localPort;
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, from }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Sends raw bytes, and returns everything that comes back until the connection is closed. */
function sendRaw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

describe('the credentials endpoint', () => {
  it('answers in the format of container credentials, with whole seconds and Z at the end', async () => {
    const { url, token } = await open();
    const answer = await ask(url, { headers: { authorization: token } });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(JSON.parse(answer.text)).toEqual({
      AccessKeyId: 'AKIAEXAMPLE',
      AccessKeyID: 'AKIAEXAMPLE',
      Code: 'Success',
      SecretAccessKey: 'a-secret',
      Token: 'a-session-token',
      Expiration: '2030-01-01T01:00:00Z',
    });
  });

  it('listens only on 127.0.0.1, with a path and a token of 256 bits', async () => {
    const { url, token } = await open();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/session-credentials$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const other = connect(Number(new URL(url).port), '127.0.0.2');
    await expect(
      new Promise((resolve, reject) => other.on('connect', resolve).on('error', reject)),
    ).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps the token in a private file without a line break, until it closes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-token-'));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'of an agent that was killed', { mode: 0o644 });
    const opened = await startCredentialsEndpoint({ renewal, tokenFile });
    expect(readFileSync(tokenFile, 'utf8')).toBe(opened.token);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    await opened.close();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('leaves no port open when the token cannot be written', async () => {
    const port = await freePort();
    await expect(startCredentialsEndpoint({ renewal, port, tokenFile: '/nowhere/token' })).rejects.toThrow(
      'ENOENT',
    );
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('also accepts the token after Bearer', async () => {
    const { url, token } = await open();
    expect((await ask(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('serves the new session as soon as there is one', async () => {
    let now = session;
    const { url, token } = await open({ current: () => now });
    await ask(url, { headers: { authorization: token } });
    now = { ...session, accessKeyId: 'AKIASECOND' };
    expect((await ask(url, { headers: { authorization: token } })).text).toContain('AKIASECOND');
  });

  it('refuses to open a port that is taken, and says so', async () => {
    const { url } = await open();
    const port = Number(new URL(url).port);
    const renewal = { current: () => session, waitForSession: async () => session, status: () => status };
    await expect(startCredentialsEndpoint({ renewal, port })).rejects.toThrow(
      `127.0.0.1:${port} failed: another program is listening there`,
    );
  });
});

describe('a refused request', () => {
  const right = { authorization: 'TOKEN' };
  const cases: {
    name: string;
    method?: string;
    path?: string;
    headers: Record<string, string>;
    body?: string;
    status: number;
    code: string;
  }[] = [
    { name: 'no token', headers: {}, status: 401, code: 'InvalidToken' },
    { name: 'an empty token', headers: { authorization: '' }, status: 401, code: 'InvalidToken' },
    { name: 'a wrong token', headers: { authorization: 'x'.repeat(43) }, status: 401, code: 'InvalidToken' },
    { name: 'the token and more', headers: { authorization: 'TOKENx' }, status: 401, code: 'InvalidToken' },
    { name: 'another scheme', headers: { authorization: 'Basic TOKEN' }, status: 401, code: 'InvalidToken' },
    { name: 'a wrong token on another path', path: '/x', headers: {}, status: 401, code: 'InvalidToken' },
    {
      name: "a stranger's Host",
      headers: { ...right, host: 'evil.example' },
      status: 403,
      code: 'WrongHost',
    },
    {
      name: 'a Host with the right beginning',
      headers: { ...right, host: '127.0.0.1.evil.example' },
      status: 403,
      code: 'WrongHost',
    },
    {
      name: 'a Host with another port',
      headers: { ...right, host: 'localhost:1' },
      status: 403,
      code: 'WrongHost',
    },
    {
      name: 'a Host with a user',
      headers: { ...right, host: 'x@localhost' },
      status: 403,
      code: 'WrongHost',
    },
    { name: 'another path', path: '/', headers: right, status: 404, code: 'NotFound' },
    { name: 'a query', path: '/v1/session-credentials?x', headers: right, status: 404, code: 'NotFound' },
    { name: 'a long URL', path: `/${'x'.repeat(2_000)}`, headers: right, status: 414, code: 'URITooLong' },
    { name: 'POST', method: 'POST', headers: right, status: 405, code: 'MethodNotAllowed' },
    { name: 'PUT', method: 'PUT', headers: right, body: 'x', status: 405, code: 'MethodNotAllowed' },
    { name: 'DELETE', method: 'DELETE', headers: right, status: 405, code: 'MethodNotAllowed' },
    { name: 'OPTIONS', method: 'OPTIONS', headers: right, status: 405, code: 'MethodNotAllowed' },
    {
      name: 'a body',
      headers: { ...right, 'content-length': '5' },
      body: 'hello',
      status: 413,
      code: 'BodyNotAllowed',
    },
  ];

  it.each(cases)('$name: $status $code', async ({ method = 'GET', path, headers, body, status, code }) => {
    const { url, token } = await open();
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('TOKEN', token)]),
    );
    const answer = await ask(path === undefined ? url : new URL(path, url).href, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ code, message: expect.any(String) });
    expect(answer.text).not.toContain('a-secret');
    expect(answer.text).not.toContain(token);
    expect(answer.headers.allow).toBe(status === 405 ? 'GET' : undefined);
  });

  it('HEAD: 405', async () => {
    const { url, token } = await open();
    expect((await ask(url, { method: 'HEAD', headers: { authorization: token } })).status).toBe(405);
  });

  it('no Host at all: 403', async () => {
    const { url, token } = await open();
    const raw = await sendRaw(url, `GET /v1/session-credentials HTTP/1.0\r\nauthorization: ${token}\r\n\r\n`);
    expect(raw).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST'])(
    'the Host %s is accepted with and without the port',
    async (name) => {
      const { url, token } = await open();
      for (const host of [name, `${name}:${new URL(url).port}`]) {
        expect((await ask(url, { headers: { authorization: token, host } })).status).toBe(200);
      }
    },
  );

  it('headers over 8 KiB: 431 in this protocol', async () => {
    const { url, token } = await open();
    const raw = await sendRaw(
      url,
      `GET /v1/session-credentials HTTP/1.1\r\nhost: localhost\r\nauthorization: ${token}\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`,
    );
    expect(raw).toMatch(/^HTTP\/1\.1 431 /);
    expect(raw).toContain('"code":"RequestHeaderFieldsTooLarge"');
  });

  it('something that is not HTTP: 400 in this protocol', async () => {
    const { url } = await open();
    const raw = await sendRaw(url, '\x16\x03\x01\x02\x00hello');
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw).toContain('"code":"BadRequest"');
  });

  it('headers that arrive too slowly: 408; and a silent connection is closed', async () => {
    const { url } = await open();
    const [slow, silent] = await Promise.all([
      sendRaw(url, 'GET /v1/session-credentials HTTP/1.1\r\nhost: local'),
      sendRaw(url, ''),
    ]);
    expect(slow).toMatch(/^HTTP\/1\.1 408 /);
    expect(slow).toContain('"code":"RequestTimeout"');
    expect(silent).not.toContain('HTTP/1.1 200');
  });
});

describe('without a valid session', () => {
  it('says why there is none, since when, and when the next try is', async () => {
    const { url, token } = await open({
      current: () => undefined,
      status: () => ({
        ...status,
        state: 'expired',
        failures: 3,
        lastError: 'Asking for a session failed: 503.',
      }),
    });
    const answer = await ask(url, { headers: { authorization: token } });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(JSON.parse(answer.text)).toEqual({
      code: 'NoValidSession',
      message:
        'The last session ended at 2030-01-01T01:00:00Z, and renewing it fails: Asking for a session failed: 503. ' +
        'The next try is at 2030-01-01T00:30:00Z.',
    });
  });

  it('waits for the exchange in flight, but less than the second after which clients give up', async () => {
    const waitForSession = vi.fn(async () => session);
    const { url, token } = await open({ current: () => undefined, waitForSession });
    expect((await ask(url, { headers: { authorization: token } })).status).toBe(200);
    const [timeoutMs] = waitForSession.mock.calls[0] as unknown as [number];
    expect(timeoutMs).toBeLessThan(1_000);
  });

  it('does not make a request without the token wait', async () => {
    const waitForSession = vi.fn(async () => session);
    const { url } = await open({ current: () => undefined, waitForSession });
    expect((await ask(url)).status).toBe(401);
    expect(waitForSession).not.toHaveBeenCalled();
  });
});

describe('connections', () => {
  it('1,000 clients at once are all answered', async () => {
    const { url, token } = await open();
    const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
    const asking = Array.from({ length: 1_000 }, () =>
      ask(url, { headers: { authorization: token }, agent }),
    );
    const statuses = (await Promise.all(asking)).map((answer) => answer.status);
    expect(statuses.filter((code) => code === 200)).toHaveLength(1_000);
    agent.destroy();
  });

  it('are kept for the next request', async () => {
    const { url, token } = await open();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 5; count += 1) {
      ports.add((await ask(url, { headers: { authorization: token }, agent })).from);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  it('are closed with the endpoint, whether idle or waiting, and it can be closed twice', async () => {
    const { url, token, close } = await open({
      current: () => undefined,
      waitForSession: () => new Promise(() => undefined),
    });
    const idle = sendRaw(url, '');
    const waiting = ask(url, { headers: { authorization: token } });
    waiting.catch(() => undefined);
    await ask(url);
    await close();
    await close();
    await expect(idle).resolves.toBe('');
    await expect(waiting).rejects.toThrow();
    await expect(ask(url)).rejects.toThrow('ECONNREFUSED');
  });
});
