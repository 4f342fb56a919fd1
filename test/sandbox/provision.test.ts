import { describe, expect, test } from 'vitest';
import { startOverloaded } from '../support/overloaded.ts';
import { testProvision } from '../support/provision/cases.ts';
import { provisionEnvironment, runProvision } from '../support/provision/run.ts';
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

  test('says why its check waits if the server is overloaded, as a transfer does', async () => {
    const server = pool.server(fixture);
    const owned = await pool.take(fixture);
    const overloaded = await startOverloaded(server.endpoint, 'AssumeRole', 1);
    const environment = provisionEnvironment({ ...server, endpoint: overloaded.url }, owned);
    const { exitCode, stderr } = await runProvision([owned.bucket], environment);
    await overloaded.close();
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/^otter-sts: AssumeRole .* failed \(503 SlowDown\); attempt 2 in \d+ ms$/m);
  });
});
