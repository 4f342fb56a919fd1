import type { S3Answer } from '../s3-connection.ts';
import { NoAnswer } from '../s3-connection.ts';
import { type CheckLine } from './line.ts';
import type { Party, Place } from './party.ts';
export declare const ENDPOINT = "endpoint";
export declare const CLOCK = "clock";
/** What one request without a signature showed. */
export interface Contact {
    readonly endpoint: string;
    readonly answer?: S3Answer;
    readonly noAnswer?: NoAnswer;
    /** Milliseconds since the epoch, before the request and after the answer. */
    readonly sentAt: number;
    readonly receivedAt: number;
}
/** Asks for the bucket without a signature: any S3 service answers that, with a refusal. */
export declare function contact({ endpoint, bucket, now }: Place, anyone: Party): Promise<Contact>;
/** Says whether an S3 service answers at the endpoint. */
export declare function judgeEndpoint({ endpoint, answer, noAnswer, sentAt, receivedAt }: Contact): CheckLine;
/** Says whether this machine's clock agrees with the server's. */
export declare function judgeClock({ answer, sentAt, receivedAt }: Contact): CheckLine;
