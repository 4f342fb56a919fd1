/** One sandbox for a test file, and the clients that a test needs of it. */
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll } from 'vitest';
import { type Sandbox, type SandboxBucket, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import type { SigningKeys } from './signer.ts';

/** What a client needs to know: a sandbox, and the bucket that a session is for unless said otherwise. */
export interface Target {
  readonly sandbox: Sandbox;
  readonly bucket: SandboxBucket;
}

interface Fixture extends Target {
  /** Another bucket of the same sandbox, with keys of its own. */
  readonly otherBucket: SandboxBucket;
  /** Seconds by which the sandbox's clock is ahead; a test sets it and sets it back. */
  ahead: number;
}

/** Starts a sandbox before the tests of a file and closes it behind them. */
export function useSandbox(options: SandboxOptions = {}): Fixture {
  const started: { sandbox?: Sandbox } = {};
  const required = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the sandbox has not been started yet');
    return value;
  };
  const fixture: Fixture = {
    ahead: 0,
    get sandbox() {
      return required(started.sandbox);
    },
    get bucket() {
      return required(fixture.sandbox.buckets[0]);
    },
    get otherBucket() {
      return required(fixture.sandbox.buckets[1]);
    },
  };
  beforeAll(async () => {
    started.sandbox = await startSandbox({
      buckets: ['builds', 'backups'],
      minimumDurationSeconds: 1,
      now: () => Date.now() + fixture.ahead * 1000,
      ...options,
    });
  });
  afterAll(() => started.sandbox?.close());
  return fixture;
}

export function serviceKeys(bucket: SandboxBucket): SigningKeys {
  return { accessKey: bucket.serviceAccessKey, secretKey: bucket.serviceSecretKey };
}

export function permanentKeys(bucket: SandboxBucket): SigningKeys {
  return { accessKey: bucket.accessKey, secretKey: bucket.secretKey };
}

const sdkCredentials = ({ accessKey, secretKey, sessionToken }: SigningKeys) => ({
  accessKeyId: accessKey,
  secretAccessKey: secretKey,
  ...(sessionToken === undefined ? {} : { sessionToken }),
});

/** The SDK's client with its defaults, checksums included. Retries are off so that each answer is seen. */
export function s3Client({ sandbox }: Target, keys: SigningKeys): S3Client {
  const { endpoint, region } = sandbox;
  return new S3Client({ endpoint, region, credentials: sdkCredentials(keys), maxAttempts: 1 });
}

export function stsClient({ sandbox }: Target, keys: SigningKeys): STSClient {
  const { endpoint, region } = sandbox;
  return new STSClient({ endpoint, region, credentials: sdkCredentials(keys), maxAttempts: 1 });
}

/** A session of the first bucket, or what `input` says. */
export async function assumeRole(
  target: Target,
  input: Partial<AssumeRoleCommandInput> = {},
  bucket = target.bucket,
): Promise<Required<SigningKeys> & { expiresAt: Date }> {
  const command = new AssumeRoleCommand({
    RoleArn: bucket.roleArn,
    RoleSessionName: 'test-session',
    DurationSeconds: 900,
    ...input,
  });
  const { Credentials: credentials } = await stsClient(target, serviceKeys(bucket)).send(command);
  if (!credentials) throw new Error('AssumeRole answered without credentials');
  return {
    accessKey: credentials.AccessKeyId ?? '',
    secretKey: credentials.SecretAccessKey ?? '',
    sessionToken: credentials.SessionToken ?? '',
    expiresAt: credentials.Expiration ?? new Date(0),
  };
}

/** The code and the status of a refusal, as `Code 403`; fails when it was none. */
export async function refusal(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => undefined,
    (thrown: { name: string; $metadata?: { httpStatusCode?: number } }) => thrown,
  );
  if (!error) return 'it was allowed';
  return `${error.name} ${error.$metadata?.httpStatusCode}`;
}
