import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { exchange } from '../../src/sts/exchange.ts';

const ENDPOINT = 'https://s3.example.org';
const SECRET = 'service+secret/that=nobody==sees';
const CREDENTIAL = new ServiceCredential('SERVICEKEY1234', SECRET);

beforeEach(() => nock.disableNetConnect());

afterEach(() => {
  const open = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(open).toEqual([]);
});

function request(inputs: RequestInputs = {}) {
  const all = {
    roleArn: 'arn:aws:iam::RGW1:role/bkr-123',
    bucket: 'my-bucket',
    endpoint: ENDPOINT,
    ...inputs,
  };
  return checkRequest(all, { sessionName: 'job-1', renewed: false }).request;
}

function answer(expiration = '2099-01-01T00:00:00Z'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>SESSIONKEY</AccessKeyId><SecretAccessKey>session/secret</SecretAccessKey><SessionToken>token==</SessionToken><Expiration>${expiration}</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts:::assumed-role/bkr-123/job-1</Arn><AssumeRoleId>x:job-1</AssumeRoleId></AssumedRoleUser><PackedPolicySize>0</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>`;
}

/** The S3 envelope with an empty message, as an RGW sends it for an STS error. */
function rgwError(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message></Message><RequestId>tx0-1-default</RequestId><HostId>1-default</HostId></Error>`;
}

async function failureOf(promise: Promise<unknown>): Promise<ExchangeFailure> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error as ExchangeFailure,
  );
  if (failure === undefined) throw new Error('the exchange succeeded');
  expect(failure.message).not.toContain(SECRET);
  return failure;
}

describe('the request', () => {
  test('is one AssumeRole call, with %20 for spaces in its policy', async () => {
    const sent: string[] = [];
    const scope = nock(ENDPOINT);
    scope.on('request', (_request, _interceptor, body) => sent.push(body));
    scope.post('/').reply(200, answer(), { 'content-type': 'text/xml' });
    const { session, attempts } = await exchange(
      CREDENTIAL,
      request({ prefix: 'a b/', access: 'read', duration: '30m' }),
    );
    expect(attempts).toBe(1);
    expect(session).toEqual({
      accessKeyId: 'SESSIONKEY',
      secretAccessKey: 'session/secret',
      sessionToken: 'token==',
      expiration: new Date('2099-01-01T00:00:00Z'),
      arn: 'arn:aws:sts:::assumed-role/bkr-123/job-1',
    });
    expect(sent).toHaveLength(1);
    const form = new URLSearchParams(sent[0]);
    expect(Object.fromEntries(form)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::RGW1:role/bkr-123',
      RoleSessionName: 'job-1',
      DurationSeconds: '1800',
    });
    expect(JSON.parse(form.get('Policy') ?? '')).toHaveProperty('Version', '2012-10-17');
    expect(sent[0]).toContain('a%20b');
    expect(sent[0]).not.toContain('+');
  });

  test('has no policy only for access role', async () => {
    nock(ENDPOINT)
      .post('/', (body: Record<string, string>) => !('Policy' in body))
      .reply(200, answer());
    await exchange(CREDENTIAL, request({ access: 'role' }));
    nock(ENDPOINT)
      .post('/', (body: Record<string, string>) => 'Policy' in body)
      .reply(200, answer());
    await exchange(CREDENTIAL, request());
  });

  test('with apparently swapped keys is explained, without any part of them', async () => {
    const secret = 'a-secret/in+the.QQqq';
    nock(ENDPOINT).post('/').reply(403, rgwError('AccessDenied'));
    const failure = await failureOf(exchange(new ServiceCredential(secret, 'OSVC0123456789AB'), request()));
    expect(failure.detail.causes[0]).toMatch(/the access key and the secret key are swapped/);
    expect(failure.message).not.toContain(secret.slice(-4));
    expect(failure.message).not.toContain('89AB');
  });

  test('does not read the machine’s AWS configuration', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'https://elsewhere.example.org');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    vi.stubEnv('AWS_PROFILE', 'nobody');
    nock(ENDPOINT).post('/').reply(200, answer());
    await exchange(CREDENTIAL, request());
    vi.unstubAllEnvs();
  });
});

describe('a permanent failure is not retried', () => {
  test.each([
    ['denied', 403, rgwError('AccessDenied'), '403 AccessDenied', 'was revoked or replaced'],
    ['denied', 403, rgwError('InvalidAccessKeyId'), '403 InvalidAccessKeyId', 'create a new one'],
    [
      'denied',
      403,
      rgwError('SignatureDoesNotMatch'),
      '403 SignatureDoesNotMatch',
      '1. the secret key belongs to another access key',
    ],
    [
      'no-such-role',
      404,
      rgwError('NoSuchEntity'),
      '404 NoSuchEntity',
      'there is no role arn:aws:iam::RGW1:role/bkr-123',
    ],
    [
      'bad-policy',
      400,
      rgwError('MalformedPolicyDocument'),
      '400 MalformedPolicyDocument',
      'did not accept the session policy',
    ],
    ['invalid-request', 400, rgwError('InvalidArgument'), '400 InvalidArgument', 'MaxSessionDuration'],
    [
      'not-sts',
      405,
      rgwError('MethodNotAllowed'),
      '405 MethodNotAllowed',
      'an RGW without sts in rgw_enable_apis',
    ],
    [
      'not-sts',
      200,
      '<!DOCTYPE html><html><body>Welcome</body></html>',
      '200 with an HTML page instead of credentials',
      'console',
    ],
    [
      'not-sts',
      404,
      '{"message":"no route"}',
      '404, an answer that is not an S3 or STS error (JSON)',
      'check endpoint',
    ],
    ['not-sts', 403, '<html>Forbidden by proxy</html>', 'an HTML page', 'a proxy'],
    ['proxy', 407, '<html>Login</html>', '407 from the proxy: it requires a login', 'password in HTTP_PROXY'],
  ] as const)('%s for %i', async (kind, status, body, cameBack, hint) => {
    nock(ENDPOINT).post('/').reply(status, body);
    const failure = await failureOf(exchange(CREDENTIAL, request({ duration: '12h' })));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(`AssumeRole for bucket 'my-bucket' at ${ENDPOINT} failed: `);
    expect(failure.message).toContain(cameBack);
    expect(failure.message).toContain(hint);
    expect(failure.message).toContain('What to do: ');
    expect(failure.message).not.toMatch(/UnknownError|undefined/);
  });

  test('AWS’s own envelope is also read', async () => {
    const body =
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
    nock(ENDPOINT).post('/').reply(403, body);
    expect((await failureOf(exchange(CREDENTIAL, request()))).detail.code).toBe('AccessDenied');
  });

  test('a redirect names its target', async () => {
    nock(ENDPOINT).post('/').reply(302, '', { location: 'https://portal.example.org/login?next=/' });
    const failure = await failureOf(exchange(CREDENTIAL, request()));
    expect(failure.kind).toBe('not-sts');
    expect(failure.message).toContain('302, a redirect to https://portal.example.org');
  });

  test.each([
    [-3600, "with this machine's clock 3600 s behind the server's"],
    [3600, "with this machine's clock 3600 s ahead of the server's"],
  ])('a clock that is wrong by %i s is reported with the seconds', async (offset, says) => {
    const now = () => Date.parse('2026-01-01T12:00:00Z');
    const date = new Date(now() - offset * 1000).toUTCString();
    nock(ENDPOINT).post('/').reply(403, rgwError('RequestTimeTooSkewed'), { date });
    const failure = await failureOf(exchange(CREDENTIAL, request(), { now }));
    expect(failure.kind).toBe('clock-skew');
    expect(failure.message).toContain(says);
  });

  test('a session that ended before it started is a problem of the clock', async () => {
    nock(ENDPOINT).post('/').reply(200, answer('2020-01-01T00:00:00Z'));
    const failure = await failureOf(exchange(CREDENTIAL, request()));
    expect(failure.kind).toBe('clock-skew');
    expect(failure.message).toContain('a session that ended at 2020-01-01T00:00:00Z');
  });
});

test('a wrong region is reported with the server’s own', async () => {
  const body = rgwError('AuthorizationHeaderMalformed').replace(
    '</Error>',
    '<Region>eu-mad-2</Region></Error>',
  );
  nock(ENDPOINT).post('/').reply(400, body);
  const failure = await failureOf(exchange(CREDENTIAL, request({ region: 'eu-mad' })));
  expect(failure.message).toContain('Likely cause: the region is not that of the server.');
  expect(failure.message).toContain(
    'What to do: Set region to eu-mad-2, which the server names: the request was signed for eu-mad.',
  );
});

describe('a temporary failure is retried', () => {
  const quick = { random: () => 0 };

  test.each([
    ['server', 500, 'oops'],
    ['server', 502, '<html>Bad Gateway</html>'],
    ['throttled', 503, rgwError('SlowDown')],
    ['throttled', 429, ''],
  ] as const)('%s: a %i', async (kind, status, body) => {
    nock(ENDPOINT).post('/').reply(status, body).post('/').reply(200, answer());
    const onRetry = vi.fn();
    expect((await exchange(CREDENTIAL, request(), { ...quick, onRetry })).attempts).toBe(2);
    expect(onRetry).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind }), 0, 1);
  });

  test.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('network: %s', async (code) => {
    nock(ENDPOINT)
      .post('/')
      .replyWithError(Object.assign(new Error('broken'), { code }));
    nock(ENDPOINT).post('/').reply(200, answer());
    expect((await exchange(CREDENTIAL, request(), quick)).attempts).toBe(2);
  });

  test('a truncated answer', async () => {
    nock(ENDPOINT).post('/').reply(200, answer().slice(0, 300)).post('/').reply(200, answer());
    expect((await exchange(CREDENTIAL, request(), quick)).attempts).toBe(2);
  });

  test('an attempt ends if the server sends nothing', async () => {
    nock(ENDPOINT).post('/').delay(60_000).reply(200, answer()).post('/').reply(200, answer());
    expect((await exchange(CREDENTIAL, request(), { ...quick, attemptMs: 50 })).attempts).toBe(2);
  });

  test('at most five times, and the last failure is reported', async () => {
    nock(ENDPOINT).post('/').times(4).reply(500).post('/').reply(503, '');
    const failure = await failureOf(exchange(CREDENTIAL, request(), quick));
    expect(failure.detail.httpStatus).toBe(503);
  });

  test('but not after the deadline', async () => {
    nock(ENDPOINT).post('/').reply(503, rgwError('SlowDown'), { 'retry-after': '20' });
    const failure = await failureOf(exchange(CREDENTIAL, request(), { deadlineMs: 10_000 }));
    expect(failure.kind).toBe('throttled');
  });

  test('until the caller aborts', async () => {
    nock(ENDPOINT).post('/').reply(503, '', { 'retry-after': '20' });
    const abort = new AbortController();
    const exchanged = exchange(CREDENTIAL, request(), {
      signal: abort.signal,
      onRetry: () => abort.abort(new Error('enough')),
    });
    await expect(exchanged).rejects.toThrow('enough');
  });
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'OTTER_CA_BUNDLE'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'private authority'],
  ['CERT_HAS_EXPIRED', 'tls', 'date -u'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 's3.example.org is not a name of the certificate'],
  ['EPROTO', 'not-sts', 'it may have to begin with http://'],
])('a connection that ends with %s is explained, and not retried', async (code, kind, hint) => {
  nock(ENDPOINT)
    .post('/')
    .replyWithError(Object.assign(new Error('broken'), { code }));
  const failure = await failureOf(exchange(CREDENTIAL, request()));
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain(hint);
});
