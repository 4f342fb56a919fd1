import { describeVersions } from '../support/describe-versions.ts';
import { testProvision } from '../support/provision/cases.ts';

describeVersions('otter-sts provision', (ceph) => {
  testProvision(() => ceph);
});
