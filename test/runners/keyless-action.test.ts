/** The action without a service credential, with an imitation of the runner's token endpoint, which act lacks. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idTokenSecrets } from '../../src/credentials/id-token.ts';
import { encodings } from '../../src/masking/index.ts';
import { runWorkflow, type WorkflowRun } from '../support/act.ts';
import { createKeylessRole, registerProvider } from '../support/ceph/web-identity.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { awsCli } from '../support/clients.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { certificateOf, type IdentityIssuer, startIssuer } from '../support/identity/issuer.ts';
import { type RunnerEndpoint, startRunnerEndpoint } from '../support/identity/runner-endpoint.ts';

const AUDIENCE = '127.0.0.1';

const describeKeyless = (ceph: SharedCeph) => {
  describeWith(['act', 'clients'], 'in a real workflow', () => {
    let issuer: IdentityIssuer;
    let runner: RunnerEndpoint;
    let run: WorkflowRun;
    let target: { bucket: string; roleArn: string };
    const tokens: string[] = [];
    /** Contents of all files that the run left, by path. */
    const left = new Map<string, string>();

    beforeAll(async () => {
      issuer = await startIssuer(certificateOf(ceph));
      runner = await startRunnerEndpoint((audience) => {
        const token = issuer.mintGithub({ audience });
        tokens.push(token);
        return token;
      });
      const { bucket } = await ceph.createBucketWithRole();
      const provider = await registerProvider(ceph, issuer, AUDIENCE);
      const condition = {
        [`${issuer.name}:aud`]: AUDIENCE,
        [`${issuer.name}:sub`]: 'repo:octo/app:ref:refs/heads/main',
      };
      const roleArn = await createKeylessRole(ceph, provider, { name: `act-${bucket}`, condition, bucket });
      target = { bucket, roleArn };
      run = await runWorkflow({
        workflow: 'test/runners/workflows/keyless.yml',
        env: {
          ...runner.environment,
          ENDPOINT: ceph.endpoint,
          ROLE_ARN: roleArn,
          BUCKET: bucket,
          AWS_CLI: awsCli(),
        },
        inspect: ({ home }) => {
          for (const path of filesBelow(join(home, '..'))) left.set(path, readFileSync(path, 'latin1'));
        },
      });
    }, 500_000);

    afterAll(async () => {
      await runner?.close();
      await issuer?.close();
    });

    test('gives later steps a session', () => {
      expect(run.step('use the session').output, run.log).toContain('hello.txt');
    });

    test('renews it with refresh, for which the agent requests tokens', () => {
      expect(run.step('outlive the session').output, run.log).toContain('round 5');
      const post = run.steps.find(({ job, stage }) => job.includes('refresh') && stage === 'Post');
      expect(post?.output).toMatch(/The agent is stopped: [1-9]\d* renewals/);
    });

    test('gives run a session, but gives its script no means to request tokens', () => {
      const main = run.steps.find(({ job, stage }) => job.includes('run') && stage === 'Main');
      expect(main?.result, run.log).toBe('success');
      const environment = left.get([...left.keys()].find((path) => path.endsWith('/home/environment')) ?? '');
      expect(environment).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI=');
      expect(environment).not.toContain('ACTIONS_ID_TOKEN_REQUEST_TOKEN=');
    });

    test('uploads and downloads', () => {
      expect(run.step('compare').output, run.log).toBe('same\n');
      expect(run.code, run.log).toBe(0);
    });

    test('requests tokens only for the endpoint’s host name, one for each session', () => {
      expect(new Set(runner.audiences)).toEqual(new Set([AUDIENCE]));
      expect(tokens.length).toBeGreaterThan(6);
    });

    test('docs/keyless.md: the workflow to copy uploads a file', async () => {
      const workflow = snippetToRun('docs/keyless.md', 'act-keyless')
        .replace('bucket: my-bucket', `bucket: ${target.bucket}\n          endpoint: ${ceph.endpoint}`)
        .replace('$' + '{{ vars.OTTER_ROLE_ARN }}', target.roleArn)
        .replace('run: aws s3 cp', `run: ${awsCli()} s3 cp --no-progress`)
        .replace('s3://my-bucket/', `s3://${target.bucket}/`);
      const { code, log } = await runWorkflow({ workflow, env: runner.environment });
      expect(code, log).toBe(0);
      expect(log).toContain(`upload: ./README.md to s3://${target.bucket}/builds/main/README.md`);
    });

    test('leaves no token in the log, the summary or any file', () => {
      const texts = [run.log, run.summary, ...left.values()];
      const secrets = tokens.flatMap(idTokenSecrets).flatMap(encodings);
      expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
    });
  });
};

describeVersions('the action without a service credential', describeKeyless, [20]);

function filesBelow(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      // The bundles are the same for all of them.
      .filter((path) => !path.includes('/dist/'))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
  );
}
