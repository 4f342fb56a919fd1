import { randomBytes } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { KeySource, StoreKey } from '../../src/s3/key-source.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { ObjectStoreOptions, Retry } from '../../src/s3/store-types.ts';
import { ODD_KEYS } from '../support/object-store/cases.ts';
import { bytesBody, collect, failureOf, keysOf, MIB, streamBody } from '../support/object-store/fixture.ts';
import {
  answer,
  errorAnswer,
  type Script,
  type ScriptedServer,
  startScriptedServer,
  TAKEN,
} from '../support/object-store/scripted-server.ts';

const KEY: StoreKey = {
  accessKeyId: 'SESSIONKEY1234567890',
  secretAccessKey: 'secret/that=nobody+sees',
  sessionToken: 'token-that-nobody-sees',
};
const SMALL = bytesBody(Buffer.from('hello'));

interface SetUp {
  readonly server: ScriptedServer;
  readonly store: ObjectStore;
  readonly retries: Retry[];
}

/** A store with a server that follows `script`. Waits between attempts are minimal. */
async function setUp(
  script: Script,
  { atHead, host, ...options }: Partial<ObjectStoreOptions> & { atHead?: boolean; host?: string } = {},
): Promise<SetUp> {
  const server = await startScriptedServer(script, {
    ...(atHead === undefined ? {} : { atHead }),
    ...(host === undefined ? {} : { host }),
  });
  const retries: Retry[] = [];
  const store = new ObjectStore({
    endpoint: server.url,
    region: 'eu-mad',
    bucket: 'b',
    keys: keysOf(KEY),
    concurrency: 4,
    random: () => 0,
    onRetry: (retry) => retries.push(retry),
    ...options,
  });
  onTestFinished(async () => {
    await store.close();
    await server.close();
  });
  return { server, store, retries };
}

/** A script that sends these answers in order, and repeats the last one. */
function inTurn(...answers: readonly string[]): Script {
  return (_, socket, count) => {
    socket.write(answers[Math.min(count, answers.length - 1)] ?? '');
  };
}

describe('a request', () => {
  test.each(ODD_KEYS)('for the key %j has it unchanged in the path', async (key) => {
    const { server, store } = await setUp(inTurn(TAKEN));
    await store.putObject(key, SMALL);
    const [, path = ''] = server.requests[0]?.line.split(' ') ?? [];
    expect(path).toMatch(/^\/b\/[A-Za-z0-9._~/%-]*$/);
    expect(decodeURIComponent(path)).toBe(`/b/${key}`);
  });

  test('is not reported as a leak by Node 20 if many share a signal', async () => {
    const { store } = await setUp(inTurn(TAKEN), { concurrency: 20 });
    const { signal } = new AbortController();
    setMaxListeners(10, signal);
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    await Promise.all(Array.from({ length: 40 }, (_, n) => store.putObject(`${n}`, SMALL, { signal })));
    await sleep(0);
    expect(warnings).toEqual([]);
  });

  test('signs the digest of its body, and its host with the port', async () => {
    const { server, store } = await setUp(inTurn(TAKEN));
    await store.putObject('k', SMALL, { headers: { 'x-amz-acl': 'bucket-owner-full-control' } });
    const { headers, body } = server.requests[0] ?? {};
    expect(headers).toMatchObject({
      host: `127.0.0.1:${server.port}`,
      'x-amz-content-sha256': SMALL.sha256,
      'content-length': '5',
      'x-amz-security-token': KEY.sessionToken,
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=SESSIONKEY1234567890\/\d{8}\/eu-mad\/s3\/aws4_request, SignedHeaders=content-length;host;x-amz-acl;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
      ),
    });
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(body?.toString()).toBe('hello');
  });

  test('goes to an IPv6 address', async () => {
    const { server, store } = await setUp(inTurn(TAKEN), { host: '::1' });
    await store.putObject('k', SMALL);
    expect(server.requests[0]?.headers.host).toBe(`[::1]:${server.port}`);
  });
});

describe('connections', () => {
  test('are limited to the requests in flight, and are reused', async () => {
    let inFlight = 0;
    let most = 0;
    const { server, store } = await setUp(async (_, socket) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await sleep(5);
      inFlight -= 1;
      socket.write(TAKEN);
    });
    await Promise.all(Array.from({ length: 40 }, (_, index) => store.putObject(`${index}`, SMALL)));
    expect(most).toBe(4);
    expect(server.connections()).toBe(4);
  });

  test('are fewer after requests have timed out, because the network may be too slow for all of them', async () => {
    let inFlight = 0;
    let most = 0;
    const { server, store } = await setUp(
      async (_, socket, count) => {
        if (count < 4) return;
        inFlight += 1;
        most = Math.max(most, inFlight);
        await sleep(5);
        inFlight -= 1;
        socket.write(TAKEN);
      },
      { requestMs: 200 },
    );
    await Promise.all(Array.from({ length: 4 }, (_, index) => store.putObject(`${index}`, SMALL)));
    expect(server.requests.length).toBeGreaterThanOrEqual(8);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('are reused after a HEAD and after large bodies', async () => {
    const head = answer(200, '', { etag: '"e"', 'content-length': '5', connection: 'keep-alive' });
    // Not in the same turn in which this process sent the last byte.
    const reply: Script = ({ line }, socket) =>
      void setTimeout(() => socket.write(line.startsWith('HEAD') ? head : TAKEN), 5);
    const { server, store } = await setUp(reply, { concurrency: 1 });
    await store.headObject('k');
    await store.putObject('k', streamBody(randomBytes(3 * MIB)));
    await store.headObject('k');
    expect(server.connections()).toBe(1);
  });

  test('are closed with the store, and nothing continues', async () => {
    const { server, store } = await setUp(() => undefined);
    const body = streamBody(randomBytes(MIB));
    const failed = expect(store.putObject('k', body)).rejects.toThrow('The connection was closed.');
    await expect.poll(() => server.requests.length).toBe(1);
    await store.close();
    await failed;
    expect(body.ended).toBe(1);
    await expect.poll(() => server.open()).toBe(0);
    await expect(store.putObject('k', SMALL)).rejects.toThrow('The connection was closed.');
  });
});

describe('a body', () => {
  test('is read no faster than the server accepts it', async () => {
    let pulled = 0;
    const body = {
      sha256: '0'.repeat(64),
      bytes: 512 * MIB,
      async *open() {
        for (; pulled < 512; pulled += 1) yield Buffer.alloc(MIB);
      },
    };
    const stop = new AbortController();
    const { store } = await setUp(() => undefined, { atHead: true });
    const failed = failureOf(store.putObject('k', body, { signal: stop.signal }));
    await sleep(300);
    expect(pulled).toBeLessThan(64);
    stop.abort(new Error('enough'));
    expect((await failed).message).toBe('enough');
  });

  test('may take any time while it makes progress', async () => {
    const { store, retries } = await setUp(
      async ({ headers }, socket) => {
        let taken = 0;
        const take = async () => {
          while (taken < Number(headers['content-length'])) {
            taken += (socket.read() as Buffer | null)?.length ?? 0;
            await sleep(20);
          }
        };
        await take();
        socket.write(TAKEN);
      },
      { atHead: true, requestMs: 3_000 },
    );
    const begun = performance.now();
    await store.putObject('k', streamBody(randomBytes(24 * MIB), 64 * 1024));
    expect(performance.now() - begun).toBeGreaterThan(3_000);
    expect(retries).toEqual([]);
  });

  test('is opened again for each attempt, ended each time, and counted once', async () => {
    const { server, store, retries } = await setUp(inTurn(errorAnswer(503, 'SlowDown'), TAKEN));
    const data = randomBytes(300_000);
    const body = streamBody(data);
    const sent: number[] = [];
    await store.putObject('k', body, { onSent: (bytes) => sent.push(bytes) });
    expect(body).toMatchObject({ opened: 2, ended: 2 });
    expect(server.requests.map((request) => request.body.equals(data))).toEqual([true, true]);
    expect(sent.filter((bytes) => bytes < 0)).toEqual([-300_000]);
    expect(sent.reduce((sum, bytes) => sum + bytes, 0)).toBe(300_000);
    expect(retries).toEqual([
      { what: "PUT 'k' in bucket 'b'", cause: '503 SlowDown', waitMs: 100, attempt: 1 },
    ]);
  });

  test('fails at once with the error of its source', async () => {
    const { store, retries } = await setUp(inTurn(TAKEN));
    const changed = new Error('changed while it was read');
    const body = {
      sha256: '0'.repeat(64),
      bytes: 2 * MIB,
      async *open() {
        yield Buffer.alloc(MIB);
        throw changed;
      },
    };
    await expect(store.putObject('k', body)).rejects.toBe(changed);
    expect(retries).toEqual([]);
  });
});

describe('an early answer', () => {
  test('is reported, even if the body was not yet sent', async () => {
    const { store } = await setUp((_, socket) => void socket.write(errorAnswer(403, 'AccessDenied')), {
      atHead: true,
    });
    const body = streamBody(randomBytes(32 * MIB));
    expect(await failureOf(store.putObject('k', body))).toMatchObject({ kind: 'refused', httpStatus: 403 });
    expect(body).toMatchObject({ opened: 1, ended: 1 });
  });

  test('is received at the second attempt if the connection broke at the first', async () => {
    const { server, store } = await setUp(
      (_, socket, count) => {
        // What an RGW does with a part of a missing upload. At first the answer is lost.
        if (count === 0) socket.resetAndDestroy();
        else socket.end(errorAnswer(404, 'NoSuchUpload'), () => socket.destroy());
      },
      { atHead: true },
    );
    const body = streamBody(randomBytes(16 * MIB));
    expect(await failureOf(store.uploadPart('k', 'id', 1, body))).toMatchObject({ kind: 'no-upload' });
    expect(server.requests).toHaveLength(2);
    expect(body).toMatchObject({ opened: 2, ended: 2 });
  });

  test('does not count as success', async () => {
    const { store } = await setUp((_, socket) => void socket.write(TAKEN), { atHead: true });
    const failure = await failureOf(store.putObject('k', streamBody(randomBytes(32 * MIB))));
    expect(failure).toMatchObject({ kind: 'server', cameBack: expect.stringMatching(/before the body/) });
  });
});

describe('an answer', () => {
  test('that does not arrive counts as a stall', async () => {
    const { store, retries } = await setUp(() => undefined, { requestMs: 100 });
    const failure = await failureOf(store.putObject('k', SMALL));
    expect(failure).toMatchObject({ kind: 'timeout' });
    expect(failure.message).toMatch(/nothing moved for 0\.1 s, the last of 8 attempts/);
    expect(retries).toHaveLength(7);
  });

  test('that stops halfway also counts as a stall', async () => {
    const half = answer(200, '<ListBucketResult>', { 'content-length': '1000' });
    const { store, retries } = await setUp(inTurn(half, answer(200, '<ListBucketResult/>')), {
      requestMs: 100,
    });
    expect(await collect(store.listObjects(''))).toEqual([]);
    expect(retries).toEqual([expect.objectContaining({ cause: 'nothing moved for 0.1 s' })]);
  });

  test.each([
    ['is cut off', (text: string) => answer(200, text, { 'content-length': String(text.length + 100) })],
    ['is half a document', (text: string) => answer(200, text.slice(0, -20))],
  ])('that %s is requested again', async (_, broken) => {
    const page = '<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents></ListBucketResult>';
    const { store, retries } = await setUp((_request, socket, count) => {
      if (count === 0) socket.end(broken(page));
      else socket.write(answer(200, page));
    });
    expect(await collect(store.listObjects(''))).toMatchObject([{ key: 'a', size: 1 }]);
    expect(retries).toHaveLength(1);
  });

  test('from a captive portal is not taken for success', async () => {
    const { store } = await setUp(inTurn(answer(200, '<html>please log in</html>')));
    const failure = await failureOf(store.putObject('k', SMALL));
    expect(failure.message).toMatch(/is not an S3 response, the last of 8 attempts.*a portal/);
  });

  test('with status 200 that contains an error is an error', async () => {
    const error = answer(200, '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>');
    const done = answer(200, '<?xml version="1.0"?>\n<CompleteMultipartUploadResult/>');
    const { server, store, retries } = await setUp(inTurn(error, done));
    await store.completeUpload('k', 'id', [{ number: 1, etag: 'e' }]);
    expect(retries).toEqual([expect.objectContaining({ cause: '200 InternalError' })]);
    expect(server.requests[1]?.headers['if-none-match']).toBeUndefined();
    expect(server.requests[1]?.body.toString()).toContain(
      '<Part><PartNumber>1</PartNumber><ETag>&quot;e&quot;</ETag></Part>',
    );
  });

  test('to a completion that may replace nothing says that the key exists', async () => {
    const { server, store } = await setUp(inTurn(errorAnswer(412, 'PreconditionFailed')));
    const completing = store.completeUpload('k', 'id', [{ number: 1, etag: 'e' }], { onlyIfAbsent: true });
    expect(await failureOf(completing)).toMatchObject({ kind: 'exists' });
    expect(server.requests[0]?.headers['if-none-match']).toBe('*');
    expect(server.requests[0]?.headers.authorization).toMatch(/SignedHeaders=[^,]*if-none-match/);
  });

  const GONE = errorAnswer(404, 'NoSuchKey');
  const ONE_PART = [{ number: 1, etag: 'e' }];
  const completed = answer(200, '<CompleteMultipartUploadResult/>');

  test.each<[string, string, (store: ObjectStore) => Promise<unknown>]>([
    ['a put', TAKEN, (store) => store.putObject('k', SMALL)],
    ['a put that may replace nothing', TAKEN, (store) => store.putObject('k', SMALL, { onlyIfAbsent: true })],
    ['a completion', completed, (store) => store.completeUpload('k', 'id', ONE_PART)],
  ])('to %s whose key was deleted in the same moment is asked for again', async (_, done, write) => {
    const { server, store, retries } = await setUp(inTurn(GONE, GONE, done));
    await write(store);
    expect(server.requests).toHaveLength(3);
    expect(retries).toEqual(
      [1, 2].map((attempt) =>
        expect.objectContaining({ attempt, cause: expect.stringMatching(/^404 NoSuchKey: .*deleted/) }),
      ),
    );
  });

  test('to a put whose key is deleted each time is final after 8 attempts, and says what to do', async () => {
    const { store } = await setUp(inTurn(GONE));
    const failure = await failureOf(store.putObject('k', SMALL));
    // Of a kind that does not end the transfer of other files.
    expect(failure).toMatchObject({ kind: 'not-found', code: 'NoSuchKey' });
    expect(failure.message).toMatch(/deleted.*, the last of 8 attempts\. .*give each run its own prefix/);
  });

  test.each<[string, string, (store: ObjectStore) => Promise<unknown>]>([
    [
      'a put that replaces one version',
      'not-found',
      (store) => store.putObject('k', SMALL, { onlyIfMatch: 'e' }),
    ],
    ['a copy', 'not-found', (store) => store.replaceHeaders('k', {})],
    ['tags', 'not-found', (store) => store.tagObject('k', {})],
    ['a part', 'no-upload', (store) => store.uploadPart('k', 'id', 1, SMALL)],
  ])('of 404 NoSuchKey to %s is final, of the kind %s', async (_, kind, write) => {
    const { store, retries } = await setUp(inTurn(GONE));
    expect(await failureOf(write(store))).toMatchObject({ kind });
    expect(retries).toEqual([]);
  });

  test.each([
    [403, 'AccessDenied', 'refused'],
    [403, 'QuotaExceeded', 'full'],
    [403, 'RequestTimeTooSkewed', 'refused'],
    [404, 'NoSuchBucket', 'not-found'],
    [400, 'EntityTooLarge', 'invalid'],
    [400, 'XAmzContentSHA256Mismatch', 'integrity'],
    [412, 'PreconditionFailed', 'exists'],
    [301, 'PermanentRedirect', 'invalid'],
    [501, 'NotImplemented', 'invalid'],
  ])('of %i %s is final, of the kind %s, and says what to do', async (status, code, kind) => {
    const { store, retries } = await setUp(inTurn(errorAnswer(status, code)));
    const failure = await failureOf(store.putObject('a\u001b[2J\n::b', SMALL, { onlyIfAbsent: true }));
    expect(failure).toMatchObject({ kind, httpStatus: status, code });
    expect(failure.message).toMatch(/^PUT 'a\?\[2J\?::b' in bucket 'b' at http:\S+ failed: .+\. [A-Z].+/);
    expect(retries).toEqual([]);
  });

  test.each([
    [
      '<Region>eu-mad-2</Region>',
      'Set region to eu-mad-2, which the server names: the request was signed for eu-mad.',
    ],
    ["<Message>wrong; expecting 'us-east-1'</Message>", 'Set region to us-east-1, which the server names'],
    ['<Region>\u001b[2J</Region>', 'Set region to that of the bucket: the request was signed for eu-mad.'],
    ['', 'Set region to that of the bucket: the request was signed for eu-mad.'],
  ])('to a request that was signed for another region names it: %j', async (detail, says) => {
    const body = `<Error><Code>AuthorizationHeaderMalformed</Code>${detail}</Error>`;
    const { store } = await setUp(inTurn(answer(400, body)));
    expect((await failureOf(store.putObject('k', SMALL))).message).toContain(says);
  });

  test('with Retry-After is respected', async () => {
    const { store, retries } = await setUp(
      inTurn(errorAnswer(503, 'SlowDown', { 'retry-after': '1' }), TAKEN),
    );
    await store.putObject('k', SMALL);
    expect(retries).toEqual([expect.objectContaining({ waitMs: 1_000 })]);
  });

  test('never puts a secret into a message', async () => {
    const body = `<Error><Code>SignatureDoesNotMatch</Code><Message>${KEY.secretAccessKey}</Message><StringToSign>${KEY.sessionToken}</StringToSign></Error>`;
    const { store } = await setUp(inTurn(answer(403, body)));
    const { message, stack, cause } = await failureOf(store.putObject('k', SMALL));
    expect(cause).toBeUndefined();
    for (const secret of [KEY.secretAccessKey, KEY.sessionToken ?? '']) {
      expect(message + stack).not.toContain(secret);
    }
  });
});

describe('reading', () => {
  const data = randomBytes(1_000_000);

  test('continues where a connection broke, with the same version', async () => {
    const { server, store } = await setUp(({ headers }, socket, count) => {
      const start = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
      const rest = data.subarray(start);
      const range = { 'content-range': `bytes ${start}-999999/1000000` };
      const length = { 'content-length': String(rest.length), etag: '"v1"' };
      socket.write(answer(start === 0 ? 200 : 206, '', { ...length, ...(start === 0 ? {} : range) }));
      if (count < 2) socket.end(rest.subarray(0, 300_000));
      else socket.write(rest);
    });
    const { size, etag, body } = await store.getObject('k');
    expect({ size, etag }).toEqual({ size: 1_000_000, etag: 'v1' });
    expect(Buffer.concat(await collect(body)).equals(data)).toBe(true);
    expect(server.requests.map(({ headers }) => [headers.range, headers['if-match']])).toEqual([
      [undefined, undefined],
      ['bytes=300000-', 'v1'],
      ['bytes=600000-', 'v1'],
    ]);
  });

  const part = (range: string, length: number) =>
    answer(206, 'x'.repeat(length), {
      'content-length': String(length),
      etag: '"e"',
      'content-range': range,
    });
  test.each([
    ['begins elsewhere', 'bytes 11-19/100', 9],
    ['goes on beyond what was asked for', 'bytes 10-20/100', 11],
    ['has another length than it says', 'bytes 10-19/100', 9],
    ['is in other units', 'pages 10-19/100', 10],
    ['is not told', '', 10],
  ])('refuses a range that %s', async (_, range, length) => {
    const { store } = await setUp(inTurn(part(range, length)));
    const failure = await store.getObject('k', { range: [10, 19] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: 'server',
      cameBack: expect.stringContaining('ignores the range'),
    });
  });

  test('a range reports the total length if the server does', async () => {
    const { store } = await setUp(inTurn(part('bytes 10-19/100', 10), part('bytes 10-19/*', 10)));
    for (const total of [100, undefined]) {
      const opened = await store.getObject('k', { range: [10, 19] });
      expect(opened.total).toBe(total);
      expect(Buffer.concat(await collect(opened.body))).toHaveLength(10);
    }
  });

  test('does not continue with more than the missing bytes', async () => {
    const { store } = await setUp((_request, socket, count) => {
      if (count === 0) socket.end(answer(200, 'half', { 'content-length': '10', etag: '"e"' }));
      else socket.write(part('bytes 4-19/20', 16));
    });
    const { body } = await store.getObject('k');
    await expect(collect(body)).rejects.toThrow(/ignores the range/);
  });

  test('slowly stops the server, and is not a stall', async () => {
    let written = 0;
    const { store } = await setUp(
      (_, socket) => {
        socket.write(answer(200, '', { 'content-length': String(64 * MIB), etag: '"e"' }));
        const pump = () => {
          while (written < 64 * MIB) {
            written += MIB;
            if (!socket.write(Buffer.alloc(MIB))) return void socket.once('drain', pump);
          }
        };
        pump();
      },
      { requestMs: 100 },
    );
    const { body } = await store.getObject('k');
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(400);
    expect(written).toBeLessThan(48 * MIB);
    let got = 0;
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) got += chunk.length;
    expect(got).toBeGreaterThan(63 * MIB);
  });

  test('is not a stall if this process itself is suspended for longer than the idle timeout', async () => {
    let writeOn = (): void => undefined;
    const { server, store, retries } = await setUp(
      (_, socket) => {
        socket.write(answer(200, '', { 'content-length': '11', etag: '"e"' }));
        socket.write('first');
        writeOn = () => void socket.write('second');
      },
      { requestMs: 100 },
    );
    const { body } = await store.getObject('k');
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    writeOn();
    // On a suspended or very busy machine, received data is not read meanwhile.
    const end = performance.now() + 500;
    while (performance.now() < end);
    expect((await chunks.next()).value?.toString()).toBe('second');
    expect((await chunks.next()).done).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  test('that is abandoned halfway frees its slot', async () => {
    const { store } = await setUp(inTurn(answer(200, 'half', { 'content-length': '1000000', etag: '"e"' })), {
      concurrency: 1,
    });
    for (let times = 0; times < 3; times += 1) {
      for await (const _ of (await store.getObject('k')).body) break;
    }
  });
});

describe('a listing', () => {
  test('that would never end is stopped', async () => {
    const page =
      '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>';
    const { store } = await setUp(inTurn(answer(200, page)));
    expect(await failureOf(collect(store.listObjects('')))).toMatchObject({ kind: 'server' });
  });

  test('that leads from one empty page to the next is stopped', async () => {
    const [odd = '', even = ''] = ['a', 'b'].map((token) =>
      answer(
        200,
        `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken></ListBucketResult>`,
      ),
    );
    const { store } = await setUp(
      inTurn(...Array.from({ length: 1_002 }, (_, index) => (index % 2 ? odd : even))),
    );
    expect(await failureOf(collect(store.listObjects('')))).toMatchObject({
      kind: 'server',
      cameBack: '1000 pages with nothing in them, one after the other',
    });
  });

  test('with keys outside the prefix is rejected', async () => {
    const page = '<ListBucketResult><Contents><Key>other</Key></Contents></ListBucketResult>';
    const { store } = await setUp(inTurn(answer(200, page)));
    const failure = await failureOf(collect(store.listObjects('mine/')));
    expect(failure.message).toMatch(/a key outside of the prefix/);
  });

  test.each([
    ['a negative size', '<Size>-1</Size>'],
    ['a size that is no number', '<Size>x</Size>'],
    ['a broken size', '<Size>0.5</Size>'],
    ['a size for which the requests do not fit into memory', '<Size>1e400</Size>'],
    ['a size of more than 5 TiB', '<Size>5497558138881</Size>'],
    ['an ETag that would begin another header', '<ETag>"a&#13;&#10;x-other: 1"</ETag>'],
    ['an ETag that no header can hold', '<ETag>"\u2603"</ETag>'],
  ])('with %s is rejected', async (_, element) => {
    const page = `<ListBucketResult><Contents><Key>mine/a</Key>${element}</Contents></ListBucketResult>`;
    const { store } = await setUp(inTurn(answer(200, page)));
    expect(await failureOf(collect(store.listObjects('mine/')))).toMatchObject({
      kind: 'server',
      cameBack: expect.stringMatching(
        /^an (object of a size that none can have|ETag that no header can hold)$/,
      ),
    });
  });
});

describe('a refusal', () => {
  /** A source that returns `fresh` once it is asked for a newer session. */
  function sourceOf(first: StoreKey, fresh: StoreKey | undefined): KeySource & { asked: number } {
    const source = {
      key: first,
      asked: 0,
      current: async () => source.key,
      renewed: async () => {
        source.asked += 1;
        if (fresh !== undefined) source.key = fresh;
        return fresh;
      },
      close: () => undefined,
    };
    return source;
  }
  const now = Date.parse('2030-01-01T00:00:00Z');
  const fresh = { ...KEY, accessKeyId: 'FRESHKEY', expiration: new Date(now + 3_600_000) };
  const near = { ...KEY, expiration: new Date(now + 20_000) };
  const date = { date: new Date(now).toUTCString() };
  const denyOld: Script = ({ headers }, socket) =>
    void socket.write(
      headers.authorization?.includes('FRESHKEY') ? TAKEN : errorAnswer(403, 'AccessDenied', date),
    );

  test('near the end of a session is retried with a new one', async () => {
    const keys = sourceOf(near, fresh);
    const { server, store, retries } = await setUp(denyOld, { keys, now: () => now });
    const body = streamBody(randomBytes(200_000));
    await store.putObject('k', body);
    expect(server.requests).toHaveLength(2);
    expect(body).toMatchObject({ opened: 2, ended: 2 });
    expect(retries).toEqual([]);
  });

  test('far from its end is final', async () => {
    const keys = sourceOf({ ...KEY, expiration: new Date(now + 3_600_000) }, fresh);
    const { store } = await setUp(denyOld, { keys, now: () => now });
    const failure = await failureOf(store.putObject('k', SMALL));
    expect(failure.message).toMatch(/the session lasts until 2030-01-01T01:00:00Z/);
    expect(keys.asked).toBe(0);
  });

  test('is retried if there is a newer session by now', async () => {
    let current: StoreKey = { ...KEY, expiration: new Date(now + 3_600_000) };
    const keys: KeySource = {
      current: async () => current,
      renewed: async (stale) => (stale === current ? undefined : current),
      close: () => undefined,
    };
    const { store } = await setUp(
      (request, socket, count) => {
        current = fresh;
        return denyOld(request, socket, count);
      },
      { keys, now: () => now },
    );
    await store.putObject('k', SMALL);
  });

  test('of an expired session without a newer one says when it expired', async () => {
    const keys = sourceOf({ ...KEY, expiration: new Date(now - 1_000) }, undefined);
    const { store } = await setUp(denyOld, { keys, now: () => now });
    const failure = await failureOf(store.putObject('k', SMALL));
    expect(failure.kind).toBe('expired');
    expect(failure.message).toMatch(/the session ended at 2029-12-31T23:59:59Z\. .*refresh: true/);
  });

  const bare: StoreKey = { accessKeyId: KEY.accessKeyId, secretAccessKey: KEY.secretAccessKey };
  const lasting: StoreKey = { ...KEY, expiration: new Date(now + 3_600_000) };
  test.each<[name: string, status: number, code: string, key: StoreKey, says: RegExp]>([
    [
      'an ended session of which no end is known',
      403,
      'ExpiredToken',
      KEY,
      /failed: 403 ExpiredToken: the session has expired\. If it had expired before the transfer began, export a new one first\. .*refresh: true/,
    ],
    [
      'an ended session whose end is another one’s',
      403,
      'ExpiredToken',
      lasting,
      /the session has expired\. .*It was to last until 2030-01-01T01:00:00Z: check this machine's clock/,
    ],
    [
      'a session’s key without its token',
      403,
      'InvalidAccessKeyId',
      bare,
      /failed: 403 InvalidAccessKeyId\. The server does not know this access key\. Its session token is missing \(AWS_SESSION_TOKEN is empty\).*another endpoint than http/,
    ],
    [
      'a session’s key with the token of another one',
      403,
      'InvalidAccessKeyId',
      KEY,
      /does not know this access key\. Its session token \(AWS_SESSION_TOKEN\) is another session's, .*or it has expired\./,
    ],
    [
      'a token that nobody can read',
      403,
      'InvalidToken',
      KEY,
      /403 InvalidToken\. The server cannot read the session token: .*another endpoint than http.*AWS_SESSION_TOKEN complete/,
    ],
    [
      'a token that nobody can read, as an RGW says it',
      400,
      'InvalidArgument',
      KEY,
      /400 InvalidArgument\. The server cannot read the session token: .*If the session is right/,
    ],
    [
      'a wrong secret',
      403,
      'SignatureDoesNotMatch',
      KEY,
      /403 SignatureDoesNotMatch\. The secret key does not belong to the access key\. .*AWS_SECRET_ACCESS_KEY/,
    ],
    [
      'another bucket',
      403,
      'AccessDenied',
      KEY,
      /403 AccessDenied\. The session may not do this in bucket 'b': its role is for another bucket, its access.*Check bucket, prefix and access/,
    ],
    [
      'a session without its token, as an RGW says it',
      403,
      'AccessDenied',
      bare,
      /403 AccessDenied\. The session may not do this.*AWS_SESSION_TOKEN is empty here: if the key is a session's/,
    ],
    ['no bucket', 404, 'NoSuchBucket', KEY, /404 NoSuchBucket\. There is no bucket 'b' at http/],
  ])('for %s is explained as that first', async (_name, status, code, key, says) => {
    const script = inTurn(errorAnswer(status, code, date));
    const { store } = await setUp(script, { keys: keysOf(key), now: () => now });
    expect((await failureOf(store.putObject('k', SMALL))).message).toMatch(says);
  });

  test('of a batch deletion names what Ceph 18 and older refuse', async () => {
    const { store } = await setUp(inTurn(errorAnswer(403, 'AccessDenied', date)), { now: () => now });
    const failure = await failureOf(store.deleteObjects(['a', 'b']));
    expect(failure.message).toMatch(
      /batch deletes \(DeleteObjects\).*Delete one object at a time, or use access role/,
    );
  });

  test('by a proxy is distinguished from the server’s', async () => {
    const refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n';
    const { store, retries } = await setUp(inTurn(refusal));
    const { message } = await failureOf(store.putObject('k', SMALL));
    expect(message).toMatch(
      /failed: 407 from the proxy: it requires a login\. Put user and password in HTTP_PROXY/,
    );
    expect(retries).toEqual([]);
  });

  test('of a request without a token is not explained with a token', async () => {
    const { store } = await setUp(inTurn(errorAnswer(400, 'InvalidArgument')), { keys: keysOf(bare) });
    const { message } = await failureOf(store.putObject('k', SMALL));
    expect(message).toMatch(/400 InvalidArgument\. The server does not accept the request: check endpoint/);
  });
});

describe('aborting', () => {
  const stopping = () => new AbortController();
  const reason = new Error('cancelled by the user');

  test('ends a request that waits for its turn, its answer, or the next attempt', async () => {
    const { server, store } = await setUp(
      ({ line }, socket) => {
        if (line.includes('again')) socket.write(errorAnswer(503, 'SlowDown', { 'retry-after': '30' }));
      },
      { concurrency: 2 },
    );
    const stop = stopping();
    const calls = ['again', 'hangs', 'waits', 'waits too'].map((key) =>
      store.putObject(key, SMALL, { signal: stop.signal }),
    );
    const ends = Promise.allSettled(calls);
    await expect.poll(() => server.requests.length).toBeGreaterThanOrEqual(2);
    stop.abort(reason);
    expect((await ends).map((end) => end.status === 'rejected' && end.reason)).toEqual(Array(4).fill(reason));
    await expect(store.putObject('later', SMALL, { signal: stop.signal })).rejects.toBe(reason);
  });

  test('leaves no listener or slot behind', async () => {
    const { store } = await setUp(inTurn(TAKEN), { concurrency: 1 });
    const { signal } = stopping();
    const added: string[] = [];
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = ((...args: Parameters<typeof add>) => {
      added.push(args[0]);
      add(...args);
    }) as typeof signal.addEventListener;
    const remove = signal.removeEventListener.bind(signal);
    signal.removeEventListener = ((...args: Parameters<typeof remove>) => {
      added.pop();
      remove(...args);
    }) as typeof signal.removeEventListener;
    await Promise.all(['a', 'b', 'c'].map((key) => store.putObject(key, SMALL, { signal })));
    expect(added).toEqual([]);
  });
});

describe('a proxy from the environment', () => {
  test('gets http requests with the whole address, except for hosts in NO_PROXY', async () => {
    const { server: proxy } = await setUp(inTurn(TAKEN));
    for (const [noProxy, through] of [
      ['', true],
      ['scheme', true],
      ['other.test,.example.test:80,age.example.test', true],
      ['other.test, storage.example.test', false],
      ['.example.test:8080', false],
      ['*.example.test', false],
      ['*', false],
      ['other.test *', false],
    ] as const) {
      // As curl, Go and Python also accept it.
      const url = noProxy === 'scheme' ? proxy.url.replace('http://', '') : proxy.url;
      const environment = { HTTP_PROXY: url, NO_PROXY: noProxy };
      const store = new ObjectStore({
        endpoint: 'http://storage.example.test:8080',
        region: 'eu-mad',
        bucket: 'b',
        keys: keysOf(KEY),
        concurrency: 1,
        context: { environment },
        requestMs: 1_000,
        random: () => 0,
      });
      const before = proxy.requests.length;
      const put = await store.putObject('a b/../c', SMALL).then(
        () => 'put',
        () => 'failed',
      );
      await store.close();
      expect([noProxy, put, proxy.requests.length - before]).toEqual(
        through ? [noProxy, 'put', 1] : [noProxy, 'failed', 0],
      );
    }
    expect(proxy.requests[0]).toMatchObject({
      line: 'PUT http://storage.example.test:8080/b/a%20b/../c HTTP/1.1',
      headers: { host: 'storage.example.test:8080' },
    });
  });

  test('is not used for an IPv6 address that NO_PROXY has without brackets', async () => {
    const { server: proxy } = await setUp(inTurn(TAKEN));
    for (const [noProxy, through] of [
      ['::2', true],
      ['::1', false],
      ['[::1]', false],
    ] as const) {
      const store = new ObjectStore({
        endpoint: 'http://[::1]:1',
        region: 'eu-mad',
        bucket: 'b',
        keys: keysOf(KEY),
        concurrency: 1,
        context: { environment: { http_proxy: proxy.url, no_proxy: noProxy } },
        random: () => 0,
      });
      const before = proxy.requests.length;
      await store.putObject('k', SMALL).catch(() => undefined);
      await store.close();
      expect([noProxy, proxy.requests.length - before]).toEqual([noProxy, through ? 1 : 0]);
    }
  });

  test('for http only is not used for https', async () => {
    const { server: proxy } = await setUp(inTurn(TAKEN));
    const store = new ObjectStore({
      endpoint: 'https://127.0.0.1:1',
      region: 'eu-mad',
      bucket: 'b',
      keys: keysOf(KEY),
      concurrency: 1,
      context: { environment: { HTTP_PROXY: proxy.url } },
      random: () => 0,
    });
    const { message } = await failureOf(store.putObject('k', SMALL));
    await store.close();
    expect(message).toContain('ECONNREFUSED');
    expect(proxy.requests).toEqual([]);
  });

  test('is asked for a tunnel for https, and its refusal is reported', async () => {
    const { server: proxy } = await setUp(inTurn(answer(407, '', { connection: 'close' })));
    const url = proxy.url.replace('http://', 'http://user:pass%23word@');
    const store = new ObjectStore({
      endpoint: 'https://storage.example.test',
      region: 'eu-mad',
      bucket: 'b',
      keys: keysOf(KEY),
      concurrency: 1,
      context: { environment: { https_proxy: url } },
      random: () => 0,
    });
    const failure = await failureOf(store.putObject('k', SMALL));
    await store.close();
    expect(proxy.requests[0]).toMatchObject({
      line: 'CONNECT storage.example.test:443 HTTP/1.1',
      headers: { 'proxy-authorization': `Basic ${Buffer.from('user:pass#word').toString('base64')}` },
    });
    expect(failure.message).toMatch(/ERR_PROXY_TUNNEL.*The proxy of HTTPS_PROXY refused/);
    expect(failure.message).not.toContain('pass');
  });

  test.each([
    ['http://me:a#b@proxy:3128', /^HTTP_PROXY is not a URL: percent-encode special characters/],
    ['socks5://proxy:1080', /^HTTP_PROXY must be an http:\/\/ or https:\/\/ proxy; SOCKS is not supported/],
  ])('%s is invalid input', (proxy, says) => {
    const context = { environment: { HTTP_PROXY: proxy } };
    const options = {
      endpoint: 'http://s.test',
      region: 'r',
      bucket: 'b',
      keys: keysOf(KEY),
      concurrency: 1,
    };
    expect(() => new ObjectStore({ ...options, context })).toThrow(says);
  });
});

test('a port on which nothing listens is reported', async () => {
  const server = await startScriptedServer(() => undefined);
  const { port } = server;
  await server.close();
  await once(connect(port, '127.0.0.1'), 'error');
  const endpoint = `http://127.0.0.1:${port}`;
  const options = { region: 'r', bucket: 'b', keys: keysOf(KEY), concurrency: 1, random: () => 0 };
  const store = new ObjectStore({ ...options, endpoint });
  const failure = await failureOf(store.putObject('k', SMALL));
  await store.close();
  expect(failure).toMatchObject({ kind: 'network' });
  expect(failure.message).toMatch(/ECONNREFUSED.*8 attempts.*Nothing listens at this host and port/);
});
