import { type RequestInputs, type SessionRequest } from './session-request.ts';
/**
 * What a session that is in `AWS_*` already is for: where S3 clients would go with it, unless an input says otherwise.
 * It is not exchanged again, so the role is none.
 *
 * @returns as {@link checkRequest}
 * @throws InputError when an input or a variable is missing or wrong
 */
export declare function checkAmbientRequest(inputs: RequestInputs, environment: Readonly<Record<string, string | undefined>>): {
    request: SessionRequest;
    warnings: string[];
};
