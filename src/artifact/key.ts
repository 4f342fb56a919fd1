/** The most bytes of a key in UTF-8: S3's limit and RGW's. */
export const LONGEST_KEY = 1_024;

export declare function objectKey(prefix: string, path: string): string;
export declare function checkKey(input: string, key: string): string;
