/** A test's access to the Ceph clusters that its suite shares. */
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

/** Why a version's cluster cannot be used in this suite, or undefined if it can. */
export function explainNoCeph(version: CephVersion): string | undefined {
  const shared = inject('cephs')[version];
  if (shared === undefined) return `this suite has no Ceph ${version}: add it in test/setup/suites.ts`;
  return typeof shared === 'string' ? shared : undefined;
}

/**
 * For tests inside `describeWith('ceph', …)` or `describeVersions`. Other tests also use the cluster, so create your own
 * bucket. If the gateway must stop, start your own cluster with `startCeph`.
 */
export function sharedCeph(version: CephVersion = 16): SharedCeph {
  const shared = inject('cephs')[version];
  if (shared === undefined || typeof shared === 'string') throw new Error(`${explainNoCeph(version)}.`);
  return connectCeph(shared);
}
