/** The administrator's part of docs/keyless.md, run unchanged. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { permissionsFor } from '../../src/credentials/recommended-policies.ts';
import { requirementsOf } from '../support/ceph/release.ts';
import { assumeRoleWithWebIdentity } from '../support/ceph/web-identity.ts';
import { Reader, RUN_MS, readDocument, shellBlocks } from '../support/ceph-document.ts';
import { describeWith } from '../support/describe-with.ts';
import { certificateOf, type IdentityIssuer, startIssuer } from '../support/identity/issuer.ts';

const DOCUMENT = 'docs/keyless.md';
const STORAGE = /## On the storage\n.*?(?=\n## )/s;

test('every command in the administrator’s part is run here, or says why not', async () => {
  const [part = ''] = STORAGE.exec(await readDocument(DOCUMENT)) ?? [];
  const silent = shellBlocks(part.replace(/<!-- not run: [^>]* -->\n\n```sh\n.*?```/gs, '')).filter(
    ({ groups }) => groups.join() !== 'keyless',
  );
  expect(part).toContain('```sh');
  expect(silent).toEqual([]);
});

test('its policy is the one that provision creates', async () => {
  expect(await readDocument(DOCUMENT)).toContain(JSON.stringify(permissionsFor('builds')));
});

describeWith([...requirementsOf(20), 'clients'], 'a reader of docs/keyless.md, on Ceph RGW 20', () => {
  let reader: Reader;
  let issuer: IdentityIssuer;

  beforeAll(async () => {
    reader = await Reader.start(20, DOCUMENT);
    issuer = await startIssuer(certificateOf(reader.ceph));
    reader.addresses.set('https://gitlab.example.com', issuer.url);
    reader.environment.OTTER_CA_BUNDLE = issuer.caBundle;
    const setUp = async () => {
      const { code, stderr } = await reader.run('settings');
      if (code !== 0) throw new Error(stderr);
    };
    await vi.waitFor(setUp, { timeout: RUN_MS, interval: 1_000 });
    await reader.ceph.restartGateway();
  }, RUN_MS);

  afterAll(async () => {
    await issuer?.close();
    await reader?.close();
  });

  test('provisions for GitHub and GitLab, lists, revokes, and does the same by hand', {
    timeout: RUN_MS,
  }, async () => {
    const { code, stdout, stderr } = await reader.run('keyless');
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('id-token: write');
    expect(stdout).toContain('extends: .otter-sts-keyless');
    const lists = stdout.match(/^builds {2}.*$/gm) ?? [];
    expect(lists.filter((line) => line.includes('token.actions.githubusercontent.com'))).toHaveLength(2);
    expect(lists.at(-2)).toContain('builds-by-hand');
    const [, roleArn = ''] = /role_arn: (\S+)/.exec(stdout) ?? [];
    const audience = new URL(reader.ceph.endpoint).hostname;
    const ask = (job: { ref?: string }) =>
      assumeRoleWithWebIdentity(reader.ceph, roleArn, issuer.mintGitlab({ audience }, job));
    expect((await ask({})).answer).toBe('200');
    expect((await ask({ ref: 'other' })).answer).toBe('403 AccessDenied');
  });
});
