import type { Standing } from './tally.ts';
/** One line of a log: `1,234 of 5,000 files, 120.5 of 400.0 MiB, 24.1 MiB/s, 12 s left`. */
export declare function formatLine(standing: Standing): string;
/** The same for one line of a terminal, at most `width` columns: what matters least is left out first. */
export declare function formatBar(standing: Standing, width: number): string;
