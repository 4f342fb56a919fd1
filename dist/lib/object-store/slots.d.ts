/** The one limit for requests in flight. Who comes first is served first. */
export declare class Slots {
    #private;
    constructor(count: number);
    /**
     * Waits for a slot.
     *
     * @returns what gives it back; to be called once
     * @throws the signal's reason when it is aborted before
     */
    take(signal?: AbortSignal): Promise<() => void>;
}
