import { afterAll, beforeAll, expect, test } from 'vitest';
import { S3Client } from '../../src/s3/client.ts';
import {
  assumeRoleWithWebIdentity,
  createKeylessRole,
  registerProvider,
} from '../support/ceph/web-identity.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { certificateOf, type IdentityIssuer, type Minting, startIssuer } from '../support/identity/issuer.ts';

const AUDIENCE = 'rgw.example.com';
const SUBJECT = 'repo:octo/app:ref:refs/heads/main';

describeVersions('AssumeRoleWithWebIdentity, called by hand', (ceph) => {
  let issuer: IdentityIssuer;
  let bucket: string;
  let roleArn: string;

  beforeAll(async () => {
    issuer = await startIssuer(certificateOf(ceph));
    ({ bucket } = await ceph.createBucketWithRole());
    const provider = await registerProvider(ceph, issuer, AUDIENCE);
    const condition = { [`${issuer.name}:sub`]: SUBJECT, [`${issuer.name}:aud`]: AUDIENCE };
    roleArn = await createKeylessRole(ceph, provider, { name: `keyless-${bucket}`, condition, bucket });
  });

  afterAll(() => issuer?.close());

  const ask = (token: string) => assumeRoleWithWebIdentity(ceph, roleArn, token);
  const mint = (minting: Partial<Minting> = {}) => issuer.mintGithub({ audience: AUDIENCE, ...minting });

  // Releases before 19.2.4 read only x5c, which GitHub's and GitLab's keys do not have.
  if (ceph.version !== 20) {
    test('refuses keys without a certificate', async () => {
      expect(await ask(mint())).toEqual({ answer: '403 AccessDenied' });
      expect(issuer.requests).toContain('/.well-known/jwks');
    });
    return;
  }

  test('returns a session that can use the bucket', async () => {
    const { answer, session } = await ask(mint());
    expect(answer).toBe('200');
    if (session === undefined) return;
    const s3 = new S3Client({ endpoint: ceph.endpoint, region: ceph.region, key: session });
    expect(await s3.send({ method: 'GET', bucket })).toMatchObject({ status: 200 });
    s3.close();
  });

  test('fetches the keys again, so that a rotation takes effect at once', async () => {
    const before = mint();
    issuer.rotate();
    expect((await ask(mint())).answer).toBe('200');
    expect(await ask(before)).toEqual({ answer: '403 AccessDenied' });
  });

  test.each<[string, Partial<Minting>]>([
    ['has expired', { expiresIn: -300, validIn: -600 }],
    ['is valid only later', { validIn: 600, expiresIn: 900 }],
    ['is for another audience', { audience: 'other.example.com' }],
    ['is of another issuer', { issuer: 'https://other.example.com' }],
    ['is not signed', { algorithm: 'none' }],
    ['is signed with the public key as a secret', { algorithm: 'HS256' }],
    ['is signed with a key that is not in the set', { unknownKey: true }],
  ])('refuses a token that %s', async (_, minting) => {
    expect(await ask(mint(minting))).toEqual({ answer: '403 AccessDenied' });
  });

  test.each([
    ['branch', { ref: 'refs/heads/other' }],
    ['repository', { repository: 'octo/other' }],
    ['environment', { environment: 'production' }],
  ])('refuses the token of another %s', async (_, job) => {
    expect(await ask(issuer.mintGithub({ audience: AUDIENCE }, job))).toEqual({ answer: '403 AccessDenied' });
  });
});
