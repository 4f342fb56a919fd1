import { type Access, SessionPolicy } from './session-policy.ts';
/** OtterStorage's own endpoint, region and the length of a session when none is given. */
export declare const DEFAULTS: {
    readonly endpoint: 'https://es-mad-1.s3.otterstorage.io';
    readonly region: 'eu-mad';
    readonly duration: '1h';
    readonly access: 'read-write';
};
/** What the user wrote, by the names that users type. Empty and missing mean the same. */
export interface RequestInputs {
    readonly roleArn?: string | undefined;
    readonly bucket?: string | undefined;
    readonly endpoint?: string | undefined;
    readonly region?: string | undefined;
    readonly duration?: string | undefined;
    readonly access?: string | undefined;
    readonly prefix?: string | undefined;
    readonly sessionName?: string | undefined;
}
/** What the adapter knows of the job that asks. */
export interface RequestContext {
    /** The session name when the user gives none; it is cleaned and cut. */
    readonly sessionName: string;
    /** What is left of the job, in seconds, where the CI system tells. */
    readonly jobSeconds?: number | undefined;
    /** Whether the session will be renewed: it changes what a sane duration is. */
    readonly renewed: boolean;
}
/** A request that has been checked: where to ask, for which role, for what scope and for how long. */
export interface SessionRequest {
    readonly roleArn: string;
    readonly bucket: string;
    /** An origin, without a slash at the end, such as `https://es-mad-1.s3.otterstorage.io`. */
    readonly endpoint: string;
    readonly region: string;
    /** Seconds, 1 to 43,200. */
    readonly durationSeconds: number;
    readonly access: Access;
    /** The beginning of the keys that the session may touch; empty for all. */
    readonly prefix: string;
    readonly sessionName: string;
    /** Missing for `role` alone. */
    readonly policy?: SessionPolicy;
}
/**
 * Checks every input before anything is sent.
 *
 * @returns the request, and sentences that the user should see although nothing is wrong
 * @throws InputError for the first input that is missing or wrong
 */
export declare function checkRequest(inputs: RequestInputs, context: RequestContext): {
    request: SessionRequest;
    warnings: string[];
};
/** @throws InputError */
export declare function checkBucket(bucket: string): string;
/** @returns the origin. @throws InputError */
export declare function checkEndpoint(text: string): string;
/** @throws InputError */
export declare function checkRegion(region: string): string;
