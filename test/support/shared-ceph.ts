/** The Ceph clusters that the tests of a suite share, as one test sees them. */
import { inject } from 'vitest';
import type { CephVersion } from './ceph/release.ts';
import { type CephDescription, connectCeph, type SharedCeph } from './ceph.ts';

/** Each version's cluster, or why there is none. */
export type SharedCephs = Partial<Record<CephVersion, CephDescription | string>>;

declare module 'vitest' {
  interface ProvidedContext {
    cephs: SharedCephs;
  }
}

/** Why a version's cluster cannot be used in this suite; undefined when it can. */
export function explainNoCeph(version: CephVersion): string | undefined {
  const shared = inject('cephs')[version];
  if (shared === undefined) return `this suite has no Ceph ${version}: say so in test/setup/suites.ts`;
  return typeof shared === 'string' ? shared : undefined;
}

/**
 * For tests inside of `describeWith('ceph', …)` or `describeVersions`. Other tests are using the cluster as well: make
 * a bucket of your own, and where the gateway has to stop, start a cluster of your own with `startCeph`.
 */
export function sharedCeph(version: CephVersion = 16): SharedCeph {
  const shared = inject('cephs')[version];
  if (shared === undefined || typeof shared === 'string') throw new Error(`${explainNoCeph(version)}.`);
  return connectCeph(shared);
}
