import { visible } from '../printable.ts';
export { visible };
/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
export declare const LONGEST_TEXT = 4000;
/** What a text says first, on one line and without its full stop. */
export declare function firstSentence(text: string): string;
/** A value as one line of JSON that is harmless in a log. */
export declare function jsonLine(value: unknown): string;
