import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
/** What a session whose access nobody stated may do in its bucket. */
export interface FoundAccess {
    /** In the infinitive. */
    readonly allowed: readonly string[];
    /** How each of the others was answered. */
    readonly refused: readonly {
        readonly what: string;
        readonly cameBack: string;
    }[];
}
/**
 * Lists, and begins an upload and gives it up, which leaves nothing behind, not even where deleting is not allowed.
 *
 * @throws NoAnswer
 */
export declare function findAccess(bucket: string, prefix: string, session: Party, probing: Probing): Promise<FoundAccess>;
/** Says whether the session reaches its bucket at all. */
export declare function judgeAccess(bucket: string, { allowed, refused }: FoundAccess): CheckLine;
