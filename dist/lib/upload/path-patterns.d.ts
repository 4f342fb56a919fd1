/** Patterns with the meaning of `actions/upload-artifact`: each also takes all that is below what it takes. */
export declare class PathPatterns {
    #private;
    /** Where to look: the folders and files before the patterns' first wildcards, none of them below another. */
    readonly searchPaths: readonly string[];
    private constructor();
    /**
     * @param cwd the absolute folder that relative patterns start from
     * @throws InputError when a pattern is wrong, or there are none but excludes
     */
    static read(texts: readonly string[], cwd: string): Promise<PathPatterns>;
    /** What the patterns take at the absolute path `place`. */
    match(place: string): {
        readonly file: boolean;
        readonly folder: boolean;
    };
    /** Whether anything below the folder `place` can be taken: of one that is excluded nothing is listed. */
    canTakeBelow(place: string): boolean;
    /** Whether a pattern writes the dot of the hidden `place` itself, as a shell's pattern has to. */
    namesHidden(place: string): boolean;
    /** Whether a name is there that a pattern does not take, since it reads it as a class of characters. */
    misreads(name: string): boolean;
    /** Those that were to take something and took none of `places`, as they were written. */
    unmatched(places: readonly string[]): string[];
}
