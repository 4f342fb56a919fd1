import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import type { Session } from '../../src/credentials/session.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { obtainer } from '../../src/refresh/fresh-credentials.ts';
import { Renewal } from '../../src/refresh/renewal.ts';
import type { KeySource } from '../../src/s3/key-source.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { Retry } from '../../src/s3/store-types.ts';
import { keysOfRenewal } from '../../src/transfer/renewed-keys.ts';
import { bytesBody, collect, failureOf, keysOf, MIB, streamBody } from '../support/object-store/fixture.ts';
import { type Fault, FaultProxy } from './proxy.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ minimumDurationSeconds: 1 });
});
afterAll(() => sandbox.close());

/** A store behind a proxy that can fail. Its sessions come directly from the sandbox. */
async function setUp(
  onTestFinished: TestContext['onTestFinished'],
  duration: string,
  requestMs: number | undefined,
  keysFor: (renewal: Renewal, first: Session) => KeySource = keysOfRenewal,
) {
  const [bucket] = sandbox.buckets;
  if (bucket === undefined) throw new Error('The sandbox has no bucket.');
  const proxy = await FaultProxy.start(sandbox.endpoint);
  const { endpoint } = sandbox;
  const { request } = checkRequest(
    { ...bucket, endpoint, duration },
    { sessionName: 'faults', renewed: true },
  );
  const credential = new ServiceCredential(bucket.serviceAccessKey, bucket.serviceSecretKey);
  const sessions: Session[] = [];
  const renewal = new Renewal({
    obtain: obtainer(credential, request, {}),
    onObtained: (session) => void sessions.push(session),
  });
  const keys = keysFor(renewal, await renewal.start());
  const retries: Retry[] = [];
  const store = new ObjectStore({
    endpoint: proxy.url,
    region: sandbox.region,
    bucket: bucket.bucket,
    keys,
    concurrency: 8,
    requestMs,
    onRetry: (retry) => retries.push(retry),
  });
  onTestFinished(async () => {
    await store.close();
    renewal.stop();
    await proxy.close();
  });
  return { proxy, store, retries, sessions, renewal };
}

/** Uploads and reads back, small and in parts, until it is told to stop, and then checks the result. */
async function work(store: ObjectStore, prefix: string, stop: AbortSignal): Promise<void> {
  const written = new Map<string, Buffer>();
  for (let round = 0; !stop.aborted; round += 1) {
    const small = randomBytes(5_000);
    await store.putObject(`${prefix}small-${round}`, bytesBody(small));
    written.set(`${prefix}small-${round}`, small);
    const parts = [randomBytes(5 * MIB), randomBytes(100_000)];
    const key = `${prefix}large-${round}`;
    const id = await store.createUpload(key, {});
    const sent = await Promise.all(
      parts.map(async (part, index) => ({
        number: index + 1,
        ...(await store.uploadPart(key, id, index + 1, streamBody(part))),
      })),
    );
    await store.completeUpload(key, id, sent).catch(async (error) => {
      // The first answer may have been lost, and then the upload no longer exists.
      if ((await store.headObject(key)) === undefined) throw error;
    });
    written.set(key, Buffer.concat(parts));
  }
  for (const [key, data] of written) {
    const got = Buffer.concat(await collect((await store.getObject(key)).body));
    expect(got.equals(data)).toBe(true);
  }
  const listed = (await collect(store.listObjects(prefix))).map(({ key }) => key);
  expect(listed.sort()).toEqual([...written.keys()].sort());
}

describe('a transfer', () => {
  it.for<Fault>(['503', 'hang', 'reset', 'half', 'refuse'])(
    'continues after faults of the kind "%s", and everything is complete',
    async (fault, { onTestFinished }) => {
      const { proxy, store, retries } = await setUp(onTestFinished, '1h', 400);
      const stop = new AbortController();
      const working = work(store, `${fault}/`, stop.signal);
      for (let times = 0; times < 3; times += 1) {
        const before = retries.length;
        await proxy.set(fault);
        await sleep(700);
        while (retries.length === before) await sleep(20);
        await proxy.set('pass');
        await sleep(300);
      }
      stop.abort();
      await working;
    },
  );

  it('outlives ten sessions, even in the middle of an upload', async ({ onTestFinished }) => {
    const { store, sessions, retries } = await setUp(onTestFinished, '3s', undefined);
    const parts: { number: number; etag: string }[] = [];
    const data: Buffer[] = [];
    const id = await store.createUpload('long', {});
    while (sessions.length < 12) {
      const part = randomBytes(5 * MIB);
      data.push(part);
      const number = data.length;
      parts.push({ number, ...(await store.uploadPart('long', id, number, streamBody(part))) });
      await sleep(500);
    }
    await store.completeUpload('long', id, parts);
    const got = Buffer.concat(await collect((await store.getObject('long')).body));
    expect(got.equals(Buffer.concat(data))).toBe(true);
    expect(retries).toEqual([]);
  });

  it('whose session is refused too early continues with a new one', async ({ onTestFinished }) => {
    // Its end is unknown here, so the server's refusal is the first sign of it.
    const { store, sessions } = await setUp(onTestFinished, '6s', undefined, (renewal, first) => {
      let key = { ...first, expiration: new Date(Date.now() + 20_000) };
      return {
        current: async () => key,
        renewed: async (stale) => {
          const session = await renewal.renewNow(first, 5_000);
          if (session === undefined || stale !== key) return undefined;
          key = { ...session, expiration: new Date(Date.now() + 3_600_000) };
          return key;
        },
        close: () => undefined,
      };
    });
    await store.putObject('before', bytesBody(Buffer.from('x')));
    await sleep(6_100);
    await store.putObject('after', streamBody(randomBytes(3 * MIB)));
    expect(sessions.length).toBeGreaterThan(1);
  });

  it('whose session expires without a successor says when that was', async ({ onTestFinished }) => {
    const { store } = await setUp(onTestFinished, '6s', undefined, (renewal, first) => {
      renewal.stop();
      return keysOf(first);
    });
    await store.putObject('before', bytesBody(Buffer.from('x')));
    // Well after the end, because an RGW was seen to accept a session 1.5 s after its start.
    await sleep(8_500);
    const failure = await failureOf(store.putObject('after', bytesBody(Buffer.from('x'))));
    expect(failure.kind).toBe('expired');
    expect(failure.message).toMatch(/the session ended at \d{4}.*refresh: true/);
  });
});
