import type { Manifest, ManifestLink } from '../artifact/manifest.ts';
import type { TargetFolder } from './target-folder.ts';
export interface LinkTerms {
    readonly overwrite: boolean;
    readonly platform: NodeJS.Platform;
    readonly manifest: Manifest;
}
/**
 * Whether a link is still to be made.
 *
 * @throws ArtifactFailure of kind `exists` when something else is there that may not, or must not, be replaced
 */
export declare function needsLink(folder: TargetFolder, link: ManifestLink, terms: LinkTerms): Promise<boolean>;
/**
 * Makes a link. To be called when all files are at their places, so that none was written through it.
 *
 * @throws ArtifactFailure
 */
export declare function restoreLink(folder: TargetFolder, link: ManifestLink, terms: LinkTerms): Promise<void>;
