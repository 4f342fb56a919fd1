/** The region that a server names in an error when a request was signed for another one. */
export declare function regionNamedIn(answer: string): string | undefined;
/** What to do about a region that the server does not take. */
export declare function remedyOfRegion(named: string | undefined, region: string): string;
