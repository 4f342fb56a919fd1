/** Something that moves bytes, or waits for an answer. */
export interface Watched {
    /** Milliseconds of the monotonic clock at which something last moved. */
    readonly movedAt: number;
    /** Milliseconds without a move after which it counts as hung. */
    readonly patienceMs: number;
    /** Whether it waits for this side: a disk, or whoever reads. */
    readonly waitsForUs: boolean;
    hang(): void;
}
/** Looks at all requests in flight at once, with one timer that runs while there are any. */
export declare class StallWatch {
    #private;
    constructor(patienceMs: number);
    add(watched: Watched): void;
    remove(watched: Watched): void;
}
