import type { ManifestFile } from './manifest.ts';

export declare function formatSubjectChecksums(files: readonly ManifestFile[]): string;
