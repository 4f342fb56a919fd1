/** The result of an exchange: temporary S3 credentials for one bucket, with their expiration. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** The moment at which the server stops accepting the session, by the server's clock. */
  readonly expiration: Date;
  /** Such as `arn:aws:sts:::assumed-role/bkr-123/my-session`. Empty if the server names none. */
  readonly arn: string;
}

/** The session's values that must be masked, including the access key. */
export function sessionSecrets(session: Session): string[] {
  return [session.secretAccessKey, session.sessionToken, session.accessKeyId];
}

/**
 * A time as `YYYY-MM-DDTHH:MM:SSZ`, in UTC and whole seconds. It is the only form that every SDK reads: the JS SDK refuses
 * `+00:00`, and some refuse fractions.
 */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Seconds from `now` (milliseconds since the epoch) to the session's end; negative once it has passed. */
export function remainingSeconds(session: Session, now: number): number {
  return Math.floor((session.expiration.getTime() - now) / 1000);
}

/** A number of seconds for people: `45 s`, `30 min`, `1 h`, `11 h 59 min`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
