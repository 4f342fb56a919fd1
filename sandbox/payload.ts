import { createHash } from 'node:crypto';
import { BodyDigest, type BodyDigests } from './body-digest.ts';
import { type ChecksumAlgorithm, isChecksumAlgorithm, isChecksumValue } from './checksum.ts';
import { ChunkedBody } from './chunked-body.ts';
import { WireError } from './error.ts';
import type { SigningContext } from './signature.ts';
import { header, type WireRequest } from './wire-request.ts';

/** Bytes. S3's limit for a single PUT or part: 5 GiB. */
const MAXIMUM_BODY = 5 * 1024 ** 3;

/** A body that is read once, as it arrives. Its data must not be kept before `digests()` returns. */
export interface Payload {
  readonly length: number;
  data(): AsyncGenerator<Buffer>;
  /** @throws Error before `data()` has been read to its end. */
  digests(): BodyDigests;
}

export interface PayloadSource {
  readonly request: WireRequest;
  /** `x-amz-content-sha256` as it was signed. */
  readonly payloadHash: string;
  /** What the signatures of the chunks are based on, if they are signed. */
  readonly signing?: SigningContext | undefined;
  /** Sends `100 Continue` if the client waits for it. Called before the body is first read. */
  readonly sendContinue: () => void;
}

export interface PayloadOptions {
  /** The algorithm to use if the client sent no checksum. */
  readonly wanted?: ChecksumAlgorithm | undefined;
  /** In CompleteMultipartUpload, the header has the checksum of the object instead of the body. */
  readonly ignoreChecksumHeader?: boolean;
}

/**
 * Opens the body of an authenticated request. It is verified while it is read: length, signed SHA-256, chunk and trailer
 * signatures, Content-MD5, `x-amz-checksum-*`.
 * @throws WireError at once for invalid headers, and from `data()` for a body that does not match them.
 */
export function openPayload(source: PayloadSource, options: PayloadOptions = {}): Payload {
  const { request } = source;
  const framing = readFraming(source);
  const length = framing ? framing.decodedLength : readLength(request, 'content-length');
  if (length > MAXIMUM_BODY)
    throw new WireError('EntityTooLarge', `A body has at most ${MAXIMUM_BODY} bytes.`);
  const expected = readExpectations(source, options);
  const inTrailer = trailerAlgorithm(framing?.trailers);
  if (inTrailer && expected.checksum) throw new WireError('InvalidRequest', 'Only one checksum is allowed.');
  const digest = new BodyDigest(expected.checksum?.algorithm ?? inTrailer ?? options.wanted);
  let digests: BodyDigests | undefined;

  async function* data(): AsyncGenerator<Buffer> {
    source.sendContinue();
    const chunked = framing && new ChunkedBody(incomingBytes(request), framing);
    const sha256 = expected.sha256 === undefined ? undefined : createHash('sha256');
    let received = 0;
    for await (const bytes of chunked?.data() ?? { [Symbol.asyncIterator]: () => incomingBytes(request) }) {
      received += bytes.length;
      sha256?.update(bytes);
      digest.update(bytes);
      yield bytes;
    }
    if (received !== length) throw new WireError('IncompleteBody', `${received} of ${length} bytes arrived.`);
    if (sha256 && sha256.digest('hex') !== expected.sha256) {
      throw new WireError(
        'XAmzContentSHA256Mismatch',
        'The body does not match the signed x-amz-content-sha256.',
      );
    }
    digests = verifyDigests(digest.finish(), expected, chunked);
  }

  return {
    length,
    data,
    digests: () => {
      if (!digests) throw new Error('the body has not been read to its end');
      return digests;
    },
  };
}

/**
 * Reads a whole small body, such as an XML document.
 * @param maximum bytes.
 * @throws WireError MaxMessageLengthExceeded
 */
export async function readSmallPayload(payload: Payload, maximum: number): Promise<string> {
  if (payload.length > maximum) {
    throw new WireError('MaxMessageLengthExceeded', `The body of this request has at most ${maximum} bytes.`);
  }
  const parts: Buffer[] = [];
  for await (const bytes of payload.data()) parts.push(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new WireError('MalformedXML', 'The body is not UTF-8.');
  }
}

/** The request's bytes. Stopping early must not destroy the socket, because the error is still to be sent on it. */
function incomingBytes(request: WireRequest): AsyncIterator<Buffer> {
  return request.incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
}

interface Expectations {
  readonly sha256: string | undefined;
  readonly md5: string | undefined;
  readonly checksum: { algorithm: ChecksumAlgorithm; value: string } | undefined;
}

function readExpectations({ request, payloadHash }: PayloadSource, options: PayloadOptions): Expectations {
  const md5 = header(request, 'content-md5');
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) {
    throw new WireError('InvalidDigest', 'Content-MD5 is not the base64 of 16 bytes.');
  }
  return {
    sha256: /^[0-9a-f]{64}$/.test(payloadHash) ? payloadHash : undefined,
    md5,
    checksum: options.ignoreChecksumHeader ? undefined : readChecksumHeader(request),
  };
}

function readChecksumHeader(request: WireRequest): Expectations['checksum'] {
  const found = [...request.headers.keys()].filter((name) => isChecksumHeader(name));
  if (found.length === 0) return undefined;
  const algorithm = (found[0] as string).slice('x-amz-checksum-'.length);
  const value = header(request, found[0] as string) ?? '';
  if (found.length > 1) throw new WireError('InvalidRequest', 'Only one x-amz-checksum header is allowed.');
  if (!isChecksumAlgorithm(algorithm)) {
    throw new WireError('NotImplemented', `The sandbox does not compute the checksum ${algorithm}.`);
  }
  if (!isChecksumValue(algorithm, value)) {
    throw new WireError(
      'InvalidRequest',
      `x-amz-checksum-${algorithm} is not a valid value of that algorithm.`,
    );
  }
  return { algorithm, value };
}

/** `-algorithm`, `-type` and `-mode` describe a checksum. Every other header is one. */
function isChecksumHeader(name: string): boolean {
  return /^x-amz-checksum-(?!algorithm$|type$|mode$)/.test(name);
}

function readFraming({ request, payloadHash, signing }: PayloadSource) {
  const [, kind, trailer] =
    /^STREAMING-(AWS4-HMAC-SHA256|UNSIGNED)-PAYLOAD(-TRAILER)?$/.exec(payloadHash) ?? [];
  if (kind === undefined) {
    if (payloadHash === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(payloadHash)) return undefined;
    if (payloadHash.startsWith('STREAMING-')) {
      throw new WireError('NotImplemented', `The sandbox does not verify ${payloadHash.slice(0, 64)}.`);
    }
    throw new WireError(
      'InvalidArgument',
      'x-amz-content-sha256 is neither a SHA-256 nor a known kind of payload.',
    );
  }
  const names = header(request, 'x-amz-trailer');
  if (kind === 'UNSIGNED' && trailer === undefined) {
    throw new WireError('InvalidArgument', 'An unsigned aws-chunked body needs a trailer.');
  }
  if ((trailer === undefined) !== (names === undefined)) {
    throw new WireError(
      'MalformedTrailerError',
      'x-amz-trailer and x-amz-content-sha256 contradict each other.',
    );
  }
  return {
    signing: kind === 'UNSIGNED' ? undefined : signing,
    trailers: names?.toLowerCase().split(/\s*,\s*/),
    decodedLength: readLength(request, 'x-amz-decoded-content-length'),
  };
}

/** Bytes. A request without a body needs no length. */
function readLength(request: WireRequest, name: string): number {
  const value = header(request, name);
  if (value === undefined) {
    const bodyless = name === 'content-length' && !request.headers.has('transfer-encoding');
    if (bodyless && request.method !== 'PUT') return 0;
    throw new WireError('MissingContentLength', `The request has a body but no ${name}.`);
  }
  if (!/^\d{1,15}$/.test(value)) throw new WireError('InvalidArgument', `${name} is not a number of bytes.`);
  return Number(value);
}

function trailerAlgorithm(trailers: readonly string[] | undefined): ChecksumAlgorithm | undefined {
  for (const name of trailers ?? []) {
    const algorithm = name.replace(/^x-amz-checksum-/, '');
    if (isChecksumAlgorithm(algorithm)) return algorithm;
    throw new WireError('MalformedTrailerError', `The sandbox does not support the trailer ${name}.`);
  }
  return undefined;
}

function verifyDigests(
  digests: BodyDigests,
  expected: Expectations,
  chunked: ChunkedBody | undefined,
): BodyDigests {
  const { md5, checksum } = digests;
  if (expected.md5 !== undefined && Buffer.from(md5, 'hex').toString('base64') !== expected.md5) {
    throw new WireError('BadDigest', 'The body does not match Content-MD5.');
  }
  const announced =
    expected.checksum?.value ?? chunked?.trailers.get(`x-amz-checksum-${checksum?.algorithm}`);
  if (announced !== undefined && announced !== checksum?.value) {
    throw new WireError('BadDigest', `The body does not match x-amz-checksum-${checksum?.algorithm}.`);
  }
  return digests;
}
