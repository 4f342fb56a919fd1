import { type CheckLine } from './line.ts';
export declare const DURATION = "duration";
/** What is known of the durations that the role allows. */
export interface DurationLimit {
    /** Seconds that were asked for. */
    readonly asked: number;
    readonly fits: boolean;
    /** 0 to 12; `undefined` when it could not be found out. */
    readonly longestHours: number | undefined;
    /** Why it could not. */
    readonly problem?: string;
}
/**
 * Finds the longest duration in whole hours: the longest of all first, since that is OtterStorage's setting, then by
 * halves. At most five questions.
 *
 * @param fits asks for a session of that many hours
 * @param known hours that are known to fit, and not to fit, from a question before
 */
export declare function findLongestHours(fits: (hours: number) => Promise<boolean>, known?: {
    readonly fits: number;
    readonly tooLong: number;
}): Promise<number>;
/**
 * Whole hours that a question for `asked` seconds has settled already.
 *
 * @param fits whether those were taken; when they were not, an hour was
 */
export declare function knownHours(asked: number, fits: boolean): {
    fits: number;
    tooLong: number;
};
/** Says which durations the role allows, and whether the one that was asked for is among them. */
export declare function judgeDuration({ asked, fits, longestHours, problem }: DurationLimit): CheckLine;
