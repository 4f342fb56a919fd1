/**
 * What a runner needs to know that masks exact strings, line by line: all spellings, and pieces of what tools break into
 * rows at places that nobody knows before. The longest come first, since some runners replace one after the other.
 *
 * Pieces are a compromise: of a row, what is left at its ends stays. See `docs/security.md` for how much.
 */
export declare function lineMasks(secret: string): string[];
