import type { S3Answer } from '../s3-connection.ts';
import { type CheckLine } from './line.ts';
/** Takes one thing away again. */
export type Removal = () => Promise<S3Answer>;
/** What a check has made and not yet taken away. Everything that it makes is entered here first. */
export declare class Leftovers {
    #private;
    constructor(signal?: AbortSignal);
    /**
     * Makes something. Only after a refusal is it sure that there is nothing; a broken connection or a 5xx may have
     * left it behind.
     *
     * @param name what it is, as a sentence names it; {@link remove} takes the same
     * @throws what `make` throws, and the signal's reason instead of making anything when it is aborted
     */
    create(name: string, make: () => Promise<S3Answer>, removal: Removal): Promise<S3Answer>;
    /**
     * Takes it away now. When that fails, {@link removeAll} tries once more.
     *
     * @throws NoAnswer
     */
    remove(name: string): Promise<S3Answer | undefined>;
    /** Takes everything away that is still there, whatever happens. */
    removeAll(): Promise<readonly string[]>;
}
/** Says what may still be there: a line, or none when all is clean. */
export declare function judgeLeftovers(kept: readonly string[]): CheckLine[];
