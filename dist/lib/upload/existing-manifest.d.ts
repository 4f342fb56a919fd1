import { type Manifest } from '../artifact/manifest.ts';
import type { UploadStores } from './upload-stores.ts';
export interface StoredManifest {
    readonly manifest: Manifest;
    /** Hexadecimal. */
    readonly sha256: string;
}
/**
 * The manifest that is at the key already, for an upload that replaces nothing: it stays, byte for byte, when it says the
 * same. A run that is made again then ends as the first did, and what was noted of the first still holds.
 *
 * @param own what would be written; a file whose `sha256` is empty is compared by its size alone
 * @param options.state what is done by then, as the beginning of a sentence
 * @returns undefined when there is none
 * @throws ArtifactFailure of kind `exists` when it is of another upload, or that cannot be told
 */
export declare function findSameManifest(stores: UploadStores, key: string, own: Manifest, { state, signal }: {
    readonly state: string;
    readonly signal: AbortSignal;
}): Promise<StoredManifest | undefined>;
