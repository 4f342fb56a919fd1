import { hash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { projectFolder, run, start } from '../support/command.ts';
import { otterArguments, otterFile } from '../support/otter-program.ts';
import { assumeRole, permanentKeys, useSandbox } from './fixture.ts';
import { type RawAnswer, send, sendSigned } from './signer.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_CALL = { accept: 'application/json', 'content-type': 'application/json' };

const fixture = useSandbox({ consolePort: 0 });
const consoleUrl = () => fixture.sandbox.console ?? '';
const credentialsPath = '/buckets/builds/service-credentials';

/** A page as a browser gets it: its text, the token of its forms, and the cookie to send with them. */
async function readPage(path = '/buckets/builds', url = consoleUrl()) {
  const { body, headers } = await send(url, 'GET', path);
  const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return { body, token, cookie };
}

/** Sends a form as the console's own page does, except for the changes. */
async function sendForm(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  url = consoleUrl(),
): Promise<RawAnswer> {
  const { token, cookie } = await readPage('/buckets/builds', url);
  const own = { ...FORM, cookie, origin: url, 'sec-fetch-site': 'same-origin', ...headers };
  return send(url, 'POST', path, own, new URLSearchParams({ token, ...fields }).toString());
}

/** Calls the console as a program does. */
async function call<Result>(path: string, fields?: object): Promise<Result> {
  const method = fields === undefined ? 'GET' : 'POST';
  const { body } = await send(consoleUrl(), method, path, JSON_CALL, fields && JSON.stringify(fields));
  return JSON.parse(body) as Result;
}

async function countCredentials(): Promise<number> {
  return (await call<{ keys: unknown[] }>(credentialsPath)).keys.length;
}

test('there is no console by default', async () => {
  const sandbox = await startSandbox();
  expect(sandbox.console).toBeUndefined();
  await sandbox.close();
});

describe('accepted requests', () => {
  test('a form of its own page creates a credential, in an answer that is not cached', async () => {
    const before = await countCredentials();
    const answer = await sendForm(credentialsPath, { label: 'mine' });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await countCredentials()).toBe(before + 1);
  });

  test.each([
    ['a page of elsewhere', { origin: 'http://example.com', 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another port', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, 403],
    ['a page whose origin is hidden', { origin: 'null' }, 403],
    ['a browser without Origin, from elsewhere', { 'sec-fetch-site': 'cross-site' }, 403],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }, 403],
    ['another browser', { cookie: 'otter-console=other' }, 403],
    ['a name that was made to point here', { host: 'rebound.example:9001' }, 421],
    ['text that reads like a form', { 'content-type': 'text/plain' }, 415],
  ])('%s creates nothing', async (_who, headers, status) => {
    const before = await countCredentials();
    const answer = await sendForm(credentialsPath, { label: 'theirs' }, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toMatch(/secret-access-key/);
    expect(await countCredentials()).toBe(before);
  });

  test.each([
    ['no token', { token: '' }],
    ['an invented one', { token: 'a.b' }],
    ['one with another signature', { token: `${'A'.repeat(22)}.${'B'.repeat(43)}` }],
  ])('a form with %s creates nothing', async (_what, fields) => {
    const before = await countCredentials();
    expect((await sendForm(credentialsPath, fields)).status).toBe(403);
    expect(await countCredentials()).toBe(before);
  });

  test('a form that is sent again creates nothing and shows nothing', async () => {
    const { token, cookie } = await readPage();
    const body = new URLSearchParams({ token, label: 'twice' }).toString();
    const first = await send(consoleUrl(), 'POST', credentialsPath, { ...FORM, cookie }, body);
    const before = await countCredentials();
    const second = await send(consoleUrl(), 'POST', credentialsPath, { ...FORM, cookie }, body);
    expect([first.status, second.status]).toEqual([200, 303]);
    expect(second.headers.location).toBe('/buckets/builds?notice=sent-before');
    expect(second.body).toBe('');
    expect(await countCredentials()).toBe(before);
  });

  test.each([
    [{ host: 'evil.example' }, 421],
    [{ host: '127.0.0.1' }, 421],
    [{ host: '127.0.0.1:1' }, 421],
  ])('a page cannot be read with %o', async (headers, status) => {
    const answer = await send(consoleUrl(), 'GET', '/', headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('builds');
  });

  test('localhost and ::1 are also names of this machine', async () => {
    const { port } = new URL(consoleUrl());
    for (const host of [`localhost:${port}`, `[::1]:${port}`]) {
      expect((await send(consoleUrl(), 'GET', '/', { host })).status).toBe(200);
    }
  });

  test('JSON from a foreign page creates nothing, and its preflight is refused', async () => {
    const before = await countCredentials();
    const foreign = { ...JSON_CALL, origin: 'http://127.0.0.1:3000' };
    expect((await send(consoleUrl(), 'POST', credentialsPath, foreign, '{}')).status).toBe(403);
    const leave = await send(consoleUrl(), 'OPTIONS', credentialsPath, foreign);
    expect(leave.status).toBe(403);
    expect(Object.keys(leave.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(await countCredentials()).toBe(before);
  });

  test.each([
    ['PUT', '/', 405],
    ['DELETE', '/buckets/builds', 405],
    ['TRACE', '/', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/buckets/none', 404],
    ['GET', '/buckets/..%2f', 404],
    ['GET', '/buckets/builds/files', 404],
    ['GET', '/../../etc/passwd', 404],
    ['GET', '/__proto__', 404],
    ['GET', '/buckets/builds?notice=__proto__', 200],
    ['GET', credentialsPath, 303],
    ['HEAD', '/', 200],
  ])('%s %s is answered with %i', async (method, path, status) => {
    expect((await send(consoleUrl(), method, path)).status).toBe(status);
  });

  test.each([
    ['/buckets/builds', {}, 405],
    ['/buckets/builds/sessions', { durationSeconds: 0 }, 400],
    ['/buckets/builds/sessions', { durationSeconds: 43_201 }, 400],
    ['/buckets/builds/sessions', { durationSeconds: 'soon' }, 400],
    ['/buckets/builds/sessions', {}, 400],
    ['/buckets/none/sessions', { durationSeconds: 3600 }, 404],
    [credentialsPath, { label: 'x'.repeat(101) }, 400],
    [`${credentialsPath}/OSVCNONE/revoke`, {}, 404],
    [`${credentialsPath}/OSVCNONE/label`, { label: 'x' }, 404],
    ['/buckets/builds/access-keys', { label: 'x'.repeat(20_000) }, 413],
  ])('a call of %s with %o is refused with a sentence', async (path, fields, status) => {
    const answer = await send(consoleUrl(), 'POST', path, JSON_CALL, JSON.stringify(fields));
    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.body) as { error: string }).error).toMatch(/^[A-Z].*\.$/);
  });

  test.each(['{', '[', 'null', '"x"'])('%s is not a JSON object and is refused', async (body) => {
    expect((await send(consoleUrl(), 'POST', credentialsPath, JSON_CALL, body)).status).toBe(400);
  });

  test('a key can be changed only on its own bucket’s page, as its own kind', async () => {
    const { accessKey } = await call<{ accessKey: string }>(credentialsPath, {});
    const elsewhere = [
      `/buckets/backups/service-credentials/${accessKey}/revoke`,
      `/buckets/builds/access-keys/${accessKey}/revoke`,
    ];
    for (const path of elsewhere) {
      expect((await send(consoleUrl(), 'POST', path, JSON_CALL, '{}')).status).toBe(404);
    }
    expect(await call(`${credentialsPath}/${accessKey}/revoke`, {})).toEqual({ revoked: accessKey });
  });
});

describe('answers', () => {
  test('all forbid inline script and style, frames, caching and embedding', async () => {
    const answers = await Promise.all([
      send(consoleUrl(), 'GET', '/'),
      send(consoleUrl(), 'GET', '/script.js'),
      send(consoleUrl(), 'GET', '/nowhere'),
      send(consoleUrl(), 'POST', '/', FORM),
      send(consoleUrl(), 'GET', '/', { host: 'evil' }),
      sendForm('/buckets/builds/sessions', { durationSeconds: '3600' }),
    ]);
    for (const { headers } of answers) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
    const { body } = answers[5] as RawAnswer;
    expect(body).not.toMatch(/<style|style=|<script(?! src="\/script\.js" defer)|\son\w+=|javascript:/);
  });

  test('the cookie is only for this console, and hidden from scripts and other sites', async () => {
    const { headers } = await send(consoleUrl(), 'GET', '/');
    const { port } = new URL(consoleUrl());
    expect(String(headers['set-cookie'])).toMatch(
      new RegExp(`^otter-console-${port}=[\\w-]{22}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  test('names of objects and labels are escaped', async () => {
    const nasty = `"><img src=x onerror=alert(1)>\n'&amp;\u0000`;
    const path = `/builds/${encodeURIComponent(nasty)}`;
    const put = { method: 'PUT', path, body: 'x' };
    expect((await sendSigned(fixture.sandbox.endpoint, put, permanentKeys(fixture.bucket))).status).toBe(200);
    await call('/buckets/builds/access-keys', { label: nasty });
    const { body } = await readPage();
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\u240a&#39;&amp;amp;\u2400');
  });

  test('a secret is only in the answer that created it, and in no later page, list, file or log', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'otter-test-'));
    const log = vi.spyOn(process.stderr, 'write');
    const sandbox = await startSandbox({ dataDirectory: join(dataDirectory, 'data'), consolePort: 0 });
    const { console: url = '' } = sandbox;
    const ask = async (path: string, fields: object) => {
      const { body } = await send(
        url,
        'POST',
        `/buckets/my-first-bucket${path}`,
        JSON_CALL,
        JSON.stringify(fields),
      );
      return JSON.parse(body) as Record<string, string>;
    };
    const session = await ask('/sessions', { durationSeconds: 3600 });
    const credential = await ask('/service-credentials', { label: 'kept' });
    const key = await ask('/access-keys', {});
    const ofSession = [session.accessKeyId, session.secretAccessKey, session.sessionToken];
    const longLived = [credential.secretKey, key.secretKey];
    for (const path of ['/', '/buckets/my-first-bucket']) {
      const { body } = await send(url, 'GET', path);
      for (const secret of [...ofSession, ...longLived]) expect(body.includes(secret ?? '?')).toBe(false);
    }
    const list = await send(url, 'GET', '/buckets/my-first-bucket/service-credentials', JSON_CALL);
    expect(list.body).toContain('kept');
    expect(list.body).not.toContain('secretKey');
    for (const entry of await readdir(sandbox.dataDirectory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const content = await readFile(file, 'utf8');
      for (const secret of ofSession) expect(content.includes(secret ?? '?'), file).toBe(false);
      const holds = longLived.some((secret) => content.includes(secret ?? '?'));
      expect([file, holds]).toEqual([file, entry.name === 'keys.json']);
      if (holds) expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    expect(log.mock.calls).toEqual([]);
    log.mockRestore();
    await sandbox.close();
    await rm(dataDirectory, { recursive: true });
  });

  test('an internal error is a 500 without details for the reader, and with everything but secrets for the terminal', async () => {
    const sandbox = await startSandbox({ consolePort: 0 });
    const { console: url = '', dataDirectory } = sandbox;
    await rm(dataDirectory, { recursive: true });
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const answer = await send(url, 'POST', '/buckets/my-first-bucket/access-keys', JSON_CALL, '{}');
    const reported = log.mock.calls.join();
    log.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain(dataDirectory);
    expect(reported).toContain("the console's POST failed: Error: ENOENT");
    expect(reported).not.toMatch(/[\w+/]{40}/);
    await sandbox.close();
  });
});

describe('the command line', () => {
  const otter = (args: readonly string[], env: Record<string, string> = {}) =>
    run(otterFile, [...otterArguments, 'sandbox', ...args], { cwd: projectFolder, env });
  const env = () => ({ OTTER_SANDBOX_CONSOLE: consoleUrl(), OTTER_BUCKET: 'builds' });

  test('issue prints the variables of a working session', async () => {
    const { code, stdout, stderr } = await otter(['issue', '--duration', '12h', '--format', 'json'], env());
    expect(code).toBe(0);
    const issued = JSON.parse(stdout) as Record<string, string>;
    expect(issued).toMatchObject({ OTTER_BUCKET: 'builds', AWS_ENDPOINT_URL: fixture.sandbox.endpoint });
    const left = (Date.parse(issued.AWS_CREDENTIAL_EXPIRATION ?? '') - Date.now()) / 1000;
    expect(Math.abs(left - 43_200)).toBeLessThan(60);
    expect(stderr).not.toContain(issued.AWS_SECRET_ACCESS_KEY);
    const keys = {
      accessKey: issued.AWS_ACCESS_KEY_ID ?? '',
      secretKey: issued.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: issued.AWS_SESSION_TOKEN ?? '',
    };
    const list = { method: 'GET', path: '/builds' };
    expect((await sendSigned(fixture.sandbox.endpoint, list, keys)).status).toBe(200);
    expect((await sendSigned(fixture.sandbox.endpoint, { ...list, path: '/backups' }, keys)).status).toBe(
      403,
    );
  });

  test('service-credential creates, lists without the secret, and revokes at once', async () => {
    const create = ['service-credential', 'create', '--label', 'from a script', '--format', 'json'];
    const created = JSON.parse((await otter(create, env())).stdout) as Record<string, string>;
    const service = {
      ...fixture.bucket,
      serviceAccessKey: created.OTTER_SERVICE_ACCESS_KEY ?? '',
      serviceSecretKey: created.OTTER_SERVICE_SECRET_KEY ?? '',
    };
    expect(created.OTTER_ROLE_ARN).toBe(fixture.bucket.roleArn);
    await assumeRole(fixture, {}, service);
    const listed = await otter(['service-credential', 'list'], env());
    expect(listed.stdout).toContain(`${service.serviceAccessKey}  20`);
    expect(listed.stdout).toContain('from a script');
    expect(listed.stdout).not.toContain(service.serviceSecretKey);
    const revoked = await otter(['service-credential', 'revoke', service.serviceAccessKey], env());
    expect(revoked.code).toBe(0);
    await expect(assumeRole(fixture, {}, service)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect((await otter(['service-credential', 'list', '--json'], env())).stdout).not.toContain(
      'from a script',
    );
  });

  test.each([
    [['issue'], { OTTER_BUCKET: '' }, 2, 'several buckets (builds, backups): name one with --bucket'],
    [['issue', '--bucket', 'none'], {}, 1, 'There is no such bucket'],
    [['issue', '--duration', '13h'], {}, 2, 'over the 12 h'],
    [['issue', '--format', 'xml'], {}, 2, 'Allowed choices'],
    [['issue', '--console', 'http://127.0.0.1:1'], {}, 1, "start one with 'otter-sts sandbox'"],
    [['issue', '--console', 'http://example.com'], {}, 2, "A sandbox's console is at http://127.0.0.1:PORT"],
    [['issue', '--console', 'https://127.0.0.1:9001'], {}, 2, "A sandbox's console is at"],
    [['service-credential'], {}, 2, 'Usage: otter-sts sandbox service-credential'],
    [['service-credential', 'revoke'], {}, 2, "missing required argument 'ACCESS_KEY'"],
    [['service-credential', 'revoke', '../x'], {}, 1, 'no such key'],
    [['service-credential', 'create', '--label', 'x'.repeat(101)], {}, 1, 'at most 100 characters'],
  ])('%j is refused with one sentence', async (args, variables, exitCode, sentence) => {
    const { code, stdout, stderr } = await otter(args, { ...env(), ...variables });
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });

  test('the S3 endpoint is refused as a console', async () => {
    const { code, stderr } = await otter(['issue', '--console', fixture.sandbox.endpoint], {
      OTTER_BUCKET: 'builds',
    });
    expect(code).toBe(1);
    expect(stderr).toContain("is not a sandbox's console");
  });

  test('a command inside a sandbox finds its console', async () => {
    const inner = [otterFile, ...otterArguments, 'sandbox', 'service-credential', 'list', '--json'];
    const { code, stdout } = await otter(['--port', '0', '--console-port', '0', '--', ...inner]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ bucket: 'my-first-bucket', label: 'made at start-up' }]);
  });

  test('the JSON line has the console', async () => {
    const started = start(
      otterFile,
      [...otterArguments, 'sandbox', '--port', '0', '--console-port', '0', '--json'],
      {
        cwd: projectFolder,
      },
    );
    await expect.poll(() => started.output(), { timeout: 100_000 }).toContain('\n');
    const line = JSON.parse(started.output()) as Record<string, string>;
    expect(Object.keys(line)).toEqual(['endpoint', 'region', 'console', 'buckets', 'admin']);
    expect((await send(line.console ?? '', 'GET', '/')).status).toBe(200);
    started.kill('SIGTERM');
    expect((await started.result).code).toBe(0);
  });

  describe('when the console’s port is taken', () => {
    const blocker = createServer((_request, response) => response.end());
    let port = 0;

    beforeAll(async () => {
      await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
      const address = blocker.address();
      port = typeof address === 'object' && address ? address.port : 0;
    });

    afterAll(() => new Promise((resolve) => blocker.close(resolve)));

    test('a given port is refused with one sentence, and S3’s port is free again', async () => {
      const { code, stderr } = await otter(['--port', '0', '--console-port', String(port), '--', 'true']);
      expect(code).toBe(2);
      expect(stderr).toContain(
        `The sandbox's console cannot listen on 127.0.0.1 port ${port}: another program`,
      );
    });

    test('the default port moves, so that a second sandbox can start', async () => {
      // The console's default port, which the S3 of the same sandbox uses here.
      const taken = ['--port', '9001', '--', 'sh', '-c', 'echo $OTTER_SANDBOX_CONSOLE'];
      const { code, stdout, stderr } = await otter(taken);
      // Another program may use 9001 on this machine. Then S3 itself is refused.
      if (code === 2) return expect(stderr).toContain('port 9001');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:(?!9001)\d+\n$/);
    });
  });
});

describe('the GitLab include has the integrity of the current template', () => {
  test.each(['cli/main.ts', 'dist/cli/index.js'])('from %s', async (program) => {
    const ports = ['--port', '0', '--console-port', '0'];
    const args = [join(projectFolder, program), 'sandbox', ...ports, '--bucket', 'builds', '--json'];
    const running = start(process.execPath, args);
    await vi.waitUntil(() => running.output().includes('\n'), { timeout: 100_000 });
    const { console: url } = JSON.parse(running.output().split('\n')[0] ?? '') as { console: string };
    const { body } = await sendForm(credentialsPath, { label: 'ci' }, {}, url);
    const template = await readFile(join(projectFolder, 'gitlab/sts-credentials.yml'));
    const integrity = / {4}integrity: sha256-(\S+)\n/.exec(body)?.[1];
    expect(integrity).toBe(hash('sha256', template, 'base64'));
    running.child.kill('SIGTERM');
    await running.result;
  });
});
