/** vitest's global setup for suites that share clusters from their first test to their last. */
import type { TestProject } from 'vitest/node';
import { type CephVersion, requirementsOf } from '../support/ceph/release.ts';
import { type Ceph, type CephDescription, startCeph } from '../support/ceph.ts';
import { explainMissing } from '../support/requirements.ts';
import type { SharedCephs } from '../support/shared-ceph.ts';
import { requirements } from './requirements.ts';
import { namedSuites, suites } from './suites.ts';

function describeCluster(ceph: Ceph): CephDescription {
  const { version, release, endpoint, httpsEndpoint, caBundle, region, administrator } = ceph;
  return { version, release, endpoint, httpsEndpoint, caBundle, region, administrator };
}

const mayBeMissing = (version: CephVersion) =>
  requirements.some(
    ({ name, unreliable }) => unreliable !== undefined && requirementsOf(version).includes(name),
  );

/** If a cluster that may be unavailable does not start, its tests are skipped, with the reason. */
async function startShared(version: CephVersion): Promise<Ceph | string> {
  const missing = explainMissing(requirementsOf(version));
  if (missing !== undefined) return missing;
  return await startCeph({ version }).catch((error: Error) => {
    if (mayBeMissing(version)) return `needs Ceph RGW ${version}, which does not start: ${error.message}`;
    throw error;
  });
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const wanted = [...suites, ...namedSuites].find(({ name }) => name === project.name)?.ceph ?? [];
  const started = await Promise.all(
    wanted.map(async (version) => [version, await startShared(version)] as const),
  );
  const described = started.map(
    ([version, ceph]) => [version, typeof ceph === 'string' ? ceph : describeCluster(ceph)] as const,
  );
  const shared: SharedCephs = Object.fromEntries(described);
  project.provide('cephs', shared);
  return async () => {
    await Promise.all(started.map(([, ceph]) => typeof ceph === 'string' || ceph.close()));
  };
}
