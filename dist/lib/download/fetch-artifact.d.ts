import type { ObjectStore } from '../object-store/object-store.ts';
import { type DownloadOptions, type DownloadResult } from './download.ts';
import type { DownloadSettings } from './download-inputs.ts';
/**
 * What the session of a download has to reach: the prefix, else the folder of the manifest that was named, else the
 * pointer alone.
 */
export declare function scopeOf({ prefix, manifestKey, latest, }: Pick<DownloadSettings, 'prefix' | 'manifestKey' | 'latest'>): string;
/**
 * Downloads what the settings name. Each session reaches no more than it has to: without a prefix the pointer to the
 * latest artifact is read with one for that object alone, and the files with one for the artifact that it names.
 *
 * @param open a store whose sessions may read what begins so; it is closed here
 * @throws as {@link download}
 */
export declare function fetchArtifact(settings: DownloadSettings, open: (scope: string) => Promise<ObjectStore>, surroundings: Pick<DownloadOptions, 'onEvent' | 'signal' | 'platform'>): Promise<DownloadResult>;
