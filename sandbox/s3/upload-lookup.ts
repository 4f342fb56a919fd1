import { WireError } from '../error.ts';
import type { Upload } from '../multipart-store.ts';
import type { S3Call } from './call.ts';

/** The multipart upload of a request. @throws WireError NoSuchUpload */
export async function findUpload(call: S3Call): Promise<Upload> {
  return (await call.bucket.uploads.find(readUploadId(call), call.key)) ?? noSuchUpload();
}

export function readUploadId({ wire }: S3Call): string {
  return wire.query.get('uploadId') ?? '';
}

export function noSuchUpload(): never {
  throw new WireError(
    'NoSuchUpload',
    'There is no such upload: it was completed, aborted, or never started.',
  );
}
