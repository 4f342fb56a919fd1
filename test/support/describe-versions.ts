import { describe, test } from 'vitest';
import { requirements } from '../setup/requirements.ts';
import { type CephVersion, cephVersions, requirementsOf } from './ceph/release.ts';
import type { SharedCeph } from './ceph.ts';
import { explainNoCeph, sharedCeph } from './shared-ceph.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test may be skipped even if no other test may. */
    excuse?: string;
  }
}

/**
 * Like vitest's `describe`, once for each version of Ceph that the suite shares: `ceph.version` is 16, 18 or 20. If a version
 * is unavailable, the body does not run for it, and one skipped test says why.
 */
export function describeVersions(
  title: string,
  body: (ceph: SharedCeph) => void,
  versions: readonly CephVersion[] = cephVersions,
): void {
  describe.each(versions)(`${title}, on Ceph RGW %i`, (version) => {
    const missing = explainNoCeph(version);
    if (missing === undefined) {
      body(sharedCeph(version));
      return;
    }
    const unreliable = requirements.find(
      ({ name, unreliable }) => unreliable !== undefined && requirementsOf(version).includes(name),
    )?.unreliable;
    test.skip(missing, { meta: unreliable === undefined ? {} : { excuse: unreliable } }, () => undefined);
  });
}
