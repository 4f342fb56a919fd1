import type { IncomingMessage } from 'node:http';
import { WireError } from './error.ts';

/** A request as it was received, before authentication. */
export interface WireRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. As on S3, `..` and `//` are not normalized. */
  readonly rawPath: string;
  /** Decoded names and values, in the order sent. No name is repeated. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. Values as sent, byte for byte in latin1. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly incoming: IncomingMessage;
}

/** Headers that decide who requests what. If one were repeated, two readers could see different requests. */
const SINGLE_HEADERS = [
  'authorization',
  'host',
  'content-length',
  'content-md5',
  'date',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
  'x-amz-decoded-content-length',
  'x-amz-copy-source',
];

/** @throws WireError InvalidURI, InvalidArgument or InvalidRequest if the request is ambiguous. */
export function readWireRequest(incoming: IncomingMessage): WireRequest {
  const target = incoming.url ?? '';
  if (!target.startsWith('/') || !/^[\x21-\x7e]*$/.test(target)) {
    throw new WireError('InvalidURI', 'The request target must be an absolute path in ASCII.');
  }
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    rawPath: mark < 0 ? target : target.slice(0, mark),
    query: readQuery(mark < 0 ? '' : target.slice(mark + 1)),
    headers: readHeaders(incoming.rawHeaders),
    incoming,
  };
}

/** The value of a header, or `undefined`. */
export function header(request: WireRequest, name: string): string | undefined {
  return request.headers.get(name)?.join(',');
}

/** A header, or the query parameter that replaces it in a presigned URL. */
export function headerOrQuery(request: WireRequest, name: string): string | undefined {
  return header(request, name) ?? queryAsHeader(request, name);
}

/**
 * A query parameter in the form of a header value: its UTF-8 bytes, in latin1.
 * @throws WireError InvalidArgument for text that a header cannot contain.
 */
export function queryAsHeader(request: WireRequest, name: string): string | undefined {
  const value = request.query.get(name);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must be refused
  if (value !== undefined && /[\u0000-\u001f\u007f]/.test(value)) {
    throw new WireError('InvalidArgument', `The query parameter ${name} contains control characters.`);
  }
  return value === undefined ? undefined : Buffer.from(value, 'utf8').toString('latin1');
}

/**
 * Percent-decodes, strictly UTF-8.
 * @throws WireError InvalidURI
 */
export function decodeUri(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new WireError(
      'InvalidURI',
      'The URI contains an invalid percent sign, or bytes that are not UTF-8.',
    );
  }
}

/** Percent-encodes as SigV4 requires: all characters but the unreserved ones of RFC 3986. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function readQuery(source: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of source.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    // RGW and S3 read a plus sign in a query as a space.
    const decodedName = decodeUri(name.replaceAll('+', ' '));
    if (query.has(decodedName))
      throw new WireError('InvalidArgument', `The query has ${decodedName} more than once.`);
    query.set(decodedName, decodeUri(value.replaceAll('+', ' ')));
  }
  return query;
}

function readHeaders(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] as string).toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(raw[index + 1] as string);
    headers.set(name, values);
  }
  for (const name of SINGLE_HEADERS) {
    if ((headers.get(name)?.length ?? 0) > 1)
      throw new WireError('InvalidRequest', `The header ${name} came twice.`);
  }
  return headers;
}
