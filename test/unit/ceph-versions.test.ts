import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDifferences } from '../support/ceph/differences.ts';
import { projectFolder } from '../support/command.ts';

test('docs/ceph-versions.md matches the tests of the versions (vitest -u writes it)', async () => {
  await expect(writeDifferences()).toMatchFileSnapshot(join(projectFolder, 'docs/ceph-versions.md'));
});
