import { ArtifactFailure, type ArtifactFailureKind } from '../artifact/failure.ts';
import { type EntryCount } from './entry-count.ts';
/** Why one file or link is not at its place. */
export interface FileFailure {
    readonly path: string;
    readonly entry: 'file' | 'link';
    readonly kind: ArtifactFailureKind;
    /** Without a full stop. */
    readonly reason: string;
    /** What to do, as one or more sentences; part of the reason when it is left out. */
    readonly remedy?: string;
    /** That no other file would fare better. */
    readonly general: boolean;
    readonly error: unknown;
}
/** @throws the error itself when it is none of a file, a store or an artifact: a fault of this program */
export declare function judgeFile(path: string, entry: 'file' | 'link', error: unknown): FileFailure;
/** How far a download came. */
export interface Standing {
    readonly directory: string;
    readonly done: EntryCount;
    readonly all: EntryCount;
}
/** What a download that has failed says, as a whole. */
export declare function summarize(failures: readonly FileFailure[], { directory, done, all }: Standing): ArtifactFailure;
/** Why the manifest could not be read, as a failure of the artifact; any other error is returned as it is. */
export declare function judgeManifest(error: unknown): unknown;
