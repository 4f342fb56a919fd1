/** A real RGW 20 gives the answers that the sandbox's tests expect. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeVersions } from '../support/describe-versions.ts';
import { exchangeCases } from '../support/identity/exchange-cases.ts';
import { type ExchangeWorld, openExchangeWorld } from '../support/identity/exchange-world.ts';
import { certificateOf } from '../support/identity/issuer.ts';

describeVersions('AssumeRoleWithWebIdentity in all its cases', (ceph) => {
  let world: ExchangeWorld;

  beforeAll(async () => {
    const { bucket } = await ceph.createBucketWithRole();
    world = await openExchangeWorld(ceph, certificateOf(ceph), bucket);
  });

  afterAll(() => world?.close());

  if (ceph.version !== 20) {
    test('refuses even a good token: its issuer’s keys have no certificate', async () => {
      expect((await world.ask({ name: 'good', verdict: '403 AccessDenied' })).verdict).toBe(
        '403 AccessDenied',
      );
    });
    return;
  }

  test.each(exchangeCases)('$name: $verdict', async (exchange) => {
    expect((await world.ask(exchange)).verdict).toBe(exchange.verdict);
  });
});
