import type { FileChoices } from './upload-inputs.ts';
/** The files of an upload that failed, and whether there is sense in going on. */
export declare class UploadFailures {
    #private;
    constructor(choices: Pick<FileChoices, 'dryRun' | 'overwrite'>);
    /** Aborted with the failure that would come with each further file. */
    get signal(): AbortSignal;
    get isEmpty(): boolean;
    /** @returns why it failed, on one line */
    add(path: string, error: unknown): string;
    /** @throws ArtifactFailure, or the failure itself when it is none of a file */
    throwIfAny(files: number, done: number): void;
}
