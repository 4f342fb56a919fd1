import { type RequestInputs, type SessionRequest } from './session-request.ts';
/** The role of a session whose role nobody named. */
export declare const UNKNOWN_ROLE = "arn:aws:iam:::role/not-asked-for";
/**
 * What a session that is in `AWS_*` already is for: where S3 clients would go with it, unless an input says otherwise.
 * It is not exchanged again, so the role need not be known.
 *
 * @returns as {@link checkRequest}
 * @throws InputError when an input or a variable is missing or wrong
 */
export declare function checkAmbientRequest(inputs: RequestInputs, environment: Readonly<Record<string, string | undefined>>): {
    request: SessionRequest;
    warnings: string[];
};
