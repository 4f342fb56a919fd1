import type { Readable } from 'node:stream';
/**
 * A pipe as a shell makes it. What Node itself gives a child is a socket: nobody can open it by its name (`/dev/stderr`),
 * and who writes on when nobody reads any more gets an error instead of SIGPIPE.
 */
interface SystemPipe {
    readonly source: Readable;
    /** The descriptor to write to, for a child that takes descriptors. */
    readonly sink: number;
    /** What a child opens that takes none. */
    readonly path: string;
}
/** A child's two pipes. */
export interface SystemPipes {
    readonly stdout: SystemPipe;
    readonly stderr: SystemPipe;
    /** To be called once the child has its ends: closes the sinks, and removes the paths. */
    release(): void;
}
/** @returns undefined where there are none: on Windows, or without mkfifo or a temporary folder for it */
export declare function makeSystemPipes(): SystemPipes | undefined;
export {};
