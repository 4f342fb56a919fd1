/** Numbers as people read them in a log: with a comma every three digits, bytes in binary units. */
export declare function formatCount(count: number): string;
/** Such as `1 file`, `1,234 files`. */
export declare function formatFiles(count: number): string;
/** Such as `512 B`, `1.5 KiB`, `23.4 GiB`. */
export declare function formatBytes(bytes: number): string;
/** How far one number of bytes is from another, in the larger one's unit: `120.5 of 400.0 MiB`. */
export declare function formatShare(done: number, total: number, between: string): string;
/** A stretch of time for people: `9 s`, `2 min 5 s`, `3 h 20 min`. */
export declare function formatStretch(seconds: number): string;
