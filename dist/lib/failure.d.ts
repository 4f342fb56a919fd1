/**
 * A value that the user gave is missing or wrong. The message is one sentence that starts with the
 * input's name. Nothing has been sent. A program ends with exit code 2.
 */
export declare class InputError extends Error {
    readonly name = "InputError";
    /** The input's name as users type it, such as `role-arn`. */
    readonly input: string;
    constructor(input: string, sentence: string);
}
/** Why an exchange yielded no session. `revoked` cannot be told from `denied`: an RGW answers both alike. */
export type FailureKind = 'denied' | 'no-such-role' | 'invalid-request' | 'bad-policy' | 'clock-skew' | 'throttled' | 'server' | 'network' | 'proxy' | 'tls' | 'timeout' | 'not-sts';
export interface FailureDetail {
    readonly kind: FailureKind;
    /** What was being tried, as the beginning of a sentence. */
    readonly tried: string;
    /** What came back. */
    readonly cameBack: string;
    /** The likely causes, the likeliest first. */
    readonly causes: readonly string[];
    /** What the reader does next. */
    readonly remedy: string;
    readonly httpStatus?: number;
    /** The server's error code, such as `AccessDenied`. */
    readonly code?: string;
    /** Seconds that the server asks to wait before the next try. */
    readonly retryAfterSeconds?: number;
}
/** What is to be said of a failure, whatever was being tried. */
export type Verdict = Omit<FailureDetail, 'tried'>;
/**
 * The exchange failed. The message says what was tried, what came back, the likely causes in order
 * and what to do, and never holds a secret. A program ends with exit code 1.
 */
export declare class ExchangeFailure extends Error {
    readonly name = "ExchangeFailure";
    readonly detail: FailureDetail;
    constructor(detail: FailureDetail);
    get kind(): FailureKind;
    /** Whether the same request may succeed a little later. */
    get retryable(): boolean;
}
/** A failure's first line, for a log line or an HTTP body that has room for one. */
export declare function firstLine(error: unknown): string;
