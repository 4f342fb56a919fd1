import { type RunFacts } from '../artifact/prefix-template.ts';
/** What the user wrote, by the names that users type. Empty and missing mean the same. */
export interface DownloadInputs {
    /** May hold placeholders, as may `latest` and `manifestKey`. */
    readonly prefix?: string | undefined;
    readonly latest?: string | undefined;
    readonly manifestKey?: string | undefined;
    readonly manifestSha256?: string | undefined;
    readonly directory?: string | undefined;
    /** One glob a line. */
    readonly include?: string | undefined;
    readonly overwrite?: string | undefined;
    readonly concurrency?: string | undefined;
}
/** What is downloaded, from where and to where, checked. */
export interface DownloadSettings {
    /** Empty, or with one slash at its end. */
    readonly prefix: string;
    readonly latest: string | undefined;
    readonly manifestKey: string | undefined;
    /** In lower case. */
    readonly manifestSha256: string | undefined;
    /** Absolute. */
    readonly directory: string;
    readonly include: readonly string[] | undefined;
    readonly overwrite: boolean;
    readonly concurrency: number;
}
/**
 * Checks every input of a download before anything is sent.
 *
 * @param now the day that `{date}` stands for
 * @param cwd what a relative directory starts from
 * @throws InputError for the first input that is wrong, or contradicts another one
 */
export declare function checkDownloadInputs(inputs: DownloadInputs, facts: RunFacts, now: Date, cwd: string): DownloadSettings;
