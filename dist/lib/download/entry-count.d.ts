/** How many entries of an artifact there are, files and symbolic links each by themselves: a link has no content. */
export interface EntryCount {
    readonly files: number;
    readonly links: number;
}
/** Such as `3 files`, `1 file and 2 links`. */
export declare function formatEntries({ files, links }: EntryCount): string;
/** Such as `1 of 3 files`, `1 of 3 files and 2 of 2 links`; what none of is meant is left out. */
export declare function formatEntriesOf(some: EntryCount, all: EntryCount): string;
/** Such as `1 link`, `1,234 links`. */
export declare function formatLinks(count: number): string;
