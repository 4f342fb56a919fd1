import { WireError } from '../error.ts';
import { type Listing, type ListingRequest, listKeys } from '../listing.ts';
import { encodeUri } from '../wire-request.ts';
import { branch, escapeText, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { type Answer, quoted, type S3Call } from './call.ts';

/** The most entries that S3 lists on a page, whatever is requested. */
const MAXIMUM_PAGE = 1000;

export async function headBucket(): Promise<Answer> {
  return { status: 200 };
}

export async function getBucketVersioning(): Promise<Answer> {
  return { status: 200, body: xmlDocument('VersioningConfiguration', S3_NAMESPACE) };
}

/** RGW returns the name of its zone group, and the sandbox its region. */
export async function getBucketLocation({ region }: S3Call): Promise<Answer> {
  return { status: 200, body: xmlDocument('LocationConstraint', S3_NAMESPACE, escapeText(region)) };
}

export async function listObjectsV2(call: S3Call): Promise<Answer> {
  const { query } = call.wire;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  // RGW 16's token is the last key of the page. Any other key is also accepted.
  const request = readListing(query, token ?? startAfter ?? '');
  const listing = listKeys(call.bucket.objects.index, request);
  const encode = keyEncoder(query);
  const body = xmlDocument(
    'ListBucketResult',
    S3_NAMESPACE,
    ...describeListing(call, request, listing),
    leaf('KeyCount', listing.keys.length + listing.commonPrefixes.length),
    optional('ContinuationToken', token),
    listing.next === undefined ? undefined : leaf('NextContinuationToken', listing.next),
    startAfter === undefined ? undefined : leaf('StartAfter', encode(startAfter)),
    ...describeEntries(call, listing, query.get('fetch-owner') === 'true'),
  );
  return { status: 200, body };
}

export async function listObjects(call: S3Call): Promise<Answer> {
  const { query } = call.wire;
  const request = readListing(query, query.get('marker') ?? '');
  const listing = listKeys(call.bucket.objects.index, request);
  const encode = keyEncoder(query);
  const body = xmlDocument(
    'ListBucketResult',
    S3_NAMESPACE,
    ...describeListing(call, request, listing),
    leaf('Marker', encode(request.after)),
    listing.next === undefined ? undefined : leaf('NextMarker', encode(listing.next)),
    ...describeEntries(call, listing, true),
  );
  return { status: 200, body };
}

function readListing(query: ReadonlyMap<string, string>, after: string): ListingRequest {
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after,
    maximum: readPageSize(query, 'max-keys'),
  };
}

/** With a negative number a page is empty, as with 0. @throws WireError InvalidArgument */
export function readPageSize(query: ReadonlyMap<string, string>, name: string): number {
  const value = query.get(name) || String(MAXIMUM_PAGE);
  if (!/^-?\d{1,10}$/.test(value)) throw new WireError('InvalidArgument', `${name} is not a number.`);
  return Math.max(0, Math.min(Number(value), MAXIMUM_PAGE));
}

/**
 * Returns how to write keys: as they are or, if requested, percent-encoded including slashes, because XML 1.0 cannot contain
 * every character. RGW ignores any other `encoding-type`.
 */
export function keyEncoder(query: ReadonlyMap<string, string>): (key: string) => string {
  return query.get('encoding-type') === 'url' ? encodeUri : (key) => key;
}

/** The same for the parameters of the request, in which RGW does not encode slashes. */
function prefixEncoder(query: ReadonlyMap<string, string>): (prefix: string) => string {
  const encode = keyEncoder(query);
  return (prefix) => encode(prefix).replaceAll('%2F', '/');
}

export function optional(name: string, text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : leaf(name, text);
}

function describeListing(call: S3Call, request: ListingRequest, listing: Listing): (string | undefined)[] {
  const { query } = call.wire;
  const encode = prefixEncoder(query);
  return [
    leaf('Name', call.bucket.name),
    leaf('Prefix', encode(request.prefix)),
    optional('Delimiter', encode(request.delimiter)),
    leaf('MaxKeys', request.maximum),
    optional('EncodingType', query.get('encoding-type')),
    leaf('IsTruncated', listing.next !== undefined),
  ];
}

function describeEntries(call: S3Call, listing: Listing, withOwner: boolean): string[] {
  const encode = keyEncoder(call.wire.query);
  const contents = listing.keys.flatMap((key) => {
    const object = call.bucket.objects.index.get(key);
    if (!object) return [];
    return branch(
      'Contents',
      leaf('Key', encode(key)),
      leaf('LastModified', new Date(object.lastModified).toISOString()),
      leaf('ETag', quoted(object.etag)),
      object.checksum && leaf('ChecksumAlgorithm', object.checksum.algorithm.toUpperCase()),
      object.checksum && leaf('ChecksumType', object.checksum.type),
      leaf('Size', object.size),
      leaf('StorageClass', 'STANDARD'),
      withOwner ? branch('Owner', leaf('ID', object.owner), leaf('DisplayName', object.owner)) : undefined,
    );
  });
  return [
    ...contents,
    ...listing.commonPrefixes.map((prefix) => branch('CommonPrefixes', leaf('Prefix', encode(prefix)))),
  ];
}
