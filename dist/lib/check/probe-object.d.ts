import type { S3Answer } from '../s3-connection.ts';
import type { Leftovers } from './leftovers.ts';
import type { Party } from './party.ts';
/** How the names begin, after the prefix. */
export declare const PROBE_START = ".otter-sts-check-";
export declare const PROBE_CONTENT = "otter-sts check put this here, and removes it again.\n";
/** A small object with a name that nothing else has. */
export interface ProbeObject {
    readonly bucket: string;
    readonly key: string;
}
/** What it takes to try something, and to put something into a bucket for a moment. */
export interface Probing {
    readonly leftovers: Leftovers;
    /** Asks without a signature. */
    readonly anyone: Party;
    /** A few random letters and digits, new at each call. */
    readonly randomId: () => string;
}
export declare function nameProbe(bucket: string, prefix: string, { randomId }: Probing): ProbeObject;
/**
 * Puts the object, and enters it among the leftovers.
 *
 * @param helper removes it where `party` may put and not delete
 * @throws NoAnswer
 */
export declare function putProbe(object: ProbeObject, party: Party, leftovers: Leftovers, { headers, helper }?: {
    headers?: Readonly<Record<string, string>>;
    helper?: Party | undefined;
}): Promise<S3Answer>;
/** @throws NoAnswer */
export declare function removeProbe(object: ProbeObject, leftovers: Leftovers): Promise<S3Answer | undefined>;
/** A multipart upload that is begun and given up: nothing of it is ever seen in the bucket. */
export interface ProbeUpload {
    /** @throws NoAnswer */
    readonly begin: () => Promise<S3Answer>;
    /** @throws NoAnswer */
    readonly abort: () => Promise<S3Answer | undefined>;
}
export declare function createProbeUpload(object: ProbeObject, party: Party, leftovers: Leftovers): ProbeUpload;
