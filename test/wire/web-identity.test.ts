import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkRequest } from '../../src/credentials/session-request.ts';
import type { SessionSource } from '../../src/credentials/session-source.ts';
import { readSource, type SourceInputs } from '../../src/credentials/source-inputs.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { type ExchangeContext, exchange } from '../../src/sts/exchange.ts';
import { githubClaims } from '../support/identity/claims.ts';
import { type Algorithm, createSigningKey } from '../support/identity/signing-key.ts';

const ENDPOINT = 'https://s3.example.org';
const RUNNER = 'https://runner.example.org';
const REQUEST_TOKEN = 'what-the-runner-gives-to-its-job';
const NOW = Date.parse('2026-11-29T12:00:00Z');
const KEY = createSigningKey('ES256');

beforeEach(() => nock.disableNetConnect());

afterEach(() => {
  const open = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(open).toEqual([]);
});

/** A token like GitHub's, with other claims if given. */
function mint(claims: Record<string, unknown> = {}, algorithm: Algorithm = 'ES256'): string {
  const [from, until] = [NOW / 1000 - 5, NOW / 1000 + 300];
  const usual = { iss: 'https://token.example.org', aud: 's3.example.org', nbf: from, iat: from, exp: until };
  return KEY.sign({ ...githubClaims(), ...usual, ...claims }, algorithm);
}

function sourceOf(inputs: SourceInputs, offered: Parameters<typeof readSource>[1] = {}): SessionSource {
  const source = readSource({ endpoint: ENDPOINT, ...inputs }, offered);
  if (source === undefined) throw new Error('no source');
  return source;
}

const onRequest = { idTokenRequest: { url: `${RUNNER}/idtoken?api-version=2.0`, token: REQUEST_TOKEN } };

function ask(source: SessionSource, context: ExchangeContext = {}) {
  const inputs = { roleArn: 'arn:aws:iam::RGW1:role/bkr-123', bucket: 'my-bucket', endpoint: ENDPOINT };
  const { request } = checkRequest(inputs, { sessionName: 'job-1', renewed: false });
  return exchange(source, request, { now: () => NOW, random: () => 0, ...context });
}

async function failureOf(promise: Promise<unknown>): Promise<ExchangeFailure> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error as ExchangeFailure,
  );
  expect(failure?.name).toBe('ExchangeFailure');
  return failure as ExchangeFailure;
}

const ANSWER = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>SESSIONKEY</AccessKeyId><SecretAccessKey>session/secret</SecretAccessKey><SessionToken>token==</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts:::assumed-role/bkr-123/job-1</Arn></AssumedRoleUser></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

function rgwError(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message></Message></Error>`;
}

const refuse = (code = 'AccessDenied', status = 403, headers = {}) =>
  nock(ENDPOINT).post('/').reply(status, rgwError(code), headers);

describe('the request', () => {
  test('is not signed, and has the token only in its body', async () => {
    const token = mint();
    const bodies: string[] = [];
    const scope = nock(ENDPOINT, { badheaders: ['authorization'] });
    scope.on('request', (_request, _interceptor, body) => bodies.push(body));
    // The path with the query.
    scope.post((uri) => uri === '/').reply(200, ANSWER);
    const { session } = await ask(sourceOf({ idToken: `${token}\n` }));
    expect(session).toMatchObject({
      accessKeyId: 'SESSIONKEY',
      arn: 'arn:aws:sts:::assumed-role/bkr-123/job-1',
    });
    expect(bodies).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: 'arn:aws:iam::RGW1:role/bkr-123',
      RoleSessionName: 'job-1',
      DurationSeconds: '3600',
      Policy: expect.stringContaining('arn:aws:s3:::my-bucket'),
      WebIdentityToken: token,
    });
  });

  test('is sent after the token has been masked', async () => {
    const token = mint();
    const seen: string[] = [];
    nock(ENDPOINT)
      .post('/')
      .reply(200, () => {
        seen.push('sent');
        return ANSWER;
      });
    await ask(sourceOf({ idToken: token }), {
      onSecrets: async (secrets) => {
        await Promise.resolve();
        seen.push(...secrets);
      },
    });
    expect(seen).toEqual([token, token.split('.')[2], 'sent']);
  });

  test('is repeated after a server error, with a new token', async () => {
    const tokens = [mint(), mint()];
    const taken: string[] = [];
    for (const value of tokens) {
      nock(RUNNER)
        .get('/idtoken')
        .query({ 'api-version': '2.0', audience: 's3.example.org' })
        .matchHeader('authorization', `Bearer ${REQUEST_TOKEN}`)
        .reply(200, { value });
    }
    refuse('InternalError', 503);
    nock(ENDPOINT).post('/').reply(200, ANSWER);
    const onSecrets = ([token = '']: readonly string[]) => void taken.push(token);
    const { attempts } = await ask(sourceOf({}, onRequest), { onSecrets });
    expect(attempts).toBe(2);
    expect(taken).toEqual(tokens);
  });

  test('requests a token for the given audience', async () => {
    nock(RUNNER)
      .get('/idtoken')
      .query({ 'api-version': '2.0', audience: 'https://storage.example.org/a?c&d' })
      .reply(200, { value: mint() });
    nock(ENDPOINT).post('/').reply(200, ANSWER);
    await ask(sourceOf({ audience: 'https://storage.example.org/a?c&d' }, onRequest));
  });
});

test('both of two jobs with simultaneous first requests get a session, although RGW 20 refuses one', async () => {
  refuse('BucketAlreadyExists', 409);
  nock(ENDPOINT).post('/').reply(200, ANSWER);
  expect((await ask(sourceOf({ idToken: mint() }))).attempts).toBe(2);
});

describe('a CI system that issues no token', () => {
  const asked = () => nock(RUNNER).get('/idtoken').query(true);

  test.each([
    ['refuses', 403, '{"message":"no"}', 'denied', 'status 403', 'permissions: id-token: write'],
    ['answers with a page', 200, '<html>', 'denied', 'an answer without a token', 'id-token: write'],
    ['answers with something else', 200, '{"value":7}', 'denied', 'an answer without a token', ''],
    ['answers with what is no token', 200, '{"value":"a.b.c"}', 'denied', 'an answer without a token', ''],
  ])(
    'and %s is asked once, and nothing is sent to the storage',
    async (_, status, body, kind, cameBack, said) => {
      asked().reply(status, body);
      const { detail, message } = await failureOf(ask(sourceOf({}, onRequest)));
      expect(detail).toMatchObject({ kind, cameBack });
      expect(message).toMatch(
        /^Asking runner\.example\.org for the job's identity token \(audience 's3\.example\.org'\) failed: /,
      );
      expect(message).toContain(said);
      expect(message).not.toContain(REQUEST_TOKEN);
    },
  );

  test('for a moment is asked again', async () => {
    asked().reply(503, '');
    asked().reply(429, '');
    asked().replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    asked().reply(200, { value: mint() });
    nock(ENDPOINT).post('/').reply(200, ANSWER);
    const said: string[] = [];
    const onRetry = (failure: ExchangeFailure) => void said.push(failure.detail.cameBack);
    await ask(sourceOf({}, onRequest), { onRetry });
    expect(said).toEqual(['status 503', 'status 429', 'no answer from the server (ECONNRESET)']);
  });

  test('in time is reported as unreachable', async () => {
    asked().delay(60_000).reply(200, {});
    const failure = await failureOf(ask(sourceOf({}, onRequest), { attemptMs: 50, mostAttempts: 1 }));
    expect(failure.detail.kind).toBe('timeout');
    expect(failure.message).toContain('this runner cannot reach runner.example.org');
    nock.abortPendingRequests();
  });
});

describe('a refusal', () => {
  test('shows the token’s claims and the trust policy that it needs, but nothing else of the token', async () => {
    const token = mint({ user_email: 'someone@example.org', environment: 'production' });
    refuse();
    const { message, detail } = await failureOf(ask(sourceOf({ idToken: token })));
    expect(detail.kind).toBe('denied');
    const sub = 'repo:octo/app:ref:refs/heads/main';
    expect(message).toContain(`subject '${sub}'`);
    expect(message).toMatch(/^ {2}iss +https:\/\/token\.example\.org$/m);
    expect(message).toMatch(/^ {2}aud +s3\.example\.org$/m);
    expect(message).toMatch(/^ {2}exp +2026-11-29T12:05:00Z \(in 5 min\)$/m);
    expect(message).toMatch(/^ {2}environment +production$/m);
    const policy: unknown = JSON.parse(/^\{$[\s\S]*^\}$/m.exec(message)?.[0] ?? '');
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: ['arn:aws:iam::RGW1:oidc-provider/token.example.org'] },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: { 'token.example.org:aud': 's3.example.org', 'token.example.org:sub': sub },
          },
        },
      ],
    });
    for (const part of [...token.split('.'), 'someone@example.org']) expect(message).not.toContain(part);
  });

  test.each([
    ['none' as const, ', with a token that is not signed', 'no signature (alg none)'],
    ['HS256' as const, ', with a token signed with HS256', "accepts only the issuer's own signature"],
  ])('of a token with the algorithm %s says so', async (algorithm, flaw, said) => {
    refuse();
    const { message, detail } = await failureOf(ask(sourceOf({ idToken: mint({}, algorithm) })));
    expect(detail.cameBack).toBe(`403 AccessDenied${flaw}`);
    expect(message).toContain(said);
    expect(message).not.toContain('"Statement"');
  });

  test.each([
    [
      'expired',
      { exp: NOW / 1000 - 90 },
      'expired at 2026-11-29T11:58:30Z, 1 min 30 s ago. Nothing replaces it',
    ],
    ['in the future', { nbf: NOW / 1000 + 60 }, 'not valid before 2026-11-29T12:01:00Z, in 1 min'],
    ['issued in the future', { nbf: undefined, iat: NOW / 1000 + 60 }, 'not valid before 2026-11-29T12:01'],
    [
      'for others',
      { aud: ['a', 'b'] },
      "the token is for the audience 'a', 'b', and not for 's3.example.org'",
    ],
    ['for nobody', { aud: undefined }, "the token is for no audience, and not for 's3.example.org'"],
  ])('of a token that is %s says so', async (_, claims, said) => {
    refuse();
    expect((await failureOf(ask(sourceOf({ idToken: mint(claims) })))).message).toContain(said);
  });

  test('uses the server’s clock if this machine’s is wrong', async () => {
    const token = mint({ exp: NOW / 1000 + 60 });
    refuse('AccessDenied', 403, { date: 'Sun, 29 Nov 2026 13:00:00 GMT' });
    const { detail } = await failureOf(ask(sourceOf({ idToken: token })));
    expect(detail.kind).toBe('denied');
    expect(detail.cameBack).toBe('403 AccessDenied, with a token that expired at 2026-11-29T12:01:00Z');
  });

  test.each(['InvalidIdentityToken', 'ExpiredTokenException', 'IDPRejectedClaim'])(
    'with AWS’s code %s is explained in the same way',
    async (code) => {
      refuse(code, 400);
      expect((await failureOf(ask(sourceOf({ idToken: mint() })))).message).toContain('The token says:');
    },
  );

  test('with 400 may mean that the server cannot reach the issuer', async () => {
    refuse('InvalidArgument', 400);
    const { message } = await failureOf(ask(sourceOf({ idToken: mint() })));
    expect(message).toContain("the storage cannot fetch the keys of the token's issuer");
  });

  test('of claims that contain CI commands shows none of them', async () => {
    const evil = '::set-env name=A::b\n##[group]\u001b[31m\u202e';
    const claims = { sub: evil, iss: evil, repository: evil, ref: evil, environment: { a: evil } };
    refuse();
    const { message } = await failureOf(ask(sourceOf({ idToken: mint(claims) })));
    expect(message).not.toMatch(/^\s*::/m);
    for (const part of ['##[', '\u001b', '\u202e']) expect(message).not.toContain(part);
  });
});
