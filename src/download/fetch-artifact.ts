import type { ObjectStore } from '../object-store/object-store.ts';
import { type DownloadOptions, type DownloadResult, download } from './download.ts';
import type { DownloadSettings } from './download-inputs.ts';
import { readLatest } from './read-latest.ts';

/**
 * What the session of a download has to reach: the prefix, else the folder of the manifest that was named, else the
 * pointer alone.
 */
export function scopeOf({
  prefix,
  manifestKey = '',
  latest = '',
}: Pick<DownloadSettings, 'prefix' | 'manifestKey' | 'latest'>): string {
  return prefix || manifestKey.slice(0, manifestKey.lastIndexOf('/') + 1) || latest;
}

/**
 * Downloads what the settings name. Each session reaches no more than it has to: without a prefix the pointer to the
 * latest artifact is read with one for that object alone, and the files with one for the artifact that it names.
 *
 * @param open a store whose sessions may read what begins so; it is closed here
 * @throws as {@link download}
 */
export async function fetchArtifact(
  settings: DownloadSettings,
  open: (scope: string) => Promise<ObjectStore>,
  surroundings: Pick<DownloadOptions, 'onEvent' | 'signal' | 'platform'>,
): Promise<DownloadResult> {
  const found = await followLatest(settings, open, surroundings.signal);
  const store = await open(scopeOf(found));
  try {
    return await download({ ...found, ...surroundings, store });
  } finally {
    await store.close();
  }
}

async function followLatest(
  settings: DownloadSettings,
  open: (scope: string) => Promise<ObjectStore>,
  signal: AbortSignal,
): Promise<DownloadSettings> {
  const { latest, prefix } = settings;
  if (latest === undefined || prefix !== '') return settings;
  const store = await open(latest);
  try {
    const pointer = await readLatest(store, latest, signal);
    return {
      ...settings,
      prefix: pointer.prefix,
      manifestKey: pointer.manifestKey,
      manifestSha256: settings.manifestSha256 ?? pointer.manifestSha256,
      latest: undefined,
    };
  } finally {
    await store.close();
  }
}
