import type { Interruption } from './connection.ts';
import { StoreFailure } from './failure.ts';
import type { StoreKey } from './key-source.ts';
import type { StoreRequest, Target } from './store-request.ts';
/** A failed attempt, and whether another one makes sense. */
export interface Setback {
    readonly failure: StoreFailure;
    /**
     * - `never`: it would fail alike
     * - `later`: it passes by itself
     * - `other-key`: the server refuses the key, or what it may do
     */
    readonly again: 'never' | 'later' | 'other-key';
    /** False when it is about this one request, and not about the server as a whole. */
    readonly outage?: boolean;
    /** Milliseconds that the server asks to wait. */
    readonly retryAfterMs?: number | undefined;
    /** Whether the connection broke while the body was on its way, which hides what the server has to say. */
    readonly whileSending?: boolean;
}
/** An answer that has been read. */
export interface ReadAnswer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
}
export interface Circumstances {
    readonly target: Target;
    readonly request: StoreRequest;
    readonly key: StoreKey;
    /** Milliseconds since the epoch. */
    readonly now: number;
}
/** Such as `PUT 'builds/a.txt' in bucket 'b'`. */
export declare function describeRequest({ method, key, query }: StoreRequest, { bucket }: Target): string;
/** Why an answer is none that was hoped for; undefined when it is no error. */
export declare function judgeAnswer(circumstances: Circumstances, answer: ReadAnswer): Setback | undefined;
/** A success that lacks what S3 sends with one: it was cut off, or comes from something else. */
export declare function judgeNonsense(circumstances: Circumstances, { status }: ReadAnswer): Setback;
/** A success before the body was whole. */
export declare function judgeHaste(circumstances: Circumstances, status: number): Setback;
/** @param patienceMs for how long nothing had moved when it counted as hung */
export declare function judgeInterruption(circumstances: Circumstances, { hung, whileSending, cause }: Interruption, patienceMs: number): Setback;
