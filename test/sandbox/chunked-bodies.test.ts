import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ChecksumAlgorithm, startChecksum } from '../../sandbox/checksum.ts';
import { permanentKeys, useSandbox } from './fixture.ts';
import { hmac, type RawAnswer, type Signed, send, sendSigned, sha256, signHeader } from './signer.ts';

const fixture = useSandbox();
const answered = ({ status, code }: RawAnswer) => `${code ?? 'OK'} ${status}`;
const keys = () => permanentKeys(fixture.bucket);
const path = '/builds/chunked';
const EMPTY = sha256('');

/** 70,000 bytes in three chunks, which no buffer boundary falls together with. */
const content = Buffer.alloc(70_000, 'otter ');
const chunks = [content.subarray(0, 30_001), content.subarray(30_001, 60_003), content.subarray(60_003)];
const crc32 = digest('crc32', content);

function digest(algorithm: ChecksumAlgorithm, data: Buffer): string {
  const running = startChecksum(algorithm);
  running.update(data);
  return running.digest().toString('base64');
}

function signChunks(signed: Signed, parts: readonly Buffer[], trailer?: string): Buffer {
  const link = (kind: string, previous: string, ...rest: string[]) =>
    hmac(signed.signingKey, [kind, signed.timestamp, signed.scope, previous, ...rest].join('\n')).toString(
      'hex',
    );
  let previous = signed.signature;
  const pieces: (Buffer | string)[] = [];
  for (const part of [...parts, Buffer.alloc(0)]) {
    previous = link('AWS4-HMAC-SHA256-PAYLOAD', previous, EMPTY, sha256(part));
    pieces.push(`${part.length.toString(16)};chunk-signature=${previous}\r\n`, part);
    if (part.length > 0) pieces.push('\r\n');
  }
  if (trailer !== undefined) {
    const signature = link('AWS4-HMAC-SHA256-TRAILER', previous, sha256(`${trailer}\n`));
    pieces.push(`${trailer}\r\n`, `x-amz-trailer-signature:${signature}\r\n`);
  }
  pieces.push('\r\n');
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

function frameChunks(parts: readonly Buffer[], trailer = ''): Buffer {
  const framed = parts.flatMap((part) => [`${part.length.toString(16)}\r\n`, part, '\r\n']);
  return Buffer.concat([...framed, '0\r\n', trailer, '\r\n'].map((piece) => Buffer.from(piece)));
}

interface Upload {
  payloadHash: string;
  trailer?: string;
  decodedLength?: number | undefined;
  body: (signed: Signed) => Buffer;
}

async function put({ payloadHash, trailer, decodedLength = content.length, body }: Upload): Promise<string> {
  const headers: Record<string, string> = {
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(decodedLength),
    ...(trailer === undefined ? {} : { 'x-amz-trailer': trailer }),
  };
  const { endpoint } = fixture.sandbox;
  const signed = signHeader(endpoint, { method: 'PUT', path, headers, payloadHash }, keys());
  return answered(await send(endpoint, 'PUT', path, signed.headers, body(signed)));
}

const read = async () => (await sendSigned(fixture.sandbox.endpoint, { method: 'GET', path }, keys())).body;
const edit = (body: Buffer, from: string, to: string) =>
  Buffer.from(body.toString('latin1').replace(from, to), 'latin1');

describe('a body of signed chunks', () => {
  const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

  test('arrives unchanged, without its framing', async () => {
    expect(await put({ payloadHash, body: (signed) => signChunks(signed, chunks) })).toBe('OK 200');
    expect(sha256(await read())).toBe(sha256(content));
    const head = await sendSigned(fixture.sandbox.endpoint, { method: 'HEAD', path }, keys());
    expect(head.headers['content-encoding']).toBeUndefined();
    expect(head.headers.etag).toBe(`"${createHash('md5').update(content).digest('hex')}"`);
  });

  test('may be empty', async () => {
    expect(await put({ payloadHash, decodedLength: 0, body: (signed) => signChunks(signed, []) })).toBe(
      'OK 200',
    );
    expect(await read()).toBe('');
  });

  test.each<[string, string, (body: Buffer) => Buffer]>([
    ['a byte was changed', 'SignatureDoesNotMatch 403', (body) => edit(body, 'otter otter', 'ottEr otter')],
    [
      'a signature was changed',
      'SignatureDoesNotMatch 403',
      (body) => body.fill(body.at(-10) === 97 ? 'b' : 'a', body.length - 10, body.length - 9),
    ],
    ['a chunk has no signature', 'InvalidRequest 400', (body) => edit(body, ';chunk-signature', ';')],
    ['a size is no number', 'InvalidRequest 400', (body) => edit(body, '7531;', 'zz;')],
    ['a size is too small', 'SignatureDoesNotMatch 403', (body) => edit(body, '7531;', '7530;')],
    ['it stops in the middle of a chunk', 'IncompleteBody 400', (body) => body.subarray(0, 40_000)],
    [
      'its last chunk is missing',
      'IncompleteBody 400',
      (body) => body.subarray(0, body.lastIndexOf('0;chunk')),
    ],
    ['something follows it', 'InvalidRequest 400', (body) => Buffer.concat([body, Buffer.from('more')])],
    ['a header of a chunk never ends', 'InvalidRequest 400', () => Buffer.alloc(70_000, '1')],
  ])('is refused when %s, and leaves what was there', async (_name, expected, change) => {
    await put({ payloadHash, decodedLength: 3, body: (signed) => signChunks(signed, [Buffer.from('old')]) });
    expect(await put({ payloadHash, body: (signed) => change(signChunks(signed, chunks)) })).toBe(expected);
    expect(await read()).toBe('old');
  });

  test('is refused if it is longer or shorter than announced', async () => {
    for (const decodedLength of [content.length - 1, content.length + 1]) {
      expect(await put({ payloadHash, decodedLength, body: (signed) => signChunks(signed, chunks) })).toBe(
        'IncompleteBody 400',
      );
    }
  });

  test('is refused in another order', async () => {
    const reordered = (signed: Signed) => {
      const text = signChunks(signed, chunks).toString('latin1');
      const second = text.indexOf('7532;');
      const third = text.indexOf(`${chunks[2]?.length.toString(16)};`);
      const last = text.lastIndexOf('0;chunk');
      const [a, b, c, d] = [
        text.slice(0, second),
        text.slice(second, third),
        text.slice(third, last),
        text.slice(last),
      ];
      return Buffer.from(`${a}${c}${b}${d}`, 'latin1');
    };
    expect(await put({ payloadHash, body: reordered })).toBe('SignatureDoesNotMatch 403');
  });
});

describe('a body of signed chunks with a signed trailer', () => {
  const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
  const trailer = 'x-amz-checksum-crc32';
  const line = `${trailer}:${crc32}`;

  test('arrives', async () => {
    expect(await put({ payloadHash, trailer, body: (signed) => signChunks(signed, chunks, line) })).toBe(
      'OK 200',
    );
    expect(sha256(await read())).toBe(sha256(content));
  });

  test.each<[string, string, (signed: Signed) => Buffer]>([
    ['another checksum', 'BadDigest 400', (signed) => signChunks(signed, chunks, `${trailer}:AAAAAA==`)],
    [
      'a checksum put in later',
      'SignatureDoesNotMatch 403',
      (signed) => edit(signChunks(signed, chunks, line), crc32, 'AAAAAA=='),
    ],
    ['no trailer', 'MalformedTrailerError 400', (signed) => signChunks(signed, chunks)],
    [
      'an unsigned trailer',
      'MalformedTrailerError 400',
      (signed) => Buffer.concat([signChunks(signed, chunks).subarray(0, -2), Buffer.from(`${line}\r\n\r\n`)]),
    ],
    [
      'a trailer that was not announced',
      'MalformedTrailerError 400',
      (signed) => signChunks(signed, chunks, 'x-amz-meta-a:b'),
    ],
  ])('is refused with %s', async (_name, expected, body) => {
    expect(await put({ payloadHash, trailer, body })).toBe(expected);
  });
});

describe('a body of unsigned chunks with a trailer', () => {
  const payloadHash = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

  test.each<[ChecksumAlgorithm]>([['crc32'], ['crc32c'], ['crc64nvme'], ['sha1'], ['sha256']])(
    'is verified with its %s',
    async (algorithm) => {
      const trailer = `x-amz-checksum-${algorithm}`;
      const right = `${trailer}:${digest(algorithm, content)}\r\n`;
      const wrong = `${trailer}:${digest(algorithm, Buffer.from('other'))}\r\n`;
      expect(await put({ payloadHash, trailer, body: () => frameChunks(chunks, right) })).toBe('OK 200');
      expect(await put({ payloadHash, trailer, body: () => frameChunks(chunks, wrong) })).toBe(
        'BadDigest 400',
      );
    },
  );

  test('is refused without its trailer, with another, with two, or if unannounced', async () => {
    const trailer = 'x-amz-checksum-crc32';
    const line = `${trailer}:${crc32}\r\n`;
    const body = (text: string) => () => frameChunks(chunks, text);
    expect(await put({ payloadHash, trailer, body: body('') })).toBe('MalformedTrailerError 400');
    expect(await put({ payloadHash, trailer, body: body('x-other:1\r\n') })).toBe(
      'MalformedTrailerError 400',
    );
    expect(await put({ payloadHash, trailer, body: body(line + line) })).toBe('MalformedTrailerError 400');
    expect(await put({ payloadHash, body: body(line) })).toBe('MalformedTrailerError 400');
    expect(await put({ payloadHash, trailer: 'x-amz-checksum-md4', body: body(line) })).toBe(
      'MalformedTrailerError 400',
    );
  });
});

describe('a plain body', () => {
  const plain = (headers: Record<string, string>, body = 'content') =>
    sendSigned(fixture.sandbox.endpoint, { method: 'PUT', path, headers, body }, keys()).then(answered);

  test('is verified with its Content-MD5', async () => {
    const md5 = createHash('md5').update('content').digest('base64');
    expect(await plain({ 'content-md5': md5 })).toBe('OK 200');
    expect(await plain({ 'content-md5': md5 }, 'other')).toBe('BadDigest 400');
    expect(await plain({ 'content-md5': 'short' })).toBe('InvalidDigest 400');
  });

  test('is verified with its checksum header', async () => {
    const good = digest('crc64nvme', Buffer.from('content'));
    expect(await plain({ 'x-amz-checksum-crc64nvme': good })).toBe('OK 200');
    expect(await plain({ 'x-amz-checksum-crc64nvme': good }, 'other')).toBe('BadDigest 400');
    expect(await plain({ 'x-amz-checksum-crc64nvme': 'AAAA' })).toBe('InvalidRequest 400');
    expect(await plain({ 'x-amz-checksum-xxhash64': good })).toBe('NotImplemented 501');
    const two = { 'x-amz-checksum-crc64nvme': good, 'x-amz-checksum-crc32': crc32 };
    expect(await plain(two)).toBe('InvalidRequest 400');
  });

  test('needs a length, and one of at most 5 GiB', async () => {
    const { endpoint } = fixture.sandbox;
    const raw = { method: 'PUT', path, payloadHash: 'UNSIGNED-PAYLOAD' };
    const { headers } = signHeader(endpoint, raw, keys());
    const tooLong = { ...headers, 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' };
    expect(answered(await send(endpoint, 'PUT', path, tooLong))).toBe('EntityTooLarge 400');
    const response = await fetch(`${endpoint}${path}`, {
      method: 'PUT',
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host')),
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from('x'));
          controller.close();
        },
      }),
      duplex: 'half',
    });
    expect(response.status).toBe(411);
    expect(await response.text()).toContain('MissingContentLength');
  });

  test('of a kind that the sandbox cannot verify is refused', async () => {
    const { endpoint } = fixture.sandbox;
    const put = (payloadHash: string) =>
      sendSigned(endpoint, { method: 'PUT', path, payloadHash }, keys()).then(answered);
    expect(await put('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD')).toBe('NotImplemented 501');
    expect(await put('STREAMING-UNSIGNED-PAYLOAD')).toBe('InvalidArgument 400');
    expect(await put('nonsense')).toBe('InvalidArgument 400');
  });
});

test('the checksums have the published check values', () => {
  const check = (algorithm: ChecksumAlgorithm) =>
    Buffer.from(digest(algorithm, Buffer.from('123456789')), 'base64').toString('hex');
  expect(check('crc32')).toBe('cbf43926');
  expect(check('crc32c')).toBe('e3069283');
  expect(check('crc64nvme')).toBe('ae8b14860a799888');
});
