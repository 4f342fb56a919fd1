/**
 * The folder that a download may write to. Nothing is written through a symbolic link below it, whoever made it: each
 * folder on the way to a file is looked at, and made, by itself. Another process of the same user that swaps a folder
 * for a link between the look and the write is not guarded against: Node.js has no `openat`.
 */
export declare class TargetFolder {
    #private;
    readonly root: string;
    private constructor();
    /** Makes the directory when it is not there. A link to a folder, here or above, is the user's own choice and followed. */
    static open(directory: string, now: () => number): Promise<TargetFolder>;
    /** Where a path of the artifact is. */
    locate(path: string): string;
    /**
     * Whether the folder of a path is there. What a download that was killed has left in it is removed.
     *
     * @throws ArtifactFailure of kind `exists` when something else is, a link to a folder too
     */
    hasFolderOf(path: string): Promise<boolean>;
    /**
     * The folder of a path, made when it is not there.
     *
     * @throws ArtifactFailure of kind `exists` when something else is there, a link to a folder too
     */
    makeFolderOf(path: string): Promise<string>;
    /** Looks again at the folders of a path that are there, from the root downward. What was found before counts no more. */
    recheckFolderOf(path: string): Promise<void>;
}
