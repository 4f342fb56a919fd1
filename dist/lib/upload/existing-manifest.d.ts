import { type Manifest } from '../artifact/manifest.ts';
import type { UploadStores } from './upload-stores.ts';
export interface StoredManifest {
    readonly manifest: Manifest;
    /** Hexadecimal. */
    readonly sha256: string;
}
interface ManifestLook {
    readonly state: string;
    readonly isThere: boolean;
    readonly signal: AbortSignal;
}
/**
 * The manifest that is at the key already, for an upload that replaces nothing: it stays, byte for byte, when it says the
 * same. A run that is made again then ends as the first did, and what was noted of the first still holds.
 *
 * @param own what would be written; a file whose `sha256` is empty is compared by its size alone
 * @param options.state what is done by then, as the beginning of a sentence
 * @param options.isThere whether it is known that there is one
 * @returns undefined when there is none, or nobody knows of one and the session may not read it
 * @throws ArtifactFailure of kind `exists` when it is of another upload, or that cannot be told of one that is there
 */
export declare function findSameManifest(stores: UploadStores, key: string, own: Manifest, { state, isThere, signal }: ManifestLook): Promise<StoredManifest | undefined>;
export {};
