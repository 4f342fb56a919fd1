/** Something that moves bytes, or waits for an answer. */
export interface Watched {
    /** Whether something has moved since this was asked last. */
    takeMoved(): boolean;
    /** Milliseconds without a move after which it counts as hung. */
    readonly patienceMs: number;
    /** Whether it waits for this side: a disk, or whoever reads. */
    readonly waitsForUs: boolean;
    hang(): void;
}
/**
 * Looks at all requests in flight at once, with one timer that runs while there are any. The looks are counted and not the
 * time: of a process that is suspended, or that a busy machine does not let run, a look is late, and what has arrived
 * meanwhile is read before the next one.
 */
export declare class StallWatch {
    #private;
    constructor(patienceMs: number);
    add(watched: Watched): void;
    remove(watched: Watched): void;
}
