/** Runs `otter-sts upload` and `download` as people do, on a separate sandbox for each test file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ListMultipartUploadsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { type CommandOptions, type CommandResult, type RunningCommand, start } from './command.ts';
import { otterArguments, otterFile } from './otter-program.ts';

export interface TransferFixture {
  readonly sandbox: Sandbox;
  readonly bucket: SandboxBucket;
  /** The variables of the service credential and its bucket. */
  readonly service: Record<string, string>;
  /** A new folder with these files, by path. It is removed at the end of the test file. */
  folder(files?: Readonly<Record<string, string | Buffer>>): string;
  /** Runs the CLI with the service credential, unless `env` is given. */
  otter(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  startOtter(args: readonly string[], options?: CommandOptions): RunningCommand;
  /** Keys of the bucket, sorted. */
  keys(): Promise<string[]>;
  /** Keys of unfinished multipart uploads. */
  unfinished(): Promise<string[]>;
  /** A client with the bucket's permanent key. */
  readonly client: S3Client;
}

/** Starts a sandbox before the tests of a file and closes it after them. No output of a run may show a secret. */
export function useTransfers(): TransferFixture {
  let sandbox: Sandbox | undefined;
  let client: S3Client | undefined;
  const root = mkdtempSync(join(tmpdir(), 'otter-transfer-'));
  const required = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the sandbox has not been started yet');
    return value;
  };
  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'], minimumDurationSeconds: 1 });
    const bucket = required(sandbox.buckets[0]);
    client = new S3Client({
      endpoint: sandbox.endpoint,
      region: sandbox.region,
      credentials: { accessKeyId: bucket.accessKey, secretAccessKey: bucket.secretKey },
    });
  });
  afterAll(async () => {
    client?.destroy();
    await sandbox?.close();
    rmSync(root, { recursive: true, force: true });
  });
  const fixture: TransferFixture = {
    get sandbox() {
      return required(sandbox);
    },
    get bucket() {
      return required(fixture.sandbox.buckets[0]);
    },
    get client() {
      return required(client);
    },
    get service() {
      const { bucket, serviceAccessKey, serviceSecretKey, roleArn } = fixture.bucket;
      return {
        OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
        OTTER_ROLE_ARN: roleArn,
        OTTER_BUCKET: bucket,
        OTTER_ENDPOINT: fixture.sandbox.endpoint,
        OTTER_REGION: fixture.sandbox.region,
      };
    },
    folder(files = {}) {
      const folder = mkdtempSync(join(root, 'folder-'));
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      return folder;
    },
    startOtter: (args, options = {}) =>
      start(otterFile, [...otterArguments, ...args], { ...options, env: options.env ?? fixture.service }),
    async otter(args, options = {}) {
      const result = await fixture.startOtter(args, options).result;
      assertNoSecret(result, options.env ?? fixture.service);
      return result;
    },
    async keys() {
      const keys: string[] = [];
      const pages = paginateListObjectsV2({ client: fixture.client }, { Bucket: fixture.bucket.bucket });
      for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key ?? ''));
      return keys.sort();
    },
    async unfinished() {
      const { Uploads = [] } = await fixture.client.send(
        new ListMultipartUploadsCommand({ Bucket: fixture.bucket.bucket }),
      );
      return Uploads.map(({ Key }) => Key ?? '');
    },
  };
  return fixture;
}

const SECRET = /SECRET|SESSION_TOKEN|AUTHORIZATION_TOKEN/;

function assertNoSecret(
  { stdout, stderr }: CommandResult,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    SECRET.test(name) && value ? encodings(value) : [],
  );
  // A presigned link must contain the token with which it was signed.
  const shown = `${stdout}${stderr}`.replace(/https?:\/\/\S*X-Amz-Signature\S*/g, '');
  if (secrets.some((secret) => shown.includes(secret))) throw new Error('The output shows a secret.');
}
