import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeVersions } from '../support/describe-versions.ts';
import { certificateOf, type IdentityIssuer, startIssuer } from '../support/identity/issuer.ts';
import { testKeylessProvision } from '../support/provision/keyless-cases.ts';
import { Operator } from '../support/provision/operator.ts';
import { provisionEnvironment, runJsonProvision } from '../support/provision/run.ts';

describeVersions('otter-sts provision, keyless', (ceph) => {
  const operator = new Operator(ceph);
  const issuers: IdentityIssuer[] = [];
  const start = async () => {
    const issuer = await startIssuer(certificateOf(ceph));
    issuers.push(issuer);
    return issuer;
  };

  afterAll(() => Promise.all(issuers.map((issuer) => issuer.close())));

  if (ceph.version === 20) testKeylessProvision(() => ceph, start);
  else {
    let environment: Record<string, string>;
    let bucket: string;
    let url: string;

    beforeAll(async () => {
      const [owned, issuer] = [await operator.createBucket(), await start()];
      ({ bucket } = owned);
      ({ url } = issuer);
      environment = { ...provisionEnvironment(ceph, owned), OTTER_CA_BUNDLE: issuer.caBundle };
    });

    test.each([
      ['GitHub', () => ['--github', 'octo/app']],
      ['an issuer whose keys have no certificate', () => ['--issuer', url, '--subject', 'project:app:main']],
    ])('says before it does anything that this RGW cannot read the keys of %s', async (_, args) => {
      const run = await runJsonProvision([bucket, ...args()], environment);
      expect(run).toMatchObject({ exitCode: 1, steps: [] });
      expect(run.error).toContain('This RGW cannot verify tokens of');
      expect(run.error).toContain('Ceph 19.2.4, 20 and newer can');
      expect(await operator.findTrust(run.name ?? '')).toBeUndefined();
    });
  }
});
