import { type Manifest } from '../artifact/manifest.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
/** Where to look for an artifact. */
export interface Whereabouts {
    readonly prefix: string;
    readonly manifestKey?: string | undefined;
    readonly manifestSha256?: string | undefined;
    readonly latest?: string | undefined;
}
export interface FoundArtifact {
    readonly manifest: Manifest;
    readonly manifestKey: string;
    /** Hexadecimal. */
    readonly manifestSha256: string;
    /** The beginning of the files' keys. */
    readonly prefix: string;
}
/**
 * Finds an artifact's manifest: the one named, the one that the pointer names, or that of the prefix.
 *
 * @throws ArtifactFailure of kind `nothing-found` when there is none, `integrity` when it is not what it has to be
 * @throws StoreFailure
 */
export declare function findArtifact(store: ObjectStore, whereabouts: Whereabouts, signal: AbortSignal): Promise<FoundArtifact>;
