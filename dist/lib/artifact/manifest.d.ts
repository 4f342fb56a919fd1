/** A file of an artifact. */
export interface ManifestFile {
    /** Below the artifact's folder, with `/` between the segments. */
    readonly path: string;
    /** Bytes. */
    readonly size: number;
    /** Hexadecimal. */
    readonly sha256: string;
    /** The bits of 0o777. */
    readonly mode: number;
    /** ISO 8601 in UTC, with milliseconds. */
    readonly mtime: string;
}
/** A symbolic link of an artifact. It has no object: the manifest is all there is of it. */
export interface ManifestLink {
    readonly path: string;
    /** Relative to the link's folder, with `/`; stays inside of the artifact's folder, and has `..` at its beginning only. */
    readonly target: string;
    readonly mtime?: string;
}
/** What an artifact consists of. */
export interface Manifest {
    readonly version: 1;
    /** The beginning of the keys: a file's key is this and its path. */
    readonly prefix: string;
    readonly createdAt: string;
    /** When the bucket's lifecycle may remove it. */
    readonly expiresAt?: string;
    readonly files: readonly ManifestFile[];
    readonly links: readonly ManifestLink[];
}
/**
 * The most bytes of a manifest. 100,000 files need 18 MiB with paths of 40 characters, and 34 MiB with paths of 210. It is
 * parsed whole, and meanwhile no signal is heard.
 */
export declare const LONGEST_MANIFEST: number;
/**
 * The manifest as JSON, one entry a line, sorted by path: the same artifact is the same text.
 *
 * @throws ArtifactFailure of kind `failed` when it is larger than one that can be read, or that would be refused
 */
export declare function formatManifest(manifest: Manifest): string;
/**
 * Reads a manifest that anyone who may write to the bucket can have written.
 *
 * @throws ArtifactFailure of kind `integrity` for anything unsafe: a path that leaves the folder or is there twice, a
 *   file below a file or link, a link that leads out, numbers that are none
 */
export declare function parseManifest(text: string): Manifest;
/**
 * The same, in turns with everything else that this process does, such as to hear a signal.
 *
 * @throws the signal's reason when it is aborted
 */
export declare function parseManifestInTurns(text: string, signal: AbortSignal): Promise<Manifest>;
