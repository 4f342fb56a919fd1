import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ExchangeFailure } from '../../src/failure.ts';
import { Renewal } from '../../src/refresh/renewal.ts';
import { keysOfEnvironment } from '../../src/s3/credentials.ts';
import { keysOfRenewal } from '../../src/transfer/renewed-keys.ts';
import { FakeClock } from '../faults/fake-clock.ts';
import { failureOf } from '../support/object-store/fixture.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const MINUTE = 60_000;
const STATIC = {
  AWS_ACCESS_KEY_ID: 'KEY',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_CREDENTIAL_EXPIRATION: '2030-01-01T01:00:00Z',
};

describe('keys in variables', () => {
  test('are used unchanged, and the server says when they have expired', async () => {
    let now = NOW;
    const keys = keysOfEnvironment(STATIC, () => now);
    const key = await keys.current();
    expect(key).toEqual({
      accessKeyId: 'KEY',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date('2030-01-01T01:00:00Z'),
    });
    expect(await keys.current()).toBe(key);
    expect(await keys.renewed(key)).toBeUndefined();
    now += 60 * MINUTE;
    expect(await keys.current()).toBe(key);
  });

  test('take precedence over an endpoint, as in every S3 client', async () => {
    const environment = { ...STATIC, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/' };
    expect((await keysOfEnvironment(environment, () => NOW).current()).accessKeyId).toBe('KEY');
  });

  test('are used without a trailing line break, and need no token or time', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'KEY\n', AWS_SECRET_ACCESS_KEY: 'secret\n' };
    const keys = keysOfEnvironment({ ...environment, AWS_SESSION_TOKEN: '' }, () => NOW);
    expect(await keys.current()).toEqual({ accessKeyId: 'KEY', secretAccessKey: 'secret' });
  });

  test.each([
    [{}, /^AWS_ACCESS_KEY_ID is empty, and no service credential is given/],
    [{ AWS_ACCESS_KEY_ID: 'KEY' }, /^AWS_SECRET_ACCESS_KEY is empty/],
    [{ AWS_SECRET_ACCESS_KEY: 'secret' }, /^AWS_ACCESS_KEY_ID is empty/],
  ])('are reported as invalid input if they are missing, as in %j', (environment, message) => {
    expect(() => keysOfEnvironment(environment, () => NOW)).toThrow(message);
  });
});

describe('keys of an endpoint', () => {
  /** An endpoint that returns a new key each time, valid for an hour, or what the test sets. */
  async function setUp() {
    const state = {
      now: NOW,
      asked: [] as IncomingMessage[],
      answer: (): string | number =>
        JSON.stringify({
          AccessKeyId: `KEY${state.asked.length}`,
          SecretAccessKey: 'secret',
          Token: 'token',
          Expiration: new Date(state.now + 60 * MINUTE).toISOString(),
        }),
    };
    const server = createServer((request, response) => {
      state.asked.push(request);
      const answer = state.answer();
      response.writeHead(typeof answer === 'number' ? answer : 200).end(String(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const environment = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'endpoint-token',
    };
    const keys = keysOfEnvironment(environment, () => state.now);
    onTestFinished(() => {
      keys.close();
      server.closeAllConnections();
      server.close();
    });
    return { state, keys, url };
  }

  test('are requested once for all callers, with the token, and again well before they expire', async () => {
    const { state, keys } = await setUp();
    const [key, other] = await Promise.all([keys.current(), keys.current()]);
    expect(other).toBe(key);
    expect(key).toMatchObject({ accessKeyId: 'KEY1', expiration: new Date(NOW + 60 * MINUTE) });
    expect(state.asked[0]?.headers.authorization).toBe('endpoint-token');
    state.now += 20 * MINUTE;
    expect(await keys.current()).toBe(key);
    state.now += 11 * MINUTE;
    expect((await keys.current()).accessKeyId).toBe('KEY2');
    expect(state.asked).toHaveLength(2);
  });

  test('are the same object as long as the key is the same', async () => {
    const { state, keys } = await setUp();
    const end = new Date(NOW + 60 * MINUTE).toISOString();
    state.answer = () =>
      JSON.stringify({ AccessKeyId: 'SAME', SecretAccessKey: 's', Token: 't', Expiration: end });
    const key = await keys.current();
    state.now += 50 * MINUTE;
    expect(await keys.current()).toBe(key);
    expect(await keys.renewed(key)).toBeUndefined();
    expect(state.asked.length).toBeGreaterThan(2);
  });

  test('are used until they expire if the endpoint fails, and then its failure is reported', async () => {
    const { state, keys } = await setUp();
    const key = await keys.current();
    state.answer = () => 503;
    state.now += 59 * MINUTE;
    expect(await keys.current()).toBe(key);
    state.now += 2 * MINUTE;
    const failure = await failureOf(keys.current());
    expect(failure.message).toMatch(/answers 503.*otter-sts agent status/);
    expect(failure.message).not.toContain('endpoint-token');
  });

  test('are replaced if they are refused', async () => {
    const { keys } = await setUp();
    const key = await keys.current();
    expect((await keys.renewed(key))?.accessKeyId).toBe('KEY2');
  });

  test('are requested with the token from a file, which is read each time', async () => {
    const { state, keys, url } = await setUp();
    keys.close();
    const folder = mkdtempSync(join(tmpdir(), 'otter-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'token');
    writeFileSync(file, 'from-a-file');
    const environment = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    };
    const others = keysOfEnvironment(environment, () => state.now);
    const key = await others.current();
    writeFileSync(file, 'another');
    await others.renewed(key);
    expect(state.asked.map(({ headers }) => headers.authorization)).toEqual(['from-a-file', 'another']);
  });

  test('are not requested from another machine over plain http', async () => {
    const environment = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://metadata.example.test/' };
    const failure = await failureOf(keysOfEnvironment(environment, () => NOW).current());
    expect(failure.message).toMatch(/plain http only for this machine/);
  });

  test('are not awaited after the caller is told to stop', async () => {
    const { keys } = await setUp();
    const reason = new Error('stop');
    await expect(keys.current(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('keys of a renewal', () => {
  const failure = new ExchangeFailure({
    kind: 'denied',
    tried: 'AssumeRole',
    cameBack: '403 AccessDenied',
    causes: [],
    remedy: 'store it anew',
  });

  async function setUp() {
    const clock = new FakeClock();
    const state = { fails: false, calls: 0 };
    const renewal = new Renewal({
      clock,
      obtain: async () => {
        state.calls += 1;
        if (state.fails) throw failure;
        return {
          accessKeyId: `KEY${state.calls}`,
          secretAccessKey: 'secret',
          sessionToken: 'token',
          expiration: new Date(clock.now() + 60 * MINUTE),
          arn: '',
        };
      },
    });
    await renewal.start();
    return { clock, state, keys: keysOfRenewal(renewal) };
  }

  test('are its sessions, and a newer one if one is refused', async () => {
    const { keys } = await setUp();
    const key = await keys.current();
    expect(key.accessKeyId).toBe('KEY1');
    expect((await keys.renewed(key))?.accessKeyId).toBe('KEY2');
    keys.close();
    expect((await failureOf(keys.current())).kind).toBe('expired');
  });

  test('are awaited while the server fails, and arrive when it is back', async () => {
    const { clock, state, keys } = await setUp();
    state.fails = true;
    await clock.advance(61 * MINUTE);
    const waits = keys.current();
    state.fails = false;
    // After a refusal, the next try comes within 75 s.
    await clock.advance(2 * MINUTE);
    expect((await waits).expiration?.getTime()).toBeGreaterThan(clock.now());
    keys.close();
  });

  test('are reported as missing, with the reason, if they do not arrive', async () => {
    const { clock, state, keys } = await setUp();
    state.fails = true;
    await clock.advance(61 * MINUTE);
    const waits = failureOf(keys.current());
    await clock.advance(3 * MINUTE);
    expect((await waits).message).toMatch(
      /^Renewing the session failed: the last session ended at 2030-01-01T01:00:00Z, and there is no new one: AssumeRole failed: 403 AccessDenied\. /,
    );
    keys.close();
  });

  test('are not awaited after the caller is told to stop', async () => {
    const { clock, state, keys } = await setUp();
    state.fails = true;
    await clock.advance(61 * MINUTE);
    const stop = new AbortController();
    const waits = keys.current(stop.signal);
    stop.abort(new Error('cancelled'));
    await expect(waits).rejects.toThrow('cancelled');
    keys.close();
  });
});
