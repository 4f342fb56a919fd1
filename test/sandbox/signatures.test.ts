import { describe, expect, test } from 'vitest';
import { permanentKeys, useSandbox } from './fixture.ts';
import { encode, presign, type RawAnswer, type RawRequest, send, sendSigned, signHeader } from './signer.ts';

const fixture = useSandbox();
const answered = ({ status, code }: RawAnswer) => `${code ?? 'OK'} ${status}`;
const keys = () => permanentKeys(fixture.bucket);

type Change = (headers: Record<string, string>) => Record<string, string | string[]>;

async function put(raw: Partial<RawRequest> = {}, change?: Change): Promise<string> {
  const request = { method: 'PUT', path: '/builds/signed', body: 'content', ...raw };
  return answered(await sendSigned(fixture.sandbox.endpoint, request, keys(), change));
}

describe('a signature in the header', () => {
  test('is accepted if it matches', async () => {
    expect(await put()).toBe('OK 200');
  });

  test('is accepted for any region, as on RGW', async () => {
    expect(await put({ region: 'us-east-1' })).toBe('OK 200');
  });

  test.each<[string, string, Change]>([
    ['nothing is signed', 'AccessDenied 403', ({ authorization: _, ...rest }) => rest],
    [
      'the signature is another',
      'AccessDenied 403',
      (h) => ({ ...h, authorization: `${h.authorization?.slice(0, -4)}0000` }),
    ],
    [
      'the signature is no signature',
      'AccessDenied 403',
      (h) => ({ ...h, authorization: `${h.authorization?.slice(0, -4)}` }),
    ],
    ['a signed header has another value', 'AccessDenied 403', (h) => ({ ...h, host: 'elsewhere:1' })],
    ['a header was added', 'AccessDenied 403', (h) => ({ ...h, 'x-amz-acl': 'public-read' })],
    ['a signed header is gone', 'AccessDenied 403', ({ 'content-type': _, ...rest }) => rest],
    ['the payload hash is gone', 'InvalidRequest 400', ({ 'x-amz-content-sha256': _, ...rest }) => rest],
    [
      'the payload hash is another',
      'AccessDenied 403',
      (h) => ({ ...h, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ],
    [
      'the header is of version 2',
      'InvalidRequest 400',
      (h) => ({ ...h, authorization: 'AWS key:signature' }),
    ],
    [
      'the header is of another scheme',
      'AuthorizationHeaderMalformed 400',
      (h) => ({ ...h, authorization: 'Basic x' }),
    ],
    [
      'the header lacks its scope',
      'AuthorizationHeaderMalformed 400',
      (h) => ({ ...h, authorization: h.authorization?.replace(/\/.*aws4_request/, '') ?? '' }),
    ],
    [
      'the header names its key twice',
      'AuthorizationHeaderMalformed 400',
      (h) => ({ ...h, authorization: `${h.authorization},Signature=${'0'.repeat(64)}` }),
    ],
    [
      'host is not signed',
      'AccessDenied 403',
      (h) => ({ ...h, authorization: h.authorization?.replace(';host;', ';') ?? '' }),
    ],
    [
      'the access key is unknown',
      'AccessDenied 403',
      (h) => ({ ...h, authorization: h.authorization?.replace(/=OTTR/, '=ONONE') ?? '' }),
    ],
  ])('is refused when %s', async (_name, expected, change) => {
    expect(await put({ headers: { 'content-type': 'text/plain' } }, change)).toBe(expected);
  });

  test('is refused if the header is repeated', async () => {
    const twice = await put({}, (headers) => ({
      ...headers,
      'x-amz-date': [headers['x-amz-date'] ?? '', 'again'],
    }));
    expect(twice).toBe('InvalidRequest 400');
  });

  test('is refused together with a presigned one', async () => {
    const { endpoint } = fixture.sandbox;
    const target = presign(endpoint, { method: 'GET', path: '/builds/signed' }, keys(), 60);
    const { headers } = signHeader(endpoint, { method: 'GET', path: '/builds/signed' }, keys());
    expect(answered(await send(endpoint, 'GET', target, headers))).toBe('InvalidArgument 400');
  });

  test('is refused for a different method, path or query', async () => {
    const { endpoint } = fixture.sandbox;
    const { headers } = signHeader(endpoint, { method: 'GET', path: '/builds/signed' }, keys());
    for (const [method, target] of [
      ['DELETE', '/builds/signed'],
      ['GET', '/builds/signe%64%2e'],
      ['GET', '/builds/./signed'],
      ['GET', '/builds//signed'],
      ['GET', '/builds/signed?acl'],
    ] as const) {
      expect(answered(await send(endpoint, method, target, headers))).toBe('AccessDenied 403');
    }
  });

  test('is refused if the clocks differ by more than 15 minutes, and otherwise accepted', async () => {
    const minutes = (count: number) => put({ time: Date.now() + count * 60_000 });
    expect(await minutes(14)).toBe('OK 200');
    expect(await minutes(-14)).toBe('OK 200');
    expect(await minutes(16)).toBe('RequestTimeTooSkewed 403');
    expect(await minutes(-16)).toBe('RequestTimeTooSkewed 403');
  });

  test('is also accepted for another service and region, as on RGW', async () => {
    expect(await put({ service: 'sts', region: 'elsewhere' })).toBe('OK 200');
  });

  test('covers the body', async () => {
    const { endpoint } = fixture.sandbox;
    const { headers } = signHeader(
      endpoint,
      { method: 'PUT', path: '/builds/signed', body: 'content' },
      keys(),
    );
    expect(answered(await send(endpoint, 'PUT', '/builds/signed', headers, 'CONTENT'))).toBe(
      'XAmzContentSHA256Mismatch 400',
    );
  });

  test.each([
    [
      'a key of every character that S3 names as unsafe',
      'a b+c&d=e?f#g%h"i\'j<k>l\\m^n`o{p|q}r~s[t](u)*!,;:@$.txt',
    ],
    ['a key with dots', '../../etc/./passwd'],
    ['a key with slashes', '/lead//double/'],
    ['a key of other alphabets', 'größe/日本語/😀'],
    ['a key that looks encoded', 'a%20b%2Fc'],
    ['a key with control characters', 'a\tb\u0001c'],
  ])('matches for %s, canonically encoded and as sparsely as HTTP allows', async (_name, key) => {
    const path = `/builds/${key.split('/').map(encode).join('/')}`;
    expect(await put({ path, body: key })).toBe('OK 200');
    const sparse = path.replace(/%(2[1478-9ABC]|3A|40)/g, (escaped) => decodeURIComponent(escaped));
    const read = await sendSigned(fixture.sandbox.endpoint, { method: 'GET', path: sparse }, keys());
    expect(read.body).toBe(key);
  });

  test('matches for UTF-8 in metadata, byte for byte', async () => {
    const value = Buffer.from('größe 日本', 'utf8').toString('latin1');
    const headers = { 'x-amz-meta-name': value };
    const raw = { method: 'PUT', path: '/builds/meta', body: 'x', headers };
    const { endpoint } = fixture.sandbox;
    const signed = signHeader(endpoint, { ...raw, headers: { 'x-amz-meta-name': 'größe 日本' } }, keys());
    expect(answered(await send(endpoint, 'PUT', raw.path, { ...signed.headers, ...headers }, 'x'))).toBe(
      'OK 200',
    );
    const read = await sendSigned(endpoint, { method: 'HEAD', path: raw.path }, keys());
    expect(read.headers['x-amz-meta-name']).toBe(value);
  });
});

describe('a presigned URL', () => {
  const get = (seconds: number | string, time = Date.now()) => {
    const { endpoint } = fixture.sandbox;
    return send(
      endpoint,
      'GET',
      presign(endpoint, { method: 'GET', path: '/builds/pre', time }, keys(), seconds),
    );
  };

  test('gets and puts', async () => {
    const { endpoint } = fixture.sandbox;
    const target = presign(endpoint, { method: 'PUT', path: '/builds/pre' }, keys(), 60);
    expect(answered(await send(endpoint, 'PUT', target, {}, 'by url'))).toBe('OK 200');
    expect((await get(60)).body).toBe('by url');
  });

  test('is refused once it has expired', async () => {
    expect(answered(await get(60, Date.now() - 30_000))).toBe('OK 200');
    expect(answered(await get(60, Date.now() - 62_000))).toBe('AccessDenied 403');
  });

  test('may be older than 15 minutes, but not as far in the future', async () => {
    expect(answered(await get(3600, Date.now() - 20 * 60_000))).toBe('OK 200');
    expect(answered(await get(3600, Date.now() + 20 * 60_000))).toBe('RequestTimeTooSkewed 403');
  });

  test.each([['0'], ['-1'], ['soon']])('of %s seconds is refused', async (seconds) => {
    expect(answered(await get(seconds))).toBe('AuthorizationQueryParametersError 400');
  });

  test('of more than a week is refused', async () => {
    expect(answered(await get(604_800))).toBe('OK 200');
    expect(answered(await get(604_801))).toBe('AccessDenied 403');
  });

  test('is refused if its query was changed, or repeats a parameter', async () => {
    const { endpoint } = fixture.sandbox;
    const target = presign(endpoint, { method: 'GET', path: '/builds/pre' }, keys(), 60);
    expect(answered(await send(endpoint, 'GET', target.replace('Expires=60', 'Expires=61')))).toBe(
      'AccessDenied 403',
    );
    expect(answered(await send(endpoint, 'GET', `${target}&X-Amz-Expires=600`))).toBe('InvalidArgument 400');
    expect(answered(await send(endpoint, 'GET', `${target}&response-content-type=a`))).toBe(
      'AccessDenied 403',
    );
  });

  test('is refused with a header that it did not sign', async () => {
    const { endpoint } = fixture.sandbox;
    const target = presign(endpoint, { method: 'PUT', path: '/builds/pre' }, keys(), 60);
    expect(answered(await send(endpoint, 'PUT', target, { 'x-amz-meta-a': 'b' }, 'x'))).toBe(
      'AccessDenied 403',
    );
  });

  test('may have metadata and response headers in its query', async () => {
    const { endpoint } = fixture.sandbox;
    const query = `x-amz-meta-note=${encode('größe')}`;
    const target = presign(endpoint, { method: 'PUT', path: '/builds/noted', query }, keys(), 60);
    expect(answered(await send(endpoint, 'PUT', target, {}, 'x'))).toBe('OK 200');
    const disposition = `response-content-disposition=${encode('attachment; filename="a.txt"')}`;
    const read = presign(endpoint, { method: 'GET', path: '/builds/noted', query: disposition }, keys(), 60);
    const { headers } = await send(endpoint, 'GET', read);
    expect(headers['content-disposition']).toBe('attachment; filename="a.txt"');
    expect(Buffer.from(String(headers['x-amz-meta-note']), 'latin1').toString('utf8')).toBe('größe');
  });

  test('cannot smuggle a line break into a header', async () => {
    const { endpoint } = fixture.sandbox;
    const query = `response-content-type=${encode('a\r\nset-cookie: b')}`;
    const target = presign(endpoint, { method: 'GET', path: '/builds/pre', query }, keys(), 60);
    expect(answered(await send(endpoint, 'GET', target))).toBe('InvalidArgument 400');
  });
});
