import type { AmbientSource } from './ambient-credentials.ts';
import { type CheckLine } from './line.ts';
export declare const EXPIRY = "expiry";
/** What is known of the end of credentials. */
export interface Expiry {
    readonly source: AmbientSource;
    /** As it is written where it comes from; empty when it is not known. */
    readonly text: string;
    /** Whether there is a session token: without one the key has no end. */
    readonly temporary: boolean;
    /** Milliseconds since the epoch. */
    readonly now: number;
}
/** Says when the credentials end. */
export declare function judgeExpiry({ source, text, temporary, now }: Expiry): CheckLine;
