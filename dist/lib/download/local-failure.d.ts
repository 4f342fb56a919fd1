import { ArtifactFailure } from '../artifact/failure.ts';
/** Whether it is the system that failed, and not a program or a server. */
export declare function isSystemError(error: unknown): error is NodeJS.ErrnoException;
export declare function isGeneralFault(error: unknown): boolean;
/** What failed, and what to do, as a sentence without its beginning and its full stop. */
export declare function describeSystemError({ code, syscall }: NodeJS.ErrnoException): string;
/** That something stands where a file or folder of the artifact goes, and is not to be touched. */
export declare function inTheWay(path: string, what: string): ArtifactFailure;
