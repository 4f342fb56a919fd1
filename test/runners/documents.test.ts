/** README's workflow, run unchanged except for endpoint, role and keys, and the picture of a job's log. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { runWorkflow } from '../support/act.ts';
import { awsCli } from '../support/clients.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { drawLog, readDrawnLog } from '../support/log-picture.ts';

const PICTURE = join(projectFolder, 'docs/images/job-log.svg');

describeWith(['act', 'clients'], 'the documents, under act, on the sandbox', () => {
  let sandbox: Sandbox;
  let roleArn: string;
  let secrets: Record<string, string>;
  let owner: Record<string, string>;

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'] });
    const [bucket] = sandbox.buckets;
    if (bucket === undefined) throw new Error('the sandbox has no bucket');
    roleArn = bucket.roleArn;
    secrets = {
      OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    };
    owner = {
      AWS_ACCESS_KEY_ID: bucket.accessKey,
      AWS_SECRET_ACCESS_KEY: bucket.secretKey,
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_DEFAULT_REGION: sandbox.region,
    };
  });
  afterAll(() => sandbox?.close());

  test('README: the workflow to copy uploads a build', async () => {
    const workflow = snippetToRun('README.md', 'act')
      .replace('bucket: my-bucket', `bucket: my-bucket\n          endpoint: ${sandbox.endpoint}`)
      .replace('$' + '{{ vars.OTTER_ROLE_ARN }}', roleArn)
      .replace('run: ./build.sh', 'run: sh build.sh')
      .replace('run: aws ', `run: ${awsCli()} `);
    const files = { 'build.sh': 'mkdir build && echo built > build/app.txt\n' };
    const { code, log } = await runWorkflow({ workflow, secrets, files });
    expect(code, log).toBe(0);
    const list = ['s3', 'ls', '--recursive', 's3://my-bucket'];
    expect(await runOrThrow(awsCli(), list, { env: owner })).toMatch(/ builds\/main\/app\.txt\n$/);
  });

  test('docs/transfers.md: one job downloads what all jobs of a matrix uploaded', async () => {
    const workflow = snippetToRun('docs/transfers.md', 'act')
      .replaceAll('bucket: my-bucket', `bucket: my-bucket\n          endpoint: ${sandbox.endpoint}`)
      .replaceAll('$' + '{{ vars.OTTER_ROLE_ARN }}', roleArn)
      .replace('run: ./build.sh', 'run: sh build.sh');
    const files = { 'build.sh': 'mkdir build && echo "built for $1" > build/app.txt\n' };
    const { code, log } = await runWorkflow({ workflow, secrets, files });
    expect(code, log).toBe(0);
    expect(log).toContain('built for linux\nbuilt for windows\n');
  });

  /** OTTER_SCREENSHOTS=1 updates the picture. */
  test('the picture of a log in README matches a job’s output', async () => {
    const { code, log, steps } = await runWorkflow({
      workflow: 'test/runners/workflows/log-picture.yml',
      secrets,
      env: { ROLE_ARN: roleArn, ENDPOINT: sandbox.endpoint, CLIENTS: dirname(awsCli()) },
    });
    expect(code, log).toBe(0);
    const printed = steps[0]?.output ?? '';
    // A reader does not have the sandbox's address, and the shell's first commands belong to the test.
    const shown = printed.replaceAll(sandbox.endpoint, 'https://es-mad-1.s3.otterstorage.io').trim();
    if (process.env.OTTER_SCREENSHOTS !== undefined) writeFileSync(PICTURE, drawLog('dump', shown));
    expect(withoutChance(readDrawnLog(readFileSync(PICTURE, 'utf8')))).toBe(withoutChance(shown));
  });
});

/** A row of `od`, and the next one, whose offset is masked. */
const MASKED_OFFSET = /^(\d{7})( .*\n)00000\*\*\* /gm;

function nextOffset(_: string, offset: string, rest: string): string {
  return `${offset}${rest}${String(Number(offset) + 16).padStart(7, '0')} *** `;
}

/**
 * Without what differs from run to run: a character of base64 contains both masked and unmasked bits, and an
 * offset that reads like the secret's byte before the row is masked with it.
 */
function withoutChance(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/g, 'TIME')
    .replace(/in \d+ min( \d+ s)?/g, 'in TIME')
    .replace(/\S\*\*\*\S(?=iCg==)/, '***')
    .replace(MASKED_OFFSET, nextOffset)
    .replace(MASKED_OFFSET, nextOffset)
    .replace(/127\.0\.0\.1:\d+/g, 'LOOPBACK');
}
