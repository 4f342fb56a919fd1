import { EntryFailure } from './entry-failure.ts';
/** Whether it is the system that failed, and not a program or a server. */
export declare function isSystemError(error: unknown): error is NodeJS.ErrnoException;
export declare function isGeneralFault(error: unknown): boolean;
/** What failed, and what to do, as a sentence without its beginning and its full stop. */
export declare function describeSystemError({ code, syscall }: NodeJS.ErrnoException): string;
/** That something stands where a file or folder of the artifact goes, which is replaced in no case. */
export declare function inTheWay(path: string, what: string): EntryFailure;
/** That something stands there which is replaced where that is asked for. */
export declare function notToReplace(path: string, what: string): EntryFailure;
