import { afterAll, beforeAll, expect, test } from 'vitest';
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

describeWith(['clients', 'rsync'], 'upload and download jobs, under gitlab-ci-local, on the sandbox', () => {
  let sandbox: Sandbox;
  let bucket: SandboxBucket;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1, buckets: ['my-bucket'] });
    bucket = sandbox.buckets[0] as SandboxBucket;
  });
  afterAll(() => sandbox.close());

  function run(options: Omit<PipelineOptions, 'variables'> & Partial<PipelineOptions>): Promise<PipelineRun> {
    return runPipeline({
      ...options,
      variables: {
        OTTER_ROLE_ARN: bucket.roleArn,
        OTTER_BUCKET: bucket.bucket,
        OTTER_ENDPOINT: sandbox.endpoint,
        OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
        ...options.variables,
      },
    });
  }

  /** The bucket's owner. */
  function asOwner(...args: string[]): Promise<string> {
    const env = {
      AWS_ACCESS_KEY_ID: bucket.accessKey,
      AWS_SECRET_ACCESS_KEY: bucket.secretKey,
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_DEFAULT_REGION: sandbox.region,
    };
    return runOrThrow(awsCli(), args, { env });
  }

  function expectClean({ log, left, processes }: PipelineRun): void {
    expect(encodings(bucket.serviceSecretKey).filter((text) => log.includes(text))).toEqual([]);
    expect({ left, processes }, log).toEqual({ left: [], processes: [] });
  }

  const upload = (inputs: string) =>
    `include:\n  - { remote: '${RELEASE}gitlab/upload.yml', inputs: ${inputs} }\njob:\n  extends: .otter-upload\n`;

  test('the example: one job builds, the next uploads, and a third downloads', async () => {
    const pipeline = await run({
      ci: readExample('upload-and-download'),
      // In the repository, so that every job has it. It is excluded, so it stays out of the bucket.
      files: { 'build/app.js.map': 'map' },
    });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
    expect(pipeline.log).toMatch(/deploy .*built from [0-9a-f]{40}/);
    const keys = (await asOwner('s3', 'ls', '--recursive', 's3://my-bucket/builds/')).match(/\S+$/gm);
    expect(keys).toEqual([
      expect.stringMatching(/^builds\/main\/[0-9a-f]{40}\/app\.txt$/),
      expect.stringMatching(/^builds\/main\/[0-9a-f]{40}\/otter-manifest\.json$/),
      'builds/main/latest.json',
    ]);
  });

  test('the example of a matrix: one job downloads what all of its jobs uploaded', async () => {
    const pipeline = await run({ ci: readExample('fan-in') });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
    expect(pipeline.log).toMatch(/release .*built for linux$/m);
    expect(pipeline.log).toMatch(/release .*built for windows$/m);
  });

  test('the example of a web site is published, and removed files are deleted unless they are protected', async () => {
    for (const path of ['old.html', 'app.js.map', 'uploads/a']) {
      await asOwner('s3api', 'put-object', '--bucket', 'my-bucket', '--key', `www/${path}`);
    }
    const pipeline = await run({ ci: readExample('web-site') });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
    const keys = (await asOwner('s3', 'ls', '--recursive', 's3://my-bucket/www/')).match(/\S+$/gm);
    expect(keys).toEqual([
      ...[
        'www/app.js.map',
        'www/assets/app.js',
        'www/index.html',
        'www/otter-manifest.json',
        'www/uploads/a',
      ],
    ]);
    const response = await fetch(`${sandbox.endpoint}/my-bucket/www/assets/app.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await response.text()).toContain('hello');
  });

  test('a later job gets the location as variables, and fails without them', async () => {
    const ci = `stages: [first, second]
include:
  - { remote: '${RELEASE}gitlab/upload.yml', inputs: { path: [out], prefix: 'handed on ü/{ref}', overwrite: true } }
  - { remote: '${RELEASE}gitlab/download.yml', inputs: { manifest_key: $OTTER_ARTIFACT_MANIFEST_KEY, manifest_sha256: $OTTER_ARTIFACT_MANIFEST_SHA256, directory: back } }
upload: { stage: first, extends: .otter-upload, before_script: [cd deep] }
download:
  stage: second
  extends: .otter-download
  script:
    - !reference [.otter-download, script]
    - echo "prefix is $OTTER_ARTIFACT_PREFIX, URL is $OTTER_ARTIFACT_URL, sum is $OTTER_ARTIFACT_MANIFEST_SHA256"
    - diff -r deep/out back && echo same
alone: { stage: second, extends: .otter-download, needs: [], allow_failure: { exit_codes: [2] } }
`;
    const pipeline = await run({ ci, files: { 'deep/out/a.txt': 'text' } });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
    expect(pipeline.log).toMatch(
      /> prefix is handed on ü\/main\/, URL is http:\S+\/my-bucket\/handed%20on%20%C3%BC\/main\/, sum is [0-9a-f]{64}$/m,
    );
    expect(pipeline.log).toMatch(/> same$/m);
    expect(pipeline.log).toMatch(
      /refers to the variable OTTER_ARTIFACT_MANIFEST_KEY, which is not set for this job/,
    );
  });

  test('programs of the checkout do not run, although the PATH has relative and empty folders', async () => {
    const plant = `for name in otter-sts node sha256sum id mkdir rm head; do
        printf '#!/bin/sh\\n{ echo %s; /usr/bin/env; } >>"$NOTES"\\n' "$name" >"$name"; /bin/chmod +x "$name"; done`;
    const ci = `${upload("{ path: [out], prefix: 'planted' }")}  before_script:
    - |
      ${plant}
    - export PATH=".::$PATH:"
`;
    const pipeline = await run({ ci, files: { 'out/a.txt': 'text' } });
    expect(pipeline.notes).toBe('');
    expect(pipeline.code, pipeline.log).toBe(0);
    expect(await asOwner('s3', 'cp', 's3://my-bucket/planted/a.txt', '-')).toBe('text');
  });

  test('a variable of the job overrides the template’s input, and $NAME stands for a variable', async () => {
    const ci = `${upload("{ path: [nowhere], prefix: 'inputs/$CI_COMMIT_REF_SLUG', overwrite: true }")}  variables: { OTTER_PATH: out }\n`;
    const pipeline = await run({ ci, files: { 'out/a b.txt': 'text' } });
    expect(pipeline.code, pipeline.log).toBe(0);
    expect(await asOwner('s3', 'cp', 's3://my-bucket/inputs/main/a b.txt', '-')).toBe('text');
  });

  test.each([
    [
      'nothing found',
      '{ path: [nowhere], if_no_files_found: error, prefix: none/ }',
      3,
      /No file was found for 'nowhere'/,
    ],
    ['something else at the key', '{ path: [out], prefix: taken/ }', 5, /already|exists/i],
    [
      'a wrong input',
      '{ path: [out], concurrency: many }',
      2,
      /concurrency \(the input, or the variable OTTER_CONCURRENCY\) is/,
    ],
    [
      'a variable that does not exist',
      '{ path: [out], prefix: $TYPO/ }',
      2,
      /prefix \(the input, or the variable OTTER_PREFIX\) refers to the variable TYPO/,
    ],
    [
      'a secret that is not there',
      '{ path: [out], service_secret_key: $NONE }',
      2,
      /service_secret_key .* is empty: the variable NONE is not set for this job/,
    ],
  ])('%s fails the job with its own exit code, and leaves nothing', async (_, inputs, code, message) => {
    await asOwner('s3api', 'put-object', '--bucket', 'my-bucket', '--key', 'taken/a.txt');
    const ci = `${upload(inputs)}  allow_failure: { exit_codes: [${code}] }\n`;
    const pipeline = await run({ ci, files: { 'out/a.txt': 'text' } });
    expect(pipeline.code, pipeline.log).toBe(0);
    expect(pipeline.log).toMatch(message);
    expectClean(pipeline);
  });

  test('a job with a session uploads with it, using $OTTER_STS', async () => {
    const ci = `include:
  - { component: ${HOST}/otter/sts-credentials/sts-credentials@v1.0.0, inputs: { prefix: session/, duration: 1h } }
job:
  extends: .otter-sts
  script:
    - '"$OTTER_STS" upload out --prefix session/'
    - sh -c '"$OTTER_STS" download --prefix session/ --directory back' && diff -r out back && echo same
    - env
`;
    const pipeline = await run({ ci, files: { 'out/a.txt': 'text' } });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
    expect(pipeline.log).toMatch(/> same$/m);
  });

  test.each(['upload', 'download'])('%s is also a component', async (name) => {
    const inputs = name === 'upload' ? 'path: [out], overwrite: true' : 'directory: back';
    const ci = `include:\n  - { component: ${HOST}/otter/sts-credentials/${name}@v1.0.0, inputs: { prefix: component/, ${inputs} } }\njob:\n  extends: .otter-${name}\n`;
    const pipeline = await run({ ci, files: { 'out/a.txt': 'text' } });
    expect(pipeline.code, pipeline.log).toBe(0);
    expectClean(pipeline);
  });

  test('links are printed if requested, with their expiration, and work', async () => {
    const pipeline = await run({
      ci: upload('{ path: [out], prefix: links/, presign: 1h }'),
      files: { 'out/a.txt': 'text' },
    });
    expect(pipeline.code, pipeline.log).toBe(0);
    const url = /https?:\S+X-Amz-Signature=\S+/.exec(pipeline.log)?.[0] ?? '';
    expect(await (await fetch(url)).text()).toBe('text');
    expect(pipeline.log).toMatch(/a\.txt, until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
  });
});
