import { inspect } from 'node:util';
/**
 * The long-lived key whose only power is to ask for a session. The secret is held so that no
 * `console.log`, `JSON.stringify` or template string can show it.
 */
export declare class ServiceCredential {
    #private;
    readonly accessKey: string;
    /**
     * White space around a part is left out, such as the line break of a file that was stored as a secret.
     *
     * @throws InputError when a part is empty, or holds white space, quotes or control characters,
     *   which no key of an RGW does: it was then pasted with something around it; and when the two are exchanged
     */
    constructor(givenAccessKey: string, givenSecretKey: string);
    /**
     * Whether each of the two looks as if it stood in the other's place: servers make access keys of capitals and digits
     * alone, and secret keys longer and of all letters. Then no part of either may be shown.
     */
    get looksExchanged(): boolean;
    /** The secret, for the one place that signs with it and for masking. */
    revealSecretKey(): string;
    toString(): string;
    toJSON(): string;
    [inspect.custom](): string;
}
/** Whether the two stand in each other's place beyond doubt: each is as long as servers make the other one. */
export declare function areExchanged(accessKey: string, secretKey: string): boolean;
/**
 * What of a service credential nobody may see: the secret, and the access key too where it does not look like one, since
 * the two may be exchanged. For masks that have to be there before the credential has been checked.
 */
export declare function secretParts(accessKey: string, secretKey: string): string[];
/** @throws InputError when it is empty, or holds what no key of an RGW does */
export declare function checkKey(input: string, key: string): void;
