import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { judgeExpiry } from '../../src/check/expiry.ts';
import { judgeProfiles, judgeTarget, judgeVariables } from '../../src/check/variables.ts';
import { ClientProfile } from '../../src/credentials/client-profile.ts';
import { askContainerEndpoint } from '../../src/s3/container-credentials.ts';
import { findAmbientSource } from '../../src/s3/credentials.ts';
import type { Environment } from '../../src/s3/key-source.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'k3y', AWS_SECRET_ACCESS_KEY: 's3cr3t', AWS_SESSION_TOKEN: 't0k3n' };
const ENDPOINT_VARIABLES = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1234/v1',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 't0k3n',
};

describe('variables', () => {
  test.each<[name: string, environment: Environment, source: string | undefined]>([
    ['nothing', {}, undefined],
    ['empty keys', { AWS_ACCESS_KEY_ID: '', AWS_CONTAINER_CREDENTIALS_FULL_URI: '' }, undefined],
    ['keys', KEYS, 'keys'],
    ['half a key', { AWS_SECRET_ACCESS_KEY: 'x' }, 'keys'],
    ['an endpoint', ENDPOINT_VARIABLES, 'endpoint'],
    ['both', { ...KEYS, ...ENDPOINT_VARIABLES }, 'keys'],
    ['only a profile', { AWS_PROFILE: 'x' }, undefined],
  ])('with %s, clients take the first one', (_name, environment, source) => {
    expect(findAmbientSource(environment)).toBe(source);
  });

  test.each<[name: string, environment: Environment, fails: string | undefined]>([
    ['only keys', KEYS, undefined],
    ['keys with the same token under its old name', { ...KEYS, AWS_SECURITY_TOKEN: 't0k3n' }, undefined],
    ['keys with another token', { ...KEYS, AWS_SECURITY_TOKEN: '0ld-t0k3n' }, 'AWS_SECURITY_TOKEN'],
    ['keys and a profile', { ...KEYS, AWS_PROFILE: 'work' }, 'AWS_PROFILE'],
    ['keys and an endpoint', { ...KEYS, ...ENDPOINT_VARIABLES }, 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
    ['half a key', { AWS_ACCESS_KEY_ID: 'k3y' }, 'AWS_SECRET_ACCESS_KEY'],
    ['only an endpoint', ENDPOINT_VARIABLES, undefined],
    [
      'an endpoint, and leftovers of a plain session',
      { ...ENDPOINT_VARIABLES, AWS_CREDENTIAL_EXPIRATION: 'x', AWS_ROLE_ARN: 'x' },
      undefined,
    ],
    [
      'an endpoint and a relative one',
      { ...ENDPOINT_VARIABLES, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' },
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    ],
    ['only a relative endpoint', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' }, undefined],
    [
      'two tokens for the endpoint',
      { ...ENDPOINT_VARIABLES, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/x' },
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ],
    [
      'an endpoint and a web identity',
      { ...ENDPOINT_VARIABLES, AWS_WEB_IDENTITY_TOKEN_FILE: '/x' },
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ],
  ])('%s', (_name, environment, fails) => {
    const source = findAmbientSource(environment);
    const line = judgeVariables(environment, source ?? 'keys');
    expect(line.status).toBe(fails === undefined ? 'ok' : 'fail');
    if (fails !== undefined) expect(`${line.detail} ${line.remedy}`).toContain(fails);
    expect(`${line.detail} ${line.remedy}`).not.toMatch(/k3y|s3cr3t|t0k3n/);
  });
});

describe('a default profile with credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otter-profile-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('fails the check if clients would use it, but not if exec --profile wrote it', async () => {
    const profile = new ClientProfile(folder, { endpoint: 'https://s3.example.org', region: 'eu-mad' });
    const session = { accessKeyId: 'k3y', secretAccessKey: 's3cr3t', sessionToken: 't0k3n' };
    await profile.write({ ...session, expiration: new Date(0), arn: '' });
    const environment = { ...ENDPOINT_VARIABLES, HOME: folder };
    const files = profile.variables({ ...session, expiration: new Date(0), arn: '' });
    expect(judgeProfiles({ ...environment, ...files }, 'endpoint')).toBeUndefined();
    const own = join(folder, 'own');
    writeFileSync(own, '[default]\naws_access_key_id = OLD\n');
    for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE']) {
      const line = judgeProfiles({ ...environment, ...files, [name]: own }, 'endpoint');
      expect(line).toMatchObject({ status: 'fail', remedy: `export ${name}=/dev/null` });
    }
  });

  test('the same token in a file does not count as another one', () => {
    const file = join(folder, 'token');
    const environment = { ...ENDPOINT_VARIABLES, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file };
    writeFileSync(file, 't0k3n');
    expect(judgeVariables(environment, 'endpoint').status).toBe('ok');
    writeFileSync(file, 'other');
    expect(judgeVariables(environment, 'endpoint').status).toBe('fail');
  });
});

describe('target', () => {
  const complete = {
    AWS_ENDPOINT_URL: 'https://s3.example.org/',
    AWS_REGION: 'eu-mad',
    AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
  };

  test.each<[name: string, environment: Environment, warns: string | undefined]>([
    ['nothing missing', complete, undefined],
    ['no endpoint', { ...complete, AWS_ENDPOINT_URL: '' }, 'AWS_ENDPOINT_URL=https://s3.example.org'],
    [
      'another endpoint for S3',
      { ...complete, AWS_ENDPOINT_URL_S3: 'https://elsewhere' },
      'AWS_ENDPOINT_URL=https://s3.example.org',
    ],
    ['no region', { ...complete, AWS_REGION: undefined }, 'AWS_REGION=eu-mad'],
    ['default checksums', { ...complete, AWS_REQUEST_CHECKSUM_CALCULATION: undefined }, '=when_required'],
  ])('%s', (_name, environment, warns) => {
    const line = judgeTarget(environment, 'https://s3.example.org', 'eu-mad');
    expect(line.status).toBe(warns === undefined ? 'ok' : 'warn');
    if (warns !== undefined) expect(line.remedy).toContain(warns);
  });
});

describe('expiry', () => {
  const now = Date.UTC(2026, 0, 1, 12);
  const judge = (source: 'keys' | 'endpoint', text: string, temporary = true) =>
    judgeExpiry({ source, text, temporary, now });

  test.each([
    [judge('keys', '', false), 'skip', 'a long-lived key has none'],
    [judge('keys', ''), 'skip', 'unknown'],
    [judge('keys', '2026-01-01T13:00:00Z'), 'ok', 'ends in 1 h'],
    [judge('keys', '2026-01-01T12:04:00Z'), 'warn', 'ends in 4 min'],
    [judge('keys', '2026-01-01T11:59:00Z'), 'fail', 'ended at 2026-01-01T11:59:00Z, 1 min ago'],
    [judge('keys', 'tomorrow'), 'warn', 'not every SDK reads'],
    [judge('endpoint', '2026-01-01T12:30:00Z'), 'ok', 'ends in 30 min'],
    [judge('endpoint', '2026-01-01T12:10:00Z'), 'warn', 'before every request'],
    [judge('endpoint', '2026-01-01T13:00:00+00:00'), 'warn', 'not every SDK reads'],
    [judge('endpoint', '2026-01-01T11:00:00Z'), 'fail', 'ended at'],
  ])('%o', (line, status, says) => {
    expect(line.status).toBe(status);
    expect(line.detail).toContain(says);
  });
});

describe('the credentials endpoint', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  const GOOD = {
    AccessKeyId: 'KEY',
    SecretAccessKey: 'SECRET',
    Token: 'SESSIONTOKEN',
    Expiration: '2099-01-01T00:00:00Z',
  };

  async function serve(status: number, body: string): Promise<{ url: string; seen: IncomingMessage[] }> {
    const seen: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      seen.push(request);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/credentials`, seen };
  }

  const variables = (url: string, token = 'agent-token') => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
  });

  test('is asked as by an SDK, with the token', async () => {
    const { url, seen } = await serve(200, JSON.stringify(GOOD));
    expect(await askContainerEndpoint(variables(url))).toEqual({
      origin: new URL(url).origin,
      key: { accessKeyId: 'KEY', secretAccessKey: 'SECRET', sessionToken: 'SESSIONTOKEN' },
      expiration: '2099-01-01T00:00:00Z',
    });
    expect(seen.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['GET', 'agent-token'],
    ]);
  });

  test('is asked with the token from the file, if there is one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-token-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'token'), 'file-token');
    const { url, seen } = await serve(200, JSON.stringify(GOOD));
    const file = { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'token') };
    await askContainerEndpoint({ ...variables(url), ...file });
    expect(seen[0]?.headers.authorization).toBe('file-token');
  });

  test.each<[name: string, status: number, body: string, says: string]>([
    ['the wrong token', 401, '{}', 'not the one of this endpoint'],
    ['no valid session', 503, '{"code":"NoValidSession"}', 'answers 503'],
    ['no JSON', 200, '<html>', 'lacks AccessKeyId, SecretAccessKey, Token, Expiration'],
    ['half an answer', 200, JSON.stringify({ ...GOOD, Token: undefined }), 'lacks Token'],
    ['a redirect', 302, '', 'no answer'],
  ])('%s is reported as a problem with a remedy', async (_name, status, body, says) => {
    const { url } = await serve(status, body);
    const answer = await askContainerEndpoint(variables(url));
    expect(answer).toMatchObject({ problem: expect.stringContaining(says), remedy: expect.any(String) });
  });

  test.each<[name: string, environment: Environment, says: string]>([
    ['no server', variables('http://127.0.0.1:59999/x'), 'no answer at http://127.0.0.1:59999'],
    ['another machine over http', variables('http://10.0.0.1/x'), 'use plain http only for this machine'],
    ['no URL', variables('nowhere'), 'is not a URL'],
    ['a token with a line break', variables('http://127.0.0.1:1/', 'secret\nvalue'), 'line break'],
    [
      'a missing token file',
      { ...variables('http://127.0.0.1:1/'), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere' },
      'cannot be read',
    ],
  ])('%s is reported as a problem, without the token', async (_name, environment, says) => {
    const answer = await askContainerEndpoint(environment);
    expect(answer).toMatchObject({ problem: expect.stringContaining(says) });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
