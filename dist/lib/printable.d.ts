/**
 * A user's text for an error message: cut, and without control characters that could forge a log line. Letters of every
 * language stay.
 */
export declare function printable(text: string): string;
