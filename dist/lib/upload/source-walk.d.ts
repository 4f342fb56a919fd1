import { InputError } from '../failure.ts';
import type { PathPatterns } from './path-patterns.ts';
export interface WalkOptions {
    readonly patterns: PathPatterns;
    /** The absolute folder that the user stands in. */
    readonly cwd: string;
    readonly includeHidden: boolean;
    readonly followLinks: boolean;
    readonly signal?: AbortSignal | undefined;
}
/** A file that was found at the absolute path `place`; what is to be opened is elsewhere when a link led there. */
interface FoundFile {
    readonly place: string;
    readonly absolute: string;
}
export interface Findings {
    readonly files: readonly FoundFile[];
    /** The places of the links that are kept as such. */
    readonly links: readonly string[];
    /** Files and folders that matched and are left out because they are hidden. */
    readonly hidden: number;
    /** Places whose name a pattern reads as a class of characters, so that it does not take them. */
    readonly misread: readonly string[];
}
/**
 * Finds what the patterns take. What vanishes meanwhile was not there; a folder by itself is nothing.
 *
 * @throws InputError for what can be neither taken nor left out without a word: an unreadable folder, a loop or a dead
 * link that should be followed, a named pipe, a name that is no UTF-8
 */
export declare function findSources(options: WalkOptions): Promise<Findings>;
/** The refusal of something that was found: a sentence without its full stop. */
export declare function refuseSource(place: string, cwd: string, sentence: string): InputError;
/** A place as the user would write it. */
export declare function shown(place: string, cwd: string): string;
export {};
