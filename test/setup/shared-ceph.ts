/** vitest's global set-up of the suites that say `sharedCeph`: one cluster from their first test to their last. */
import type { TestProject } from 'vitest/node';
import { startCeph } from '../support/ceph.ts';
import { lookUpRequirement } from '../support/requirements.ts';

export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!lookUpRequirement('ceph').available) return undefined;
  const { close, endpoint, httpsEndpoint, caBundle, region, administrator } = await startCeph();
  project.provide('ceph', { endpoint, httpsEndpoint, caBundle, region, administrator });
  return close;
}
