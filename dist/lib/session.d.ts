/** What one exchange yields: temporary S3 credentials for one bucket, with their end. */
export interface Session {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    /** The moment at which the server stops accepting the session, by the server's clock. */
    readonly expiration: Date;
    /** Such as `arn:aws:sts:::assumed-role/bkr-123/my-session`; empty when the server names none. */
    readonly arn: string;
}
/** The session's values that no log may show, the one that identifies it included. */
export declare function sessionSecrets(session: Session): string[];
/**
 * A time as `YYYY-MM-DDTHH:MM:SSZ`: UTC, whole seconds, the one form that every SDK reads
 * (the JS SDK refuses `+00:00`, and some readers refuse fractions).
 */
export declare function formatTime(time: Date): string;
/** Seconds from `now` (milliseconds since the epoch) to the session's end; negative once it has passed. */
export declare function remainingSeconds(session: Session, now: number): number;
/** A number of seconds for people: `45 s`, `30 min`, `1 h`, `11 h 59 min`. */
export declare function describeSeconds(seconds: number): string;
