import type { ObjectStore } from '../object-store/object-store.ts';
import { type DownloadOptions, type DownloadResult } from './download.ts';
import type { DownloadSettings } from './download-inputs.ts';
/** Opens a store whose sessions may read what begins so. */
export type OpenScope = (scope: string) => Promise<ObjectStore>;
/**
 * Downloads what the settings name. Each session reaches no more than it has to: that of the prefix, where there is one;
 * else one for the pointer to the latest artifact alone, then one for the folder of the manifest, which in all but odd
 * cases is that of the files.
 *
 * @throws InputError when the artifact is not below the prefix
 * @throws as `download`
 */
export declare function fetchArtifact(settings: DownloadSettings, open: OpenScope, surroundings: Pick<DownloadOptions, 'onEvent' | 'signal' | 'platform'>): Promise<DownloadResult>;
