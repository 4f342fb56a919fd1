import { setTimeout as sleep } from 'node:timers/promises';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { obtainer, startFreshCredentials } from '../../src/refresh/fresh-credentials.ts';
import { type Fault, FaultProxy } from './proxy.ts';

/** Long enough to leave time after the outage for an exchange on a busy machine. */
const LIFE_SECONDS = 20;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ minimumDurationSeconds: 1 });
});
afterAll(() => sandbox.close());

/** Fresh credentials whose exchanges go through a proxy that can fail. The S3 requests go directly to the sandbox. */
async function setUp(onTestFinished: TestContext['onTestFinished'], lifeSeconds = LIFE_SECONDS) {
  const [bucket] = sandbox.buckets;
  if (bucket === undefined) throw new Error('The sandbox has no bucket.');
  const proxy = await FaultProxy.start(sandbox.endpoint);
  const { request } = checkRequest(
    { ...bucket, endpoint: proxy.url, duration: `${lifeSeconds}s` },
    { sessionName: 'outage', renewed: true },
  );
  const obtained: number[] = [];
  const credential = new ServiceCredential(bucket.serviceAccessKey, bucket.serviceSecretKey);
  const fresh = await startFreshCredentials({
    obtain: obtainer(credential, request, {}),
    onObtained: () => {
      obtained.push(Date.now());
    },
  });
  onTestFinished(async () => {
    await fresh.stop();
    await proxy.close();
  });
  return { proxy, obtained, bucket: bucket.bucket, endpoint: fresh.endpoint };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;

async function ask({ url, token }: SetUp['endpoint']) {
  const response = await fetch(url, { headers: { authorization: token } });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** A client of the bucket that asks the endpoint before each request, as SDKs do near a session's end. */
function createClient({ endpoint }: SetUp): S3Client {
  return new S3Client({
    endpoint: sandbox.endpoint,
    region: sandbox.region,
    forcePathStyle: true,
    // Without retries, so that every failure is visible.
    maxAttempts: 1,
    credentials: async () => {
      const { status, body } = await ask(endpoint);
      if (status !== 200) throw new Error(`${status}: ${body.message}`);
      const { AccessKeyId = '', SecretAccessKey = '', Token = '', Expiration = '' } = body;
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: Token,
        expiration: new Date(Expiration),
      };
    },
  });
}

/** Puts and lists until it is told to stop. */
async function work(setUp: SetUp, name: string, stop: AbortSignal): Promise<number> {
  const client = createClient(setUp);
  let requests = 0;
  while (!stop.aborted) {
    await client.send(new PutObjectCommand({ Bucket: setUp.bucket, Key: name, Body: name }));
    await client.send(new ListObjectsV2Command({ Bucket: setUp.bucket, Prefix: name }));
    requests += 2;
    await sleep(200);
  }
  client.destroy();
  return requests;
}

describe('an outage of half a session', () => {
  it.concurrent.for<Fault>(['503', 'hang', 'reset', 'half', 'refuse'])(
    'of the kind "%s" fails no request of the clients that are working',
    async (fault, { onTestFinished }) => {
      const running = await setUp(onTestFinished);
      const stop = new AbortController();
      const working = [1, 2, 3].map((count) => work(running, `${fault}-${count}`, stop.signal));
      await sleep(0.3 * LIFE_SECONDS * 1000);
      await running.proxy.set(fault);
      const before = running.obtained.length;
      await sleep(0.5 * LIFE_SECONDS * 1000);
      expect(running.obtained).toHaveLength(before);
      await running.proxy.set('pass');
      // One lifetime later, every client that still works has a new session.
      await sleep(LIFE_SECONDS * 1000);
      stop.abort();
      for (const requests of await Promise.all(working)) expect(requests).toBeGreaterThan(0);
      expect(running.obtained.length).toBeGreaterThan(before);
    },
  );
});

/** Requests the session like many clients at once, until it is told to stop. */
async function askInBursts({ endpoint }: SetUp, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(endpoint)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    await sleep(500);
  }
}

describe('a server that takes seconds for each exchange', () => {
  it.concurrent('fails no request of the clients while the current session is valid', async ({
    onTestFinished,
  }) => {
    const running = await setUp(onTestFinished, 3 * LIFE_SECONDS);
    await running.proxy.set('slow');
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const renewed = async () => {
      while (running.obtained.length < 2) await sleep(100);
      stop.abort();
    };
    const working = [1, 2, 3].map((count) => work(running, `slow-${count}`, stop.signal));
    await Promise.all([renewed(), askInBursts(running, stop.signal), ...working]);
    for (const requests of await Promise.all(working)) expect(requests).toBeGreaterThan(0);
  });
});

describe('an outage longer than the session', () => {
  it.concurrent.for<{ fault: Fault; says: RegExp }>([
    { fault: '503', says: /503/ },
    { fault: 'hang', says: /no answer within/ },
    { fault: 'refuse', says: /ECONNREFUSED|refused/ },
  ])(
    'of the kind "$fault" is answered with a clear 503, and is over when the server is back',
    async (outage, { onTestFinished }) => {
      const { proxy, endpoint } = await setUp(onTestFinished);
      await proxy.set(outage.fault);
      let asked = Date.now();
      let answer = await ask(endpoint);
      // A server that hangs is given up only after the session has ended.
      while (!outage.says.test(answer.body.message ?? '')) {
        if (answer.status === 200) {
          expect(Date.parse(answer.body.Expiration ?? '')).toBeGreaterThan(asked - 1_000);
        } else {
          expect(answer.body.message).toMatch(/^The last session ended at /);
        }
        await sleep(50);
        asked = Date.now();
        answer = await ask(endpoint);
      }
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({
        code: 'NoValidSession',
        message: expect.stringMatching(outage.says),
      });
      expect(answer.body.message).toMatch(/^The last session ended at .* The next try is at .*Z\.$/);
      await proxy.set('pass');
      while ((await ask(endpoint)).status !== 200) await sleep(50);
    },
  );
});
