import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256.ts';

/** A long-lived key, or the key of a session with its token. */
export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Signs S3 requests with one key. It caches what it derives from the key, so reuse it for many requests. */
export function createSigner(
  { accessKeyId, secretAccessKey, sessionToken }: S3Key,
  region: string,
): SignatureV4 {
  return new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Sha256,
    // S3 signs the path as it is sent. Every other service encodes it once more.
    uriEscapePath: false,
  });
}

/** Encodes a text for an S3 signature: everything except letters, digits and `-._~` is percent-encoded. */
function encodeForS3(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The encoded path of an object, a bucket, or the service itself. Only the slash is special in a key. */
export function pathOf(bucket: string | undefined, key: string | undefined): string {
  if (bucket === undefined) return '/';
  if (key === undefined) return `/${encodeForS3(bucket)}`;
  return `/${encodeForS3(bucket)}/${key.split('/').map(encodeForS3).join('/')}`;
}

/** A path with its query, as it is sent. A parameter without a value gets a `=`, because it is signed that way. */
export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeForS3(name)}=${encodeForS3(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
