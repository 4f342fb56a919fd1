/** The longest session that OtterStorage and a stock RGW role can give, in seconds (`MaxSessionDuration`, 12 h). */
export declare const LONGEST_SESSION_SECONDS = 43200;
/** The shortest session that AWS and a default RGW give, in seconds (`rgw_sts_min_session_duration`). */
export declare const SHORTEST_USUAL_SESSION_SECONDS = 900;
/**
 * Reads a duration: `90s`, `30m`, `1h`, `1h30m`, `PT1H`, plain seconds, or `job`.
 *
 * @param jobSeconds what is left of the job, in seconds, where the CI system tells; `job` is that, from
 *   900 to 43,200.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError when the text is none of these, or out of range
 */
export declare function parseDuration(text: string, jobSeconds?: number): number;
/** What to tell the user about a duration that is allowed and may still surprise; empty when there is nothing. */
export declare function durationWarnings(seconds: number, renewed: boolean): string[];
