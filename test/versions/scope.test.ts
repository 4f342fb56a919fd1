import { expect, test } from 'vitest';
import { describeVersions } from '../support/describe-versions.ts';
import { PREFIX, type Scope, tryEverything } from '../support/scope/fixture.ts';
import { expectEverything } from '../support/scope/promise.ts';

const scopes: readonly Scope[] = [
  { access: 'role', prefix: '' },
  ...(['read-write', 'read', 'write'] as const).flatMap((access) => [
    { access, prefix: '' },
    { access, prefix: PREFIX },
  ]),
];

describeVersions('on a role that has s3:*, a session tries every operation', (ceph) => {
  test.concurrent.each(scopes)('with access $access and the prefix "$prefix"', async (scope) => {
    expect(await tryEverything(ceph, scope)).toEqual(expectEverything(ceph.version, scope));
  });
});
