import type { ManifestFile } from './manifest.ts';
/**
 * The files' digests in the form of GNU `sha256sum`, which checks them with `-c` and which attestation actions take as
 * `subject-checksums`. A name with a backslash or a line break is escaped as `sha256sum` does it: the line begins with a
 * backslash then.
 */
export declare function formatSubjectChecksums(files: readonly ManifestFile[]): string;
