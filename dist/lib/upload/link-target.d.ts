/** A folder of the selection, and where it is without any link. */
export interface Place {
    readonly given: string;
    readonly real: string;
}
/** The folders that make a selection: its root first, then those that were searched. */
export declare function placesOf(folders: readonly string[]): Promise<Place[]>;
/** Where a link leads, or why that cannot be kept, as the end of a sentence. */
export type LinkTarget = {
    readonly target: string;
} | {
    readonly problem: string;
};
/**
 * Where a link leads, from its folder on and with `/`, by a way that climbs first and then only descends: what climbs
 * later could pass through another link. An absolute target becomes relative; one that is not there stays.
 */
export declare function findTarget(link: string, places: readonly Place[]): Promise<LinkTarget>;
