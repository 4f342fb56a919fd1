import { type Answer } from './connection.ts';
import { type StoreRequest } from './store-request.ts';
import type { ObjectStoreOptions } from './store-types.ts';
import { type ReadAnswer } from './verdict.ts';
export interface Terms {
    readonly signal?: AbortSignal | undefined;
    readonly onSent?: ((bytes: number) => void) | undefined;
    /** Told when a try has failed in a way that leaves open whether the server has done what it was asked for. */
    readonly onUnclear?: (() => void) | undefined;
    /** As many times the usual patience for an answer that takes the server long to work out. */
    readonly slow?: number;
}
/** Reads an answer that is no error; undefined when it lacks what it should have. */
type Read<T> = (answer: ReadAnswer) => T | undefined;
/** Makes requests until they succeed or are refused: with a key that is valid, in a slot, again after what passes by itself. */
export declare class Requester {
    #private;
    constructor(options: ObjectStoreOptions);
    /**
     * @throws StoreFailure
     * @throws what the body's source threw
     * @throws the signal's reason when it is aborted
     */
    request<T>(request: StoreRequest, read: Read<T>, terms?: Terms): Promise<T>;
    /** The same for an answer whose body is left to be read. The request is in flight until then. */
    open(request: StoreRequest, terms?: Terms): Promise<Answer>;
    /** Milliseconds since the epoch. */
    get now(): number;
    presign(key: string, query: Readonly<Record<string, string>>, seconds: number): Promise<{
        url: string;
        endsAt: Date;
    }>;
    close(): Promise<void>;
}
export {};
