/** The most bytes of a key in UTF-8: S3's limit and RGW's. */
export declare const LONGEST_KEY = 1024;
/**
 * The key of a file of an artifact.
 *
 * @throws InputError when it would be longer than a key can be, or the manifest's own
 */
export declare function objectKey(prefix: string, path: string): string;
/**
 * Checks a key that a user wrote.
 *
 * @param input the input's name
 * @returns the key
 * @throws InputError when it is no key that every client and a session policy can name
 */
export declare function checkKey(input: string, key: string): string;
/**
 * Checks what a key and the beginning of keys have in common.
 *
 * @throws InputError for a segment that clients resolve or drop, and for what a policy reads as a pattern
 */
export declare function checkKeyText(input: string, text: string): void;
