import type { LatestPointer } from '../artifact/latest-pointer.ts';
import { type Manifest } from '../artifact/manifest.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
/** Where to look for an artifact. */
export interface Whereabouts {
    readonly prefix: string;
    readonly manifestKey?: string | undefined;
    readonly manifestSha256?: string | undefined;
    readonly latest?: string | undefined;
    /** What the object at `latest` says, when it has been read. */
    readonly pointer?: LatestPointer | undefined;
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
 * @throws ArtifactFailure of kind `nothing-found` when there is none, `integrity` when it is not what it has to be, or of
 *   another kind when it cannot be read
 * @throws the signal's reason when it is aborted
 */
export declare function findArtifact(store: ObjectStore, whereabouts: Whereabouts, signal: AbortSignal): Promise<FoundArtifact>;
