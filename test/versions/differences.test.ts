import { expect, test } from 'vitest';
import { differences } from '../support/ceph/differences.ts';
import { describeVersions } from '../support/describe-versions.ts';

describeVersions('the answer in docs/ceph-versions.md', (ceph) => {
  test.concurrent.each(differences)('$what', async ({ answers, ask }) => {
    expect(await ask(ceph)).toBe(answers[ceph.version]);
  });
});
