import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { awsCli } from '../support/clients.ts';
import { runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import {
  HOST,
  type PipelineOptions,
  type PipelineRun,
  RELEASE,
  readExample,
  runPipeline,
} from '../support/gitlab-ci-local.ts';
import { NOTE, PRINT_ENCODED } from '../support/gitlab-job.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

/** A bucket on any server, with the key of its owner. */
interface Place extends Pick<SandboxBucket, 'bucket' | 'roleArn' | 'serviceAccessKey' | 'serviceSecretKey'> {
  readonly endpoint: string;
  readonly region: string;
  readonly owner: { readonly accessKey: string; readonly secretKey: string };
}

/** The objects that the bucket's owner sees, by key. */
async function objectsIn(place: Place): Promise<Record<string, string>> {
  const env = {
    AWS_ACCESS_KEY_ID: place.owner.accessKey,
    AWS_SECRET_ACCESS_KEY: place.owner.secretKey,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_DEFAULT_REGION: place.region,
  };
  const list = [
    's3api',
    'list-objects-v2',
    '--bucket',
    place.bucket,
    '--query',
    'Contents[].Key',
    '--output',
    'json',
  ];
  const keys: string[] = JSON.parse(await runOrThrow(awsCli(), list, { env })) ?? [];
  const entries = keys.map(async (key): Promise<[string, string]> => {
    return [key, await runOrThrow(awsCli(), ['s3', 'cp', `s3://${place.bucket}/${key}`, '-'], { env })];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function expectClean({ log, left, processes, code }: PipelineRun, secrets: readonly string[]): void {
  expect(code, log).toBe(0);
  const leaked = secrets.filter((secret) => encodings(secret).some((text) => log.includes(text)));
  expect(leaked, log).toEqual([]);
  expect({ left, processes }, log).toEqual({ left: [], processes: [] });
}

const run = (options: PipelineOptions) => runPipeline({ path: [dirname(awsCli())], ...options });

/** The project's settings for one bucket. */
const settings = (place: Place) => ({
  OTTER_ROLE_ARN: place.roleArn,
  OTTER_BUCKET: place.bucket,
  OTTER_ENDPOINT: place.endpoint,
  OTTER_SERVICE_ACCESS_KEY: place.serviceAccessKey,
  OTTER_SERVICE_SECRET_KEY: place.serviceSecretKey,
});

const BUCKETS = ['my-bucket', 'site-eu', 'site-us', 'sources', 'deliveries'] as const;

describeWith(['clients', 'rsync'], 'the examples, under gitlab-ci-local, on the sandbox', () => {
  let sandbox: Sandbox;
  let places: Record<(typeof BUCKETS)[number], Place>;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1, buckets: [...BUCKETS] });
    const { endpoint, region } = sandbox;
    const entries = sandbox.buckets.map((bucket) => [
      bucket.bucket,
      { ...bucket, endpoint, region, owner: bucket },
    ]);
    places = Object.fromEntries(entries);
  });
  afterAll(() => sandbox.close());

  test('what a job has built is uploaded below the prefix', async () => {
    const place = places['my-bucket'];
    const job = await run({ ci: readExample('artifact-upload'), variables: settings(place) });
    expectClean(job, [place.serviceSecretKey]);
    expect((await objectsIn(place))['builds/main/app.txt']).toMatch(/^built from [0-9a-f]{40}\n$/);
  });

  test('what a job has built is uploaded without a stored key', async () => {
    const storage = await startSandbox({ port: 0, buckets: ['my-bucket'], keyless: 'gitlab:acme/app' });
    try {
      const [bucket] = storage.buckets;
      if (bucket === undefined || storage.keyless === undefined)
        throw new Error('The sandbox is not keyless.');
      const { roleArn, audience, variables } = storage.keyless;
      const { endpoint, region } = storage;
      // gitlab-ci-local issues no tokens.
      const job = await run({
        ci: readExample('keyless')
          .replaceAll('https://s3.example.com', endpoint)
          .replaceAll('s3.example.com', audience),
        variables: { OTTER_ROLE_ARN: roleArn, ...variables },
      });
      expectClean(job, [variables.OTTER_ID_TOKEN ?? '']);
      const stored = await objectsIn({ ...bucket, endpoint, region, owner: bucket });
      expect(stored['builds/main/app.txt']).toMatch(/^built from [0-9a-f]{40}\n$/);
    } finally {
      await storage.close();
    }
  });

  test('a backup continues through several sessions', async () => {
    const place = places['my-bucket'];
    const parts = ['a', 'b', 'c', 'd', 'e'];
    const job = await run({
      ci: readExample('nightly-backup'),
      files: {
        ...Object.fromEntries(parts.map((part) => [`dump/${part}`, `part ${part}`])),
        'prepare-backup.sh': '#!/bin/sh\necho preparing, sessions of $OTTER_DURATION\n',
        // Each part takes longer than a session lasts.
        'pack.sh': '#!/bin/sh\nsleep 9; cat "$1"\n',
      },
      // A scheduled pipeline.
      variables: {
        ...settings(place),
        OTTER_DURATION: '8s',
        CI_PIPELINE_SOURCE: 'schedule',
        CI_PIPELINE_ID: '8',
      },
    });
    expectClean(job, [place.serviceSecretKey]);
    expect(job.log).toContain('preparing, sessions of 8s');
    const stored = await objectsIn(place);
    for (const part of parts) expect(stored[`nightly/8/${part}`]).toBe(`part ${part}`);
  });

  test('each job of a matrix has its own bucket', async () => {
    const eu = places['site-eu'];
    const us = places['site-us'];
    const scoped = (name: keyof ReturnType<typeof settings>) => ({
      'site-eu': settings(eu)[name],
      'site-us': settings(us)[name],
    });
    const job = await run({
      ci: readExample('matrix'),
      files: { 'site/index.html': '<p>hello' },
      variables: {
        OTTER_ENDPOINT: sandbox.endpoint,
        OTTER_ROLE_ARN: scoped('OTTER_ROLE_ARN'),
        OTTER_SERVICE_ACCESS_KEY: scoped('OTTER_SERVICE_ACCESS_KEY'),
        OTTER_SERVICE_SECRET_KEY: scoped('OTTER_SERVICE_SECRET_KEY'),
      },
    });
    expectClean(job, [eu.serviceSecretKey, us.serviceSecretKey]);
    expect(await objectsIn(eu)).toEqual({ 'index.html': '<p>hello' });
    expect(await objectsIn(us)).toEqual({ 'index.html': '<p>hello' });
  });

  test('a pipeline reads from one bucket and writes to another', async () => {
    const { sources, deliveries } = places;
    const env = {
      AWS_ACCESS_KEY_ID: sources.owner.accessKey,
      AWS_SECRET_ACCESS_KEY: sources.owner.secretKey,
    };
    await runOrThrow(
      awsCli(),
      ['--endpoint-url', sources.endpoint, 's3', 'cp', '-', 's3://sources/data.txt'],
      {
        env: { ...env, AWS_DEFAULT_REGION: sources.region },
        input: 'some data',
      },
    );
    const job = await run({
      ci: readExample('two-buckets'),
      variables: {
        OTTER_ENDPOINT: sandbox.endpoint,
        SOURCES_ROLE_ARN: sources.roleArn,
        SOURCES_SERVICE_ACCESS_KEY: sources.serviceAccessKey,
        SOURCES_SERVICE_SECRET_KEY: sources.serviceSecretKey,
        DELIVERIES_ROLE_ARN: deliveries.roleArn,
        DELIVERIES_SERVICE_ACCESS_KEY: deliveries.serviceAccessKey,
        DELIVERIES_SERVICE_SECRET_KEY: deliveries.serviceSecretKey,
      },
    });
    expectClean(job, [sources.serviceSecretKey, deliveries.serviceSecretKey]);
    expect(await objectsIn(deliveries)).toEqual({ 'data.txt': 'SOME DATA' });
  });

  describe('a merge request', () => {
    const place = () => places['my-bucket'];
    const files = { 'test.sh': '#!/bin/sh\necho tested\n', 'site/index.html': '<p>preview' };
    const request = {
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '5',
      CI_MERGE_REQUEST_PROJECT_ID: '1',
    };

    test('in the project itself gets a preview', async () => {
      const variables = { ...settings(place()), ...request, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1' };
      const job = await run({ ci: readExample('fork'), files, variables });
      expectClean(job, [place().serviceSecretKey]);
      expect((await objectsIn(place()))['previews/5/index.html']).toBe('<p>preview');
    });

    test('from a fork is told why there is no preview, and its pipeline passes', async () => {
      const { OTTER_ROLE_ARN, OTTER_ENDPOINT } = settings(place());
      const variables = {
        OTTER_ROLE_ARN,
        OTTER_ENDPOINT,
        ...request,
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2',
      };
      const job = await run({ ci: readExample('fork'), files, variables });
      expectClean(job, []);
      expect(job.log).toContain('tested');
      expect(job.log).toContain(
        'service_secret_key (the input, or the variable OTTER_SERVICE_SECRET_KEY) are empty: this is a merge request from a fork',
      );
      expect(job.log).not.toContain('index.html to s3://');
    });
  });

  const include = `include:\n  - remote: ${RELEASE}gitlab/sts-credentials.yml\n`;

  test('a job that prints its whole environment in every encoding shows no secret', async () => {
    const place = places['my-bucket'];
    const script = [NOTE, 'env', 'export -p', 'set -x', PRINT_ENCODED, 'env | base64'];
    const items = script.map((command) => `    - ${JSON.stringify(command)}\n`).join('');
    const ci = `${include}print:\n  extends: .otter-sts\n  script:\n${items}`;
    const job = await run({ ci, variables: settings(place) });
    const session = job.notes.trim().split('\n');
    expect(session).toHaveLength(3);
    expect(job.log).toContain('AWS_SECRET_ACCESS_KEY=***');
    expectClean(job, [place.serviceSecretKey, ...session]);
  });

  test.each([
    ['local', '{ local: gitlab/sts-credentials.yml }'],
    ['project', '{ project: otter/sts-credentials, ref: v1.0.0, file: /gitlab/sts-credentials.yml }'],
    ['component', `{ component: ${HOST}/otter/sts-credentials/sts-credentials@v1.0.0 }`],
  ])('the template is included as %s', async (_, include) => {
    const path = 'gitlab/sts-credentials.yml';
    const files = include.includes('local') ? { [path]: readFileSync(path, 'utf8') } : {};
    const place = places['my-bucket'];
    const inputs = 'inputs: { access: read, refresh: true, duration: 1h }';
    const ci = `include:\n  - ${include.replace(' }', `, ${inputs} }`)}\njob:\n  extends: .otter-sts\n  script: ['aws s3 ls "s3://$OTTER_BUCKET/"', 'env']\n`;
    const job = await run({ ci, files, variables: settings(place) });
    expectClean(job, [place.serviceSecretKey]);
    expect(job.log).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN=***');
    expect(job.log).not.toContain('AWS_SECRET_ACCESS_KEY');
  });

  test('before_script and after_script can be referenced alone, between commands of the job', async () => {
    const place = places['my-bucket'];
    const ci = `${include}    inputs: { duration: 1h, access: read }
job:
  before_script: ['echo first', !reference [.otter-sts, before_script], 'echo "then [$AWS_SESSION_TOKEN]"']
  script: ['aws s3 ls "s3://$OTTER_BUCKET/"', 'exit 3']
  after_script: ['echo "after: $CI_JOB_STATUS"', !reference [.otter-sts, after_script]]
  allow_failure: { exit_codes: [3] }
`;
    const job = await run({ ci, variables: settings(place) });
    expectClean(job, [place.serviceSecretKey]);
    expect(job.log).toContain('then [***]');
    expect(job.log).toContain('after: failed');
  });
});

describeWith(['clients', 'rsync', 'ceph'], 'an example, under gitlab-ci-local, on a real Ceph RGW', () => {
  test('what a job has built is uploaded, and its owner reads it', async () => {
    const ceph = sharedCeph();
    const granted = await ceph.createBucketWithRole();
    const owner = { accessKey: granted.ownerAccessKey, secretKey: granted.ownerSecretKey };
    const place: Place = { ...granted, endpoint: ceph.endpoint, region: ceph.region, owner };
    const job = await run({ ci: readExample('artifact-upload'), variables: settings(place) });
    expectClean(job, [place.serviceSecretKey]);
    expect(Object.keys(await objectsIn(place))).toEqual(['builds/main/app.txt']);
  });
});
