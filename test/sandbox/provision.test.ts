import { describe } from 'vitest';
import { testProvision } from '../support/provision/cases.ts';
import { bucketPool } from './bucket-pool.ts';
import { useSandbox } from './fixture.ts';

describe('otter-sts provision on the sandbox', () => {
  // More than there are tests.
  const pool = bucketPool(60);
  const fixture = useSandbox({ buckets: [...pool.names, 'list'] });

  testProvision(
    () => pool.server(fixture),
    (name) => pool.take(fixture, name),
  );
});
