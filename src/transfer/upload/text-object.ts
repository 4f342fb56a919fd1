import { hash } from 'node:crypto';
import { StoreFailure } from '../../s3/failure.ts';
import type { Body } from '../../s3/store-types.ts';
import { replacesItself } from './existing-object.ts';
import { headersOfPut } from './object-headers.ts';
import type { UploadOptions } from './upload-options.ts';

/**
 * Puts a text that an upload writes itself: its manifest, or the pointer to it.
 *
 * @returns its SHA-256 in hexadecimal
 * @throws StoreFailure, of kind `exists` when there is something else and it is put only if absent
 */
export async function putText(
  options: UploadOptions,
  key: string,
  text: string,
  { onlyIfAbsent }: { readonly onlyIfAbsent: boolean },
): Promise<string> {
  const { stores, signal } = options;
  const content = Buffer.from(text);
  const body: Body = { sha256: hash('sha256', content), bytes: content.length, open: () => content };
  const store = await stores.write();
  // They are replaced by each upload, so no cache may keep them.
  const headers = headersOfPut(key, {
    ...options,
    contentType: 'application/json',
    cacheControl: 'no-cache',
  });
  let unclear = false;
  const onUnclear = () => {
    unclear = true;
  };
  try {
    await store.putObject(key, body, { headers, onlyIfAbsent, onUnclear, signal });
  } catch (error) {
    // It may be what a try of ours has put there, whose answer was lost.
    const isTaken = error instanceof StoreFailure && error.kind === 'exists';
    const isOurs = () => replacesItself(store, key, body, hash('md5', content), { headers, signal });
    if (!isTaken || !unclear || !(await isOurs())) throw error;
  }
  return body.sha256;
}
