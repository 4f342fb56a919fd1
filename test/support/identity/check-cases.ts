/** What `otter-sts check` says about a job's identity token, on every server that can verify an issuer's keys. */

import { expect, test } from 'vitest';
import { type JsonCheckRun, runCheck, runJsonCheck } from '../check-run.ts';
import { type OperatedServer, Operator, type OwnedBucket } from '../provision/operator.ts';
import { provisionEnvironment, runJsonProvision } from '../provision/run.ts';
import type { IdentityIssuer } from './issuer.ts';
import { startRunnerEndpoint } from './runner-endpoint.ts';

const REPOSITORY = 'octo/app';
const FOREIGN_AUDIENCE = 'otter-sts-check.invalid';

/** The lines for a minimal role, on any version of the server. */
const OK = [
  'token',
  'exchange',
  'forged-tokens',
  'bucket',
  'configuration',
  'owner',
  'chaining',
  'role',
  'duration',
];

export function testIdentityCheck(
  server: () => OperatedServer,
  startIssuer: () => Promise<IdentityIssuer>,
  createBucket: () => Promise<OwnedBucket> = () => new Operator(server()).createBucket(),
): void {
  const operator = () => new Operator(server());

  /** A bucket with its keyless role, and the environment of a job without a token. */
  async function site() {
    const issuer = await startIssuer();
    const owned = await createBucket();
    const { endpoint } = server();
    const administrator = { ...provisionEnvironment(server(), owned), OTTER_CA_BUNDLE: issuer.caBundle };
    const args = [owned.bucket, '--github', REPOSITORY, '--issuer', issuer.url];
    const { roleArn = '', name = '' } = await runJsonProvision(args, administrator);
    const environment = { OTTER_ENDPOINT: endpoint, OTTER_BUCKET: owned.bucket, OTTER_ROLE_ARN: roleArn };
    const audience = new URL(endpoint).hostname;
    const providerArn = `arn:aws:iam:::oidc-provider/${issuer.name}`;
    const setTrust = (condition?: object) =>
      operator().iam({
        Action: 'UpdateAssumeRolePolicy',
        RoleName: name,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: [providerArn] },
              Action: ['sts:AssumeRoleWithWebIdentity'],
              ...(condition && { Condition: condition }),
            },
          ],
        }),
      });
    return { issuer, ...owned, environment, audience, name, roleArn, providerArn, setTrust };
  }

  const failed = ({ lines }: JsonCheckRun) =>
    lines.filter(({ status }) => status === 'fail').map(({ name }) => name);

  test('of a provisioned role finds nothing wrong, and shows nothing of the token', async () => {
    const { issuer, environment, audience } = await site();
    const token = issuer.mintGithub({ audience });
    const run = await runJsonCheck([], { ...environment, OTTER_ID_TOKEN: token });
    expect(failed(run)).toEqual([]);
    expect(run.exitCode).toBe(0);
    for (const name of OK) expect(run.line(name), name).toMatchObject({ status: 'ok' });
    expect(run.line('token').detail).toContain(
      `of ${issuer.url} for '${audience}', with the subject repo:${REPOSITORY}:ref:refs/heads/main, until 2`,
    );
    expect(run.statuses).toMatchObject({ audience: 'skip', trust: 'skip' });
    expect(run.line('trust').detail).toContain(`'otter-sts provision list ${environment.OTTER_BUCKET}'`);
    expect(Object.keys(run.statuses)).not.toContain('service-key');
    expect(run.stdout + run.stderr).not.toContain(token.split('.')[2]);
  });

  test('with tokens from a runner also tries one for another audience', async () => {
    const { issuer, environment, audience } = await site();
    const endpoint = await startRunnerEndpoint((asked) => issuer.mintGithub({ audience: asked }));
    try {
      const job = { ...environment, ...endpoint.environment, GITHUB_ACTIONS: 'true' };
      const run = await runJsonCheck([], job);
      expect(failed(run)).toEqual([]);
      expect(run.line('audience')).toMatchObject({
        status: 'ok',
        detail: 'whoever has a token of this job cannot use one for another audience',
      });
      expect(new Set(endpoint.audiences)).toEqual(new Set([audience, FOREIGN_AUDIENCE]));
    } finally {
      await endpoint.close();
    }
  });

  test('fails a role that accepts tokens for other services', async () => {
    const { issuer, environment, providerArn, setTrust } = await site();
    await setTrust({ StringLike: { [`${issuer.name}:sub`]: `repo:${REPOSITORY}:*` } });
    await operator().iam({
      Action: 'AddClientIDToOpenIDConnectProvider',
      OpenIDConnectProviderArn: providerArn,
      ClientID: FOREIGN_AUDIENCE,
    });
    const endpoint = await startRunnerEndpoint((asked) => issuer.mintGithub({ audience: asked }));
    try {
      const job = { ...environment, ...endpoint.environment, GITHUB_ACTIONS: 'true' };
      const run = await runJsonCheck([], job);
      expect(failed(run)).toEqual(['audience']);
      expect(run.exitCode).toBe(1);
      expect(run.line('audience').remedy).toContain(`"${issuer.name}:aud":`);
    } finally {
      await endpoint.close();
    }
  });

  test('fails a role whose trust policy has no subject, if the session may read it', async () => {
    const { issuer, environment, audience, name, roleArn, setTrust } = await site();
    const read = { Effect: 'Allow', Action: ['iam:GetRole'], Resource: [roleArn] };
    await operator().putRolePolicy(name, 'reads-itself', read);
    const check = () => runJsonCheck([], { ...environment, OTTER_ID_TOKEN: issuer.mintGithub({ audience }) });
    expect((await check()).line('trust')).toMatchObject({ status: 'ok' });
    await setTrust({ StringEquals: { [`${issuer.name}:aud`]: audience } });
    const run = await check();
    expect(failed(run)).toEqual(['trust']);
    expect(run.line('trust').detail).toBe(`the role accepts tokens of ${issuer.name} with any subject`);
    expect(run.line('trust').remedy).toContain(
      `"${issuer.name}:sub":"repo:${REPOSITORY}:ref:refs/heads/main"`,
    );
  });

  test('of a refused token shows its claims line by line, and tries nothing else', async () => {
    const { issuer, environment, audience } = await site();
    const token = issuer.mintGithub({ audience }, { repository: 'octo/other' });
    const variables = { ...environment, OTTER_ID_TOKEN: token };
    const run = await runJsonCheck([], variables);
    expect(failed(run)).toEqual(['exchange']);
    const others = run.lines.filter(({ name }) => !['endpoint', 'clock', 'token', 'exchange'].includes(name));
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['skip']));
    const { stdout } = await runCheck([], variables);
    expect(stdout).toMatch(/^ +sub +repo:octo\/other:ref:refs\/heads\/main$/m);
    expect(stdout).not.toContain(token.split('.')[2]);
  });

  test('of an expired token says so', async () => {
    const { issuer, environment, audience } = await site();
    const token = issuer.mintGithub({ audience, expiresIn: -600, validIn: -900 });
    const run = await runJsonCheck([], { ...environment, OTTER_ID_TOKEN: token });
    expect(failed(run)).toEqual(['exchange']);
    expect(run.line('exchange').detail).toContain('expired');
  });

  test('says why there is no token', async () => {
    const { environment } = await site();
    const run = await runJsonCheck(['--web-identity-token-file', '/nowhere/token'], environment);
    expect(failed(run)).toEqual(['token']);
    expect(run.line('token').detail).toContain("names '/nowhere/token', which cannot be read (ENOENT)");
    expect(run.line('exchange')).toMatchObject({ status: 'skip' });
  });
}
