import type { Requester } from './requester.ts';
import { type Element } from './xml.ts';
export interface Listing {
    /** None for what belongs to the bucket. */
    readonly key?: string;
    readonly query: Readonly<Record<string, string>>;
    /** The element that an answer is. */
    readonly root: string;
    /** The parameters that say where the next page begins, and the elements that they come from. */
    readonly from: Readonly<Record<string, string>>;
    readonly signal: AbortSignal | undefined;
}
export interface Page {
    readonly page: Element;
    /** A key as it is: percent form is asked for, since not every key can stand in XML. */
    readonly decode: (text: string) => string;
}
/**
 * All pages of a listing, one request each.
 *
 * @throws StoreFailure of kind `server` too when the answers begin anew and would never end, or go beyond the prefix
 */
export declare function listPages(requester: Requester, listing: Listing): AsyncGenerator<Page>;
