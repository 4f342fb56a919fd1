/** What the object that names the latest artifact says. */
export interface LatestPointer {
    readonly version: 1;
    readonly prefix: string;
    readonly manifestKey: string;
    /** Hexadecimal. */
    readonly manifestSha256: string;
    /** ISO 8601 in UTC. */
    readonly createdAt: string;
    /** What the CI system calls the run, where it says so. */
    readonly runId?: string | undefined;
}
/** Bytes after which an object is no pointer: one has two keys and little else. */
export declare const LONGEST_POINTER = 65536;
export declare function formatLatestPointer(pointer: LatestPointer): string;
/** @throws ArtifactFailure of kind `integrity` when it is anything else */
export declare function parseLatestPointer(text: string): LatestPointer;
