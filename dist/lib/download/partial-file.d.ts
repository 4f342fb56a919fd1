import { type FileHandle } from 'node:fs/promises';
import type { ManifestFile } from '../artifact/manifest.ts';
/** A name beside the final one, that says whose it is. */
export declare function temporaryName(): string;
/** Where a file is written until it is known to be the right one. Nobody else can read it meanwhile. */
export declare class PartialFile {
    #private;
    readonly handle: FileHandle;
    private constructor();
    static create(folder: string): Promise<PartialFile>;
    /**
     * Gives the file its mode, its time and its name, the name last. The content is not flushed to the disk: a power cut
     * may take it, the end of this process does not.
     *
     * @throws ArtifactFailure of kind `exists` when the name is taken, and `replace` is false
     */
    complete(final: string, { path, mode, mtime }: ManifestFile, { replace, platform }: {
        readonly replace: boolean;
        readonly platform: NodeJS.Platform;
    }): Promise<void>;
    /** Removes it, whatever is left of it. */
    discard(): Promise<void>;
}
/** Removes what a download that was killed has left in a folder, and nothing of one that is under way. */
export declare function removeLeftovers(folder: string, now: number): Promise<void>;
