import { beforeAll, expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { LOADS } from '../support/load/clients.ts';
import { type LoadReport, workThroughRenewals } from '../support/load/renewals.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

const RENEWALS = 30;

describeWith(['ceph', 'clients'], `S3 clients work through ${RENEWALS} renewals on a real Ceph RGW`, () => {
  let report: LoadReport;

  beforeAll(async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    report = await workThroughRenewals(grant, { endpoint: ceph.endpoint, duration: '10s' }, RENEWALS);
  }, 600_000);

  test.each(Object.keys(LOADS))('%s, without one failed request', (client) => {
    expect(report.renewals).toBeGreaterThanOrEqual(RENEWALS);
    expect(report.loads[client]?.failures).toEqual([]);
    expect(report.loads[client]?.done).toBeGreaterThan(5);
  });

  test('and no renewal failed', () => {
    expect(report.failedRenewals).toBe(0);
  });
});
