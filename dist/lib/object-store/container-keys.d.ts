import type { KeySource, StoreKey } from './key-source.ts';
/** Keys of the endpoint that the environment names, such as that of `refresh`, asked for anew well before each one's end. */
export declare class ContainerKeys implements KeySource {
    #private;
    constructor(environment: Readonly<Record<string, string | undefined>>, now: () => number);
    current(signal?: AbortSignal): Promise<StoreKey>;
    renewed(stale: StoreKey, signal?: AbortSignal): Promise<StoreKey | undefined>;
    close(): void;
}
