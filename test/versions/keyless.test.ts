/** Sessions for identity tokens, with this project's own code: what a Ceph accepts, and how refusals are explained. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idTokenSecrets } from '../../src/credentials/id-token.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';
import { readSource } from '../../src/credentials/source-inputs.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { S3Client } from '../../src/s3/client.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { createKeylessRole, registerProvider } from '../support/ceph/web-identity.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { describeWith } from '../support/describe-with.ts';
import { certificateOf, type IdentityIssuer, type Minting, startIssuer } from '../support/identity/issuer.ts';
import { type RunnerEndpoint, startRunnerEndpoint } from '../support/identity/runner-endpoint.ts';
import { LOADS } from '../support/load/clients.ts';
import { type ExecReport, workUnderExec } from '../support/load/exec.ts';

const SUBJECT = 'repo:octo/app:ref:refs/heads/main';
/** The endpoint's host name, which is the default audience. */
const AUDIENCE = '127.0.0.1';
const RENEWALS = 10;

interface Keyless {
  issuer: IdentityIssuer;
  runner: RunnerEndpoint;
  bucket: string;
  roleArn: string;
}

async function prepare(ceph: SharedCeph): Promise<Keyless> {
  const issuer = await startIssuer(certificateOf(ceph));
  const runner = await startRunnerEndpoint((audience) => issuer.mintGithub({ audience }));
  const { bucket } = await ceph.createBucketWithRole();
  const provider = await registerProvider(ceph, issuer, AUDIENCE);
  const condition = { [`${issuer.name}:sub`]: SUBJECT, [`${issuer.name}:aud`]: AUDIENCE };
  const roleArn = await createKeylessRole(ceph, provider, { name: `otter-${bucket}`, condition, bucket });
  return { issuer, runner, bucket, roleArn };
}

describeVersions('a session for an identity token', (ceph) => {
  let keyless: Keyless;
  beforeAll(async () => {
    keyless = await prepare(ceph);
  });
  afterAll(async () => {
    await keyless?.runner.close();
    await keyless?.issuer.close();
  });

  const mint = (minting: Partial<Minting> = {}) => {
    return keyless.issuer.mintGithub({ audience: AUDIENCE, ...minting });
  };
  const request = (inputs: RequestInputs = {}) => {
    const { bucket, roleArn } = keyless;
    const all = { bucket, roleArn, endpoint: ceph.endpoint, region: ceph.region, ...inputs };
    return checkRequest(all, { sessionName: 'job-1', renewed: false }).request;
  };
  const sourceOf = (idToken: string) => {
    const source = readSource({ idToken, endpoint: ceph.endpoint }, {});
    if (source === undefined) throw new Error('no source');
    return source;
  };

  /** @returns the explanation of the refusal, without any part of the token */
  async function refusalOf(token: string, inputs: RequestInputs = {}): Promise<string> {
    const failure = await exchange(sourceOf(token), request(inputs)).then(
      () => undefined,
      (error: unknown) => error as ExchangeFailure,
    );
    expect(failure?.name).toBe('ExchangeFailure');
    const { message } = failure as ExchangeFailure;
    for (const part of token.split('.').filter((part) => part !== '')) expect(message).not.toContain(part);
    return message;
  }

  // Releases before 19.2.4 read only x5c, which GitHub's and GitLab's keys do not have.
  if (ceph.version !== 20) {
    test('is refused, and the message names the versions that support it', async () => {
      const message = await refusalOf(mint());
      expect(message).toMatch(
        /^AssumeRoleWithWebIdentity for bucket '.*' at .* failed: 403 AccessDenied\.$/m,
      );
      expect(message).toContain(
        'Ceph 18 or older, which cannot read the keys of GitHub and GitLab: 19.2.4 and 20 can',
      );
    });
    return;
  }

  test('has a session policy, which limits it', async () => {
    const { session } = await exchange(sourceOf(mint()), request({ access: 'read', prefix: 'builds/' }));
    const s3 = new S3Client({ endpoint: ceph.endpoint, region: ceph.region, key: session });
    const { bucket } = keyless;
    const list = (prefix: string) => s3.send({ method: 'GET', bucket, query: { prefix } });
    expect(await list('builds/')).toMatchObject({ status: 200 });
    expect(await list('')).toMatchObject({ status: 403 });
    expect(await s3.send({ method: 'PUT', bucket, key: 'builds/x' })).toMatchObject({ status: 403 });
    s3.close();
  });

  test('lasts as long as requested', async () => {
    const { session } = await exchange(sourceOf(mint()), request({ duration: '2h' }));
    const hours = (session.expiration.getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThanOrEqual(2.1);
  });

  test('is obtained with a token from a file, which is read again for each', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-token-'));
    const file = join(folder, 'token');
    const source = readSource({ webIdentityTokenFile: file, endpoint: ceph.endpoint }, {});
    if (source === undefined) throw new Error('no source');
    await expect(exchange(source, request())).rejects.toThrow(
      /^web-identity-token-file names .* cannot be read \(ENOENT\)/,
    );
    writeFileSync(file, mint({ expiresIn: -10, validIn: -60 }));
    await expect(exchange(source, request())).rejects.toThrow('Whoever writes the file has not replaced it.');
    writeFileSync(file, `${mint()}\n`);
    await exchange(source, request());
    rmSync(folder, { recursive: true });
  });

  test('is obtained with a token from the runner, which is asked for each', async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } =
      keyless.runner.environment;
    const source = readSource({ endpoint: ceph.endpoint }, { idTokenRequest: { url, token } });
    if (source === undefined) throw new Error('no source');
    const secrets: string[] = [];
    const onSecrets = (learned: readonly string[]) => void secrets.push(...learned);
    for (let count = 0; count < 2; count += 1) await exchange(source, request(), { onSecrets });
    expect(keyless.runner.audiences.slice(-2)).toEqual([AUDIENCE, AUDIENCE]);
    expect(new Set(secrets).size).toBe(4);
  });

  test('is obtained by jobs that ask at the same time with a new subject', async () => {
    const { issuer, roleArn } = keyless;
    const environment = 'many-at-once';
    const provider = `arn:aws:iam:::oidc-provider/${issuer.name}`;
    const condition = { [`${issuer.name}:aud`]: AUDIENCE };
    const name = `${roleArn.slice(roleArn.indexOf('/') + 1)}-many`;
    const many = await createKeylessRole(ceph, provider, { name, condition, bucket: keyless.bucket });
    const jobs = Array.from({ length: 8 }, () => issuer.mintGithub({ audience: AUDIENCE }, { environment }));
    await Promise.all(jobs.map((token) => exchange(sourceOf(token), request({ roleArn: many }))));
  });

  test.each<[string, Partial<Minting>, RegExp]>([
    [
      'has expired',
      { expiresIn: -300, validIn: -600 },
      /failed: 403 AccessDenied, with a token that expired at \d{4}-.*Z\.\nLikely cause: the token expired at .*, \d.* ago\. Nothing replaces it/,
    ],
    ['is valid only later', { validIn: 600, expiresIn: 900 }, /not valid before .*, in (10|9) min/],
    [
      'is for another audience',
      { audience: 'other.example.com' },
      /the token is for the audience 'other\.example\.com', and not for '127\.0\.0\.1'/,
    ],
    [
      'is of another issuer',
      { issuer: 'https://other.example.com' },
      /no provider for the issuer 'https:\/\/other\.example\.com'/,
    ],
    ['is not signed', { algorithm: 'none' }, /403 AccessDenied, with a token that is not signed\./],
    [
      'is signed with the public key as a secret',
      { algorithm: 'HS256' },
      /the token is signed with HS256: storage accepts only the issuer's own signature/,
    ],
    [
      'is signed with a key that is not in the set',
      { unknownKey: true },
      /the key that signed the token \(kid '\w+'\) is not in the issuer's key set/,
    ],
  ])('is refused for a token that %s, with an explanation', async (_, minting, said) => {
    expect(await refusalOf(mint(minting))).toMatch(said);
  });

  test.each([
    ['branch', { ref: 'refs/heads/other' }, 'repo:octo/app:ref:refs/heads/other'],
    ['repository', { repository: 'octo/other' }, 'repo:octo/other:ref:refs/heads/main'],
    ['environment', { environment: 'production' }, 'repo:octo/app:environment:production'],
  ])('is refused for another %s, and the printed policy allows it', async (_, job, subject) => {
    const { issuer, roleArn } = keyless;
    const token = issuer.mintGithub({ audience: AUDIENCE }, job);
    const message = await refusalOf(token);
    expect(message).toContain(`does not accept the subject '${subject}'`);
    expect(message).toMatch(new RegExp(`^  sub +${subject}$`, 'm'));
    const policy = /^\{\n[\s\S]*^\}$/m.exec(message)?.[0] ?? '';
    const RoleName = roleArn.slice(roleArn.indexOf('/') + 1);
    const update = (PolicyDocument: string) =>
      ceph.iam({ Action: 'UpdateAssumeRolePolicy', RoleName, PolicyDocument });
    await update(JSON.stringify(JSON.parse(policy)));
    await exchange(sourceOf(token), request());
    await update(JSON.stringify(JSON.parse(policy.replaceAll(subject, SUBJECT))));
    await exchange(sourceOf(mint()), request());
  });

  test('is refused for a missing role, which is named', async () => {
    const roleArn = `${keyless.roleArn}-not`;
    expect(await refusalOf(mint(), { roleArn })).toContain(roleArn);
  });

  test('is refused while the issuer is unreachable, with an explanation', async () => {
    const other = await startIssuer(certificateOf(ceph));
    await registerProvider(ceph, other, AUDIENCE);
    const token = other.mintGithub({ audience: AUDIENCE });
    await other.close();
    expect(await refusalOf(token)).toContain("the storage cannot fetch the keys of the token's issuer");
  });

  describeWith(
    'clients',
    `exec, through ${RENEWALS} renewals with one token each, and a rotation of keys`,
    () => {
      let report: ExecReport;
      const tokens: string[] = [];
      let runner: RunnerEndpoint;

      beforeAll(async () => {
        const { issuer, bucket, roleArn } = keyless;
        runner = await startRunnerEndpoint((audience) => {
          const token = issuer.mintGithub({ audience });
          tokens.push(token);
          return token;
        });
        const env = {
          ...runner.environment,
          GITHUB_ACTIONS: 'true',
          OTTER_ENDPOINT: ceph.endpoint,
          OTTER_BUCKET: bucket,
          OTTER_ROLE_ARN: roleArn,
          OTTER_DURATION: '10s',
          OTTER_CA_BUNDLE: ceph.caBundle,
        };
        const renewals = async (count: number) => {
          while (tokens.length <= count) await sleep(100);
        };
        report = await workUnderExec(bucket, env, async () => {
          await renewals(RENEWALS / 2);
          issuer.rotate({ keepOld: true });
          await renewals(RENEWALS);
        });
      }, 500_000);
      afterAll(() => runner?.close());

      test.each(Object.keys(LOADS))('%s works without a failed request', (client) => {
        expect(report.loads[client]?.failures).toEqual([]);
        expect(report.loads[client]?.done).toBeGreaterThan(2);
      });

      test('no renewal failed, and each had its own token', () => {
        expect(report.code).toBe(0);
        expect(report.output.split('\n').filter((line) => /renewing failed|Trying again/.test(line))).toEqual(
          [],
        );
        expect(tokens.length).toBeGreaterThan(RENEWALS);
        expect(new Set(tokens).size).toBe(tokens.length);
      });

      test('neither a token nor the means to request one is in the output or the command’s environment', () => {
        const seen = report.output + JSON.stringify(report.environment);
        const secrets = [
          ...tokens.flatMap(idTokenSecrets),
          runner.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
        ];
        expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
      });
    },
  );
});
