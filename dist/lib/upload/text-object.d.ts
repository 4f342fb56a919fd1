import type { UploadOptions } from './upload-options.ts';
/**
 * Puts a text that an upload writes itself: its manifest, or the pointer to it.
 *
 * @returns its SHA-256 in hexadecimal
 * @throws StoreFailure, of kind `exists` when there is something else and it is put only if absent
 */
export declare function putText(options: UploadOptions, key: string, text: string, { onlyIfAbsent }: {
    readonly onlyIfAbsent: boolean;
}): Promise<string>;
