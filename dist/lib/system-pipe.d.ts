import type { Readable } from 'node:stream';
/**
 * A pipe as a shell makes it. What Node itself gives a child is a socket: nobody can open it by its name (`/dev/stderr`),
 * and who writes on when nobody reads any more gets an error instead of SIGPIPE.
 */
export interface SystemPipe {
    readonly source: Readable;
    /** The descriptor to write to, for a child. It has to be closed once the child has it. */
    readonly sink: number;
}
/**
 * Makes two pipes, of which nothing stays in the file system.
 *
 * @returns undefined where it cannot be done: on Windows, or without mkfifo or a temporary folder for it
 */
export declare function makeSystemPipes(): [SystemPipe, SystemPipe] | undefined;
