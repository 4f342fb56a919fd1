import { afterAll, beforeAll, expect, test } from 'vitest';
import { permanentSnippets, serviceSnippets, sessionSnippets } from '../../sandbox/console/snippets.ts';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { describeWalkThrough, PLACEHOLDERS, readSnippets } from '../support/walk-through.ts';

describeWith('clients', "the documentation's walk-through on the sandbox", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    const buckets = ['my-first-bucket', 'someone-elses-bucket'];
    sandbox = await startSandbox({ buckets, consolePort: 0, minimumDurationSeconds: 1 });
  });

  afterAll(() => sandbox.close());

  /** Does the console's work with its command line, which prints variables as JSON. */
  async function console(...args: string[]): Promise<Record<string, string>> {
    const place = ['--console', sandbox.console ?? '', '--bucket', 'my-first-bucket'];
    const command = ['cli/main.ts', 'sandbox', ...args, '--format', 'json', ...place];
    return JSON.parse(await runOrThrow('node', command, { cwd: projectFolder }));
  }

  describeWalkThrough('works word for word:', () => {
    const { endpoint, region } = sandbox;
    const { roleArn, accessKey, secretKey } = sandbox.buckets[0] as SandboxBucket;
    return {
      endpoint,
      region,
      roleArn,
      otherBucket: 'someone-elses-bucket',
      permanent: { accessKey, secretKey },
      async generate(seconds) {
        const issued = await console('issue', '--duration', `${seconds}s`);
        return {
          accessKey: issued.AWS_ACCESS_KEY_ID ?? '',
          secretKey: issued.AWS_SECRET_ACCESS_KEY ?? '',
          sessionToken: issued.AWS_SESSION_TOKEN ?? '',
          expiresAt: new Date(issued.AWS_CREDENTIAL_EXPIRATION ?? ''),
        };
      },
      async createServiceCredential() {
        const created = await console('service-credential', 'create');
        return {
          accessKey: created.OTTER_SERVICE_ACCESS_KEY ?? '',
          secretKey: created.OTTER_SERVICE_SECRET_KEY ?? '',
        };
      },
      revokeServiceCredential: (revoked) => sandbox.revokeServiceCredential(revoked),
    };
  });
});

test('the console prints exactly the snippets of the walk-through', async () => {
  const { temporary, service, permanent, ...place } = PLACEHOLDERS;
  const session = {
    accessKeyId: temporary.accessKey,
    secretAccessKey: temporary.secretKey,
    sessionToken: temporary.sessionToken,
    expiration: '',
  };
  const printed = [
    ...sessionSnippets(place, session),
    ...serviceSnippets(place, service),
    ...permanentSnippets(place, permanent),
  ].map(({ text }) => text);
  const documented = [...(await readSnippets())].filter(([name]) => !name.endsWith('aws-assume-role-lib'));
  expect(documented).toHaveLength(5);
  for (const [, snippet] of documented) expect(printed).toContain(snippet);
  // The two for CI are in README.md, and are checked against what they include.
  expect(printed).toHaveLength(7);
});
