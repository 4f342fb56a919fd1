import type { JsonReader } from './json-reader.ts';
/** The name of the manifest's object after the prefix. */
export declare const MANIFEST_NAME = "otter-manifest.json";
/** The beginning, after the prefix, of the keys at which runs of an upload keep each other apart. */
export declare const CLAIMS = ".otter-claims/";
/**
 * The key of a file of an artifact.
 *
 * @throws InputError when it would be longer than a key can be, or one that uploads use themselves
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
/**
 * Reads the beginning of an artifact's keys.
 *
 * @throws ArtifactFailure of kind `integrity` when an upload would not have taken it
 */
export declare function readPrefix(reader: JsonReader, value: unknown): string;
