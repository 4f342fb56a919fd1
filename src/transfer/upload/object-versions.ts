import type { ObjectStore } from '../../s3/object-store.ts';
import type { StoredVersion } from '../../s3/store-types.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';

/**
 * The version that a new one has replaced. Undefined if there was no object, or the session may not list versions.
 *
 * @param versionId the new one's
 */
export async function replacedBy(
  look: ObjectStore,
  key: string,
  versionId: string,
  signal: AbortSignal | undefined,
): Promise<StoredVersion | undefined> {
  const versions = await orUndefinedIfRefused(() => look.listVersions(key, signal));
  const { objects = [], markers = [] } = versions ?? {};
  const index = objects.findIndex((version) => version.versionId === versionId);
  const [own, before] = index === -1 ? [] : objects.slice(index);
  if (own === undefined || before === undefined) return undefined;
  const isDeleted = ({ lastModified }: StoredVersion) =>
    lastModified >= before.lastModified && lastModified <= own.lastModified;
  return markers.some(isDeleted) ? undefined : before;
}

/**
 * Deletes the newest version that has an ETag, and everything older, without leaving a delete marker. What another run has
 * put since stays.
 *
 * @returns whether the session may do that
 */
export async function removeVersions(
  stores: { readonly look: ObjectStore; readonly remove: ObjectStore },
  key: string,
  etag: string,
  signal: AbortSignal,
): Promise<boolean> {
  const done = await orUndefinedIfRefused(async () => {
    const { objects, markers } = await stores.look.listVersions(key, signal);
    const index = objects.findIndex((version) => version.etag === etag);
    const newest = objects[index]?.lastModified ?? Number.NEGATIVE_INFINITY;
    const older = [
      ...markers.filter(({ lastModified }) => lastModified <= newest),
      // The newest last: until then, no older one is the object's current one.
      ...objects.slice(index).reverse(),
    ];
    for (const { versionId } of index === -1 ? [] : older) {
      await stores.remove.deleteVersion(key, versionId, signal);
    }
    return true;
  });
  return done === true;
}
