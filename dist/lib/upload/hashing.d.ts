/** A SHA-256 that is computed in the thread. */
export interface Digest {
    readonly id: number;
}
/**
 * Reads and hashes files in a thread of its own, while the one that asks sends what was hashed before: a GiB whose every byte
 * goes into two digests keeps a core busy for 1.2 s of the 2.6 that its upload took (measured). The thread is there from the
 * first order on, until the end.
 */
export declare class Hashing {
    #private;
    begin(): Digest;
    /**
     * Reads a range of an open file into digests. The file has to stay open until it is over.
     *
     * @param end after the last byte
     * @returns how many bytes there were
     * @throws the system's error
     */
    read(digests: readonly Digest[], descriptor: number, start: number, end: number): Promise<number>;
    /** @returns the SHA-256 in hexadecimal; the digest is over */
    finish(digest: Digest): Promise<string>;
    /** Ends the thread. Nothing may be under way. */
    close(): Promise<void>;
}
