import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  assumeRoleWithWebIdentity,
  createKeylessRole,
  registerProvider,
} from '../support/ceph/web-identity.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { runJsonCheck } from '../support/check-run.ts';
import { runOrThrow } from '../support/command.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { testIdentityCheck } from '../support/identity/check-cases.ts';
import { certificateOf, type IdentityIssuer, startIssuer } from '../support/identity/issuer.ts';
import { openSigningKey } from '../support/identity/signing-key.ts';
import { KEYLESS_CAPS, testKeylessProvision } from '../support/provision/keyless-cases.ts';
import { type Key, Operator } from '../support/provision/operator.ts';
import { provisionEnvironment, runJsonProvision } from '../support/provision/run.ts';

describeVersions('keyless roles of otter-sts provision and check', (ceph) => {
  const operator = new Operator(ceph);
  const issuers: IdentityIssuer[] = [];
  const start = async () => {
    const issuer = await startIssuer(certificateOf(ceph));
    issuers.push(issuer);
    return issuer;
  };

  afterAll(() => Promise.all(issuers.map((issuer) => issuer.close())));

  test('an issuer whose keys come with certificates is provisioned, and its tokens are accepted', async () => {
    const issuer = await start();
    const publish = async () => {
      const { key, certificate } = await makeKeyWithCertificate();
      issuer.publish([{ ...key.published, x5c: [certificate] }]);
      return key;
    };
    let key = await publish();
    const owned = await operator.createBucket();
    const environment = { ...provisionEnvironment(ceph, owned), OTTER_CA_BUNDLE: issuer.caBundle };
    const subject = 'organization:acme:pipeline:app';
    const args = [owned.bucket, '--issuer', issuer.url, '--subject', subject];
    const run = await runJsonProvision(args, environment);
    expect(run).toMatchObject({ exitCode: 0 });
    const audience = new URL(ceph.endpoint).hostname;
    const mint = (sub: string) => issuer.mint({ sub }, { audience, key });
    const ask = (sub: string) =>
      assumeRoleWithWebIdentity(ceph, run.roleArn ?? '', mint(sub)).then(({ answer }) => answer);
    expect(await ask(subject)).toBe('200');
    expect(await ask(`${subject}2`)).toBe('403 AccessDenied');
    // A new key has a new certificate, which must be registered on an RGW 20.
    key = await publish();
    expect(await ask(subject)).toBe(ceph.version === 20 ? '403 AccessDenied' : '200');
    const again = await runJsonProvision(args, environment);
    expect(again.told.filter((step) => !step.endsWith(': ok'))).toEqual(
      ceph.version === 20 ? ['provider: changed'] : [],
    );
    expect(await ask(subject)).toBe('200');
  });

  if (ceph.version === 20) {
    testKeylessProvision(() => ceph, start);
    describe('otter-sts check', () => testIdentityCheck(() => ceph, start));
    describe('in accounts and tenants', () => testElsewhere(ceph, start));
  } else {
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
    ])('says at the start that this RGW cannot read the keys of %s', async (_, args) => {
      const run = await runJsonProvision([bucket, ...args()], environment);
      expect(run).toMatchObject({ exitCode: 1, steps: [] });
      expect(run.error).toContain('This RGW cannot verify tokens of');
      expect(run.error).toContain('Ceph 19.2.4, 20 and newer can');
      expect(await operator.findTrust(run.name ?? '')).toBeUndefined();
    });

    test('check names the version if the token for a role that was created by hand is refused', async () => {
      const issuer = await start();
      const { bucket } = await ceph.createBucketWithRole();
      const audience = new URL(ceph.endpoint).hostname;
      const provider = await registerProvider(ceph, issuer, audience);
      const condition = { [`${issuer.name}:sub`]: 'repo:octo/app:ref:refs/heads/main' };
      const name = `keyless-${bucket}`;
      const roleArn = await createKeylessRole(ceph, provider, { name, condition, bucket });
      const token = issuer.mintGithub({ audience });
      const run = await runJsonCheck([], {
        OTTER_ENDPOINT: ceph.endpoint,
        OTTER_BUCKET: bucket,
        OTTER_ROLE_ARN: roleArn,
        OTTER_ID_TOKEN: token,
      });
      expect(run.statuses).toMatchObject({ exchange: 'fail', 'forged-tokens': 'skip', audience: 'skip' });
      expect(`${run.line('exchange').detail} ${run.line('exchange').remedy}`).toContain('19.2.4');
    });
  }
});

function testElsewhere(ceph: SharedCeph, start: () => Promise<IdentityIssuer>): void {
  const operator = new Operator(ceph);
  const audience = new URL(ceph.endpoint).hostname;

  /** A role of this administrator, and a session of it. */
  async function provisioned(bucket: string, admin: Key, ownerKey?: Key) {
    const issuer = await start();
    const environment = {
      ...provisionEnvironment(ceph, ownerKey && { ownerKey }, admin),
      OTTER_CA_BUNDLE: issuer.caBundle,
    };
    const args = [bucket, '--github', 'octo/app', '--issuer', issuer.url];
    const made = await runJsonProvision(args, environment);
    const again = await runJsonProvision(args, environment);
    const token = issuer.mintGithub({ audience });
    const { answer, session } = await assumeRoleWithWebIdentity(ceph, made.roleArn ?? '', token);
    expect(answer, made.error).toBe('200');
    if (session === undefined) throw new Error('there is no session');
    const put = { method: 'PUT', bucket, key: 'uploaded', body: 'hello' } as const;
    expect(await operator.send(session, put)).toMatchObject({ status: 200 });
    const revoked = await runJsonProvision(['revoke', ...args], environment);
    expect(await operator.send(session, { method: 'GET', bucket })).toMatchObject({ status: 403 });
    return { made, again, revoked };
  }

  const REMOVED = ['sessions: removed', 'role: removed', 'provider: removed'];

  test('in an account, its root key needs no caps, and uploads belong to the account', async () => {
    await operator.admin('PUT', 'user', { uid: 'administrator', caps: '', 'user-caps': 'accounts=*' });
    const name = `team-${randomBytes(3).toString('hex')}`;
    const { id } = JSON.parse(await operator.admin('POST', 'account', { name })) as { id: string };
    const options = { 'display-name': name, 'account-id': id, 'account-root': 'true' };
    const { keys } = JSON.parse(await operator.admin('PUT', 'user', { uid: `${name}-root`, ...options })) as {
      keys: { access_key: string; secret_key: string }[];
    };
    const root = { accessKey: keys[0]?.access_key ?? '', secretKey: keys[0]?.secret_key ?? '' };
    const bucket = `account-${randomBytes(4).toString('hex')}`;
    await operator.send(root, { method: 'PUT', bucket });
    const { made, again, revoked } = await provisioned(bucket, root);
    expect(made).toMatchObject({ exitCode: 0, roleArn: `arn:aws:iam::${id}:role/${made.name}` });
    expect(made.told).toEqual(['provider: made', 'role: made', 'owner: ok', 'role-policy: made']);
    expect(again.told.filter((step) => !step.endsWith(': ok'))).toEqual([]);
    expect(revoked.told).toEqual(REMOVED);
    expect(await operator.send(root, { method: 'GET', bucket, key: 'uploaded' })).toMatchObject({
      body: 'hello',
    });
  });

  test('in a tenant, the provider, role and bucket all belong to it', async () => {
    const tenant = `tenant${randomBytes(3).toString('hex')}`;
    const { bucket, ownerKey } = await operator.createBucket(tenant);
    const admin = await operator.createUser(`${tenant}$admin`, { caps: KEYLESS_CAPS });
    const { made, again, revoked } = await provisioned(bucket, admin, ownerKey);
    expect(made).toMatchObject({ exitCode: 0, roleArn: `arn:aws:iam::${tenant}:role/${made.name}` });
    expect(again.told.filter((step) => !step.endsWith(': ok'))).toEqual([]);
    expect(revoked.told).toEqual(REMOVED);
    expect(await operator.send(ownerKey, { method: 'GET', bucket, key: 'uploaded' })).toMatchObject({
      body: 'hello',
    });
  });
}

/** An RSA key with its own certificate in DER and base64, as in a key set. */
async function makeKeyWithCertificate() {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '-', '-subj', '/CN=keys'];
  const pem = await runOrThrow('openssl', request);
  const [, certificate = ''] = /-----BEGIN CERTIFICATE-----(.*?)-----END/s.exec(pem) ?? [];
  return { key: openSigningKey(pem, 'RS256'), certificate: certificate.replace(/\s/g, '') };
}
