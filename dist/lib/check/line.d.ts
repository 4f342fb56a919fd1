export type CheckStatus = 'ok' | 'fail' | 'warn' | 'skip';
/** One thing that was looked at, and what was found. Holds no secret. */
export interface CheckLine {
    /** Such as `endpoint`; the same for the same thing in every run. */
    readonly name: string;
    readonly status: CheckStatus;
    /** What was found; of a skipped line, why it does not apply. */
    readonly detail: string;
    /** What to do, for a line that failed or warns. */
    readonly remedy?: string;
}
export declare function pass(name: string, detail: string): CheckLine;
export declare function fail(name: string, detail: string, remedy: string): CheckLine;
/** For what works, and may still surprise; the whole check does not fail of it. */
export declare function warn(name: string, detail: string, remedy: string): CheckLine;
export declare function skip(name: string, reason: string): CheckLine;
/** `a`, `a and b`, `a, b and c`. */
export declare function enumerate(items: readonly string[], conjunction?: 'and' | 'or'): string;
