import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm } from '../checksum.ts';
import { WireError } from '../error.ts';
import { compareKeys } from '../key-index.ts';
import type { ObjectAttributes } from '../object-store.ts';
import { decodeUri, header, headerOrQuery, type WireRequest } from '../wire-request.ts';

/** The headers that are returned with an object as they were uploaded. A query parameter of GET can replace each. */
export const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

const DEFAULT_TYPE = 'binary/octet-stream';
const METADATA_PREFIX = 'x-amz-meta-';

/** RFC 9110, section 5.6.2, in lower case, in which header names are compared. */
const TOKEN = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** S3's limits for tags: their number, and their length in characters. */
const MAXIMUM_TAGS = 10;
const MAXIMUM_TAG_KEY = 128;
const MAXIMUM_TAG_VALUE = 256;

const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

/** The sandbox does not support these headers, and a client must not believe that it does. */
const REFUSED_HEADERS =
  /^x-amz-(server-side-encryption|object-lock|grant|website-redirect|copy-source-server-side)/;

/**
 * Reads what a request says about the object that it uploads. A presigned URL may say it in its query.
 * @throws WireError InvalidTag, InvalidArgument, NotImplemented
 */
export function readAttributes(request: WireRequest): ObjectAttributes {
  const refused = [...request.headers.keys(), ...request.query.keys()].find((name) =>
    REFUSED_HEADERS.test(name),
  );
  if (refused !== undefined)
    throw new WireError('NotImplemented', `The sandbox does not support ${refused}.`);
  const storageClass = headerOrQuery(request, 'x-amz-storage-class') ?? 'STANDARD';
  if (storageClass !== 'STANDARD')
    throw new WireError('InvalidArgument', 'The only storage class is STANDARD.');
  return {
    headers: readKeptHeaders(request),
    metadata: readMetadata(request),
    tags: readTagHeader(headerOrQuery(request, 'x-amz-tagging')),
    acl: readCannedAcl(request),
  };
}

function readKeptHeaders(request: WireRequest): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': DEFAULT_TYPE };
  for (const name of KEPT_HEADERS) {
    const value = header(request, name);
    if (value !== undefined && value !== '') kept[name] = value;
  }
  // aws-chunked describes the transfer and not the content.
  const encodings = kept['content-encoding']?.split(',').map((encoding) => encoding.trim()) ?? [];
  const own = encodings.filter((encoding) => encoding !== 'aws-chunked' && encoding !== '').join(',');
  if (own === '') delete kept['content-encoding'];
  else kept['content-encoding'] = own;
  return kept;
}

function readMetadata(request: WireRequest): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const name of new Set([...request.headers.keys(), ...request.query.keys()])) {
    if (!name.startsWith(METADATA_PREFIX)) continue;
    if (!TOKEN.test(name))
      throw new WireError('InvalidArgument', 'A name of user metadata is not a valid header name.');
    const value = headerOrQuery(request, name) ?? '';
    metadata[name.slice(METADATA_PREFIX.length)] = value;
  }
  return metadata;
}

/** @throws WireError InvalidArgument */
export function readCannedAcl(request: WireRequest): string {
  const acl = headerOrQuery(request, 'x-amz-acl') ?? 'private';
  if (!CANNED_ACLS.includes(acl)) throw new WireError('InvalidArgument', 'x-amz-acl is not a canned ACL.');
  return acl;
}

function readTagHeader(value: string | undefined): [string, string][] {
  const pairs = (value ?? '').split('&').filter((pair) => pair !== '');
  const decode = (text: string) => decodeUri(text.replaceAll('+', ' '));
  return checkTags(
    pairs.map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [decode(name), decode(rest.join('='))];
    }),
    'InvalidArgument',
  );
}

/**
 * The tags in RGW's order: by key, and those with the same key in the given order.
 * @param code RGW has another one for tags in a header.
 */
export function checkTags(
  tags: readonly [string, string][],
  code: 'InvalidTag' | 'InvalidArgument',
): [string, string][] {
  if (tags.length > MAXIMUM_TAGS) throw new WireError(code, `An object has at most ${MAXIMUM_TAGS} tags.`);
  for (const [key, value] of tags) {
    if (key === '' || key.length > MAXIMUM_TAG_KEY || value.length > MAXIMUM_TAG_VALUE) {
      throw new WireError(code, 'A tag must have a key of 1 to 128 characters and a value of at most 256.');
    }
  }
  return [...tags].sort(([one], [other]) => compareKeys(one, other));
}

/** The algorithm that a request names in `x-amz-checksum-algorithm`. @throws WireError InvalidRequest */
export function readChecksumAlgorithm(request: WireRequest): ChecksumAlgorithm | undefined {
  const value = headerOrQuery(request, 'x-amz-checksum-algorithm');
  if (value === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((name) => name === value.toLowerCase());
  if (!algorithm)
    throw new WireError('InvalidRequest', 'The sandbox does not support that checksum algorithm.');
  return algorithm;
}
