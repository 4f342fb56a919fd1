/** The Ceph cluster that the tests of a suite share, as one test sees it. */
import { inject } from 'vitest';
import { type CephDescription, connectCeph, type SharedCeph } from './ceph.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ceph: CephDescription;
  }
}

/**
 * For tests inside of `describeWith('ceph', …)`. Other tests are using the cluster as well: make a bucket of
 * your own, and where the gateway has to stop, start a cluster of your own with `startCeph`.
 */
export function sharedCeph(): SharedCeph {
  return connectCeph(inject('ceph'));
}
