import { beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { describeWith } from '../support/describe-with.ts';
import { LOADS } from '../support/load/clients.ts';
import { type LoadReport, workThroughRenewals } from '../support/load/renewals.ts';

const RENEWALS = 3;

describeWith('clients', `S3 clients work through ${RENEWALS} renewals on the sandbox`, () => {
  let report: LoadReport;

  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
    const [grant] = sandbox.buckets;
    if (grant === undefined) throw new Error('The sandbox has no bucket.');
    report = await workThroughRenewals(grant, { endpoint: sandbox.endpoint, duration: '10s' }, RENEWALS);
    await sandbox.close();
  });

  test.each(Object.keys(LOADS))('%s, without one failed request', (client) => {
    expect(report.loads[client]?.failures).toEqual([]);
    expect(report.loads[client]?.done).toBeGreaterThan(0);
  });
});
