import type { Manifest, ManifestFile, ManifestLink } from '../artifact/manifest.ts';
export interface Choice {
    readonly files: readonly ManifestFile[];
    readonly links: readonly ManifestLink[];
    /** What was asked for, and is not there. */
    readonly idle: readonly string[];
}
/**
 * What is asked for of an artifact.
 *
 * @throws InputError when a glob is wrong
 * @throws ArtifactFailure of kind `nothing-found` when the globs match nothing, `failed` when the platform cannot hold it
 */
export declare function choose(manifest: Manifest, { include, platform, }: {
    readonly include?: readonly string[] | undefined;
    readonly platform: NodeJS.Platform;
}): Choice;
