/** The walk-through `sandbox/walk-through.md` as tests, which run its snippets unchanged. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCli, python } from './clients.ts';
import {
  type CommandOptions,
  type CommandResult,
  cleanEnvironment,
  projectFolder,
  run,
  runOrThrow,
} from './command.ts';

interface Keys {
  accessKey: string;
  secretKey: string;
}

export interface TemporaryCredentials extends Keys {
  sessionToken: string;
  expiresAt: Date;
}

/** The reader's place: the bucket `my-first-bucket` of a storage, and what its console does. */
export interface WalkThroughPlace {
  endpoint: string;
  region: string;
  roleArn: string;
  /** Another bucket, which no snippet may reach. */
  otherBucket: string;
  permanent: Keys;
  /** Generates temporary credentials that last so many seconds. */
  generate(seconds: number): Promise<TemporaryCredentials>;
  createServiceCredential(): Promise<Keys>;
  revokeServiceCredential(accessKey: string): Promise<void>;
}

/** The placeholders in the documentation for the reader's own values. */
export const PLACEHOLDERS = {
  endpoint: 'https://es-mad-1.s3.otterstorage.io',
  region: 'eu-mad',
  roleArn: 'arn:aws:iam::RGW00000000000000001:role/bkr-123',
  bucket: 'my-first-bucket',
  temporary: {
    accessKey: 'YOUR_ACCESS_KEY',
    secretKey: 'YOUR_SECRET_KEY',
    sessionToken: 'YOUR_SESSION_TOKEN',
  },
  service: { accessKey: 'YOUR_SERVICE_ACCESS_KEY', secretKey: 'YOUR_SERVICE_SECRET_KEY' },
  permanent: { accessKey: 'YOUR_PERMANENT_ACCESS_KEY', secretKey: 'YOUR_PERMANENT_SECRET_KEY' },
} as const;

/** The documentation's snippets, by name. */
export async function readSnippets(): Promise<Map<string, string>> {
  const text = await readFile(join(projectFolder, 'sandbox/walk-through.md'), 'utf8');
  const blocks = text.matchAll(/<!-- snippet: (.*?) -->\n\n```\w+\n(.*?)```/gs);
  return new Map([...blocks].map(([, name = '', snippet = '']) => [name, snippet]));
}

/** The tests of the walk-through at one place, which is looked up when they run. */
export function describeWalkThrough(title: string, place: () => WalkThroughPlace): void {
  describe(title, () => {
    let folder: string;
    let snippets: Map<string, string>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'otter-walk-'));
      await makeTools(folder);
      snippets = await readSnippets();
      await put(place(), 'hello.txt', 'hello');
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** A snippet with the reader's own endpoint, role and keys. */
    function fill(
      name: string,
      keys: Partial<Record<'temporary' | 'service' | 'permanent', object>>,
    ): string {
      const snippet = snippets.get(name);
      if (snippet === undefined) throw new Error(`the walk-through has no snippet '${name}'`);
      const pairs = Object.entries(keys).flatMap(([kind, own]) => {
        const placeholders = PLACEHOLDERS[kind as keyof typeof keys];
        return Object.entries(placeholders).map(
          ([field, text]) => [text, (own as Record<string, string>)[field] ?? ''] as const,
        );
      });
      const { endpoint, roleArn } = place();
      const filled = [...pairs, [PLACEHOLDERS.endpoint, endpoint], [PLACEHOLDERS.roleArn, roleArn]].reduce(
        (text, [from = '', to = '']) => text.replaceAll(from, to),
        snippet,
      );
      expect(filled).not.toMatch(/YOUR_|otterstorage\.io/);
      return filled;
    }

    const shell = (text: string, options: CommandOptions = {}) =>
      run('sh', ['-eu'], { ...options, input: text, env: { PATH: toolPath(folder) } });
    const py = (text: string, options: CommandOptions = {}) =>
      run(python(), ['-'], { ...options, input: text });

    /** For sessions of seconds, which boto3 would not even request. */
    async function homeOfShortSessions(): Promise<string> {
      const home = join(folder, 'home');
      await mkdir(join(home, '.aws'), { recursive: true });
      await writeFile(join(home, '.aws/config'), '[default]\nparameter_validation = false\n');
      return home;
    }

    /** Credentials that expire soon, but not before a snippet has used them, even on a slow machine. */
    async function listWhileAlive(
      seconds = 4,
    ): Promise<{ temporary: TemporaryCredentials; snippet: string }> {
      const temporary = await place().generate(seconds);
      const snippet = fill('temporary, boto3', { temporary });
      const listed = await py(snippet);
      if (listed.code !== 0 && Date.now() > temporary.expiresAt.getTime()) return listWhileAlive(4 * seconds);
      expect(listed).toMatchObject({ code: 0, stdout: 'hello.txt 5\n' });
      return { temporary, snippet };
    }

    test('temporary credentials list only their own bucket with the AWS CLI', async () => {
      const temporary = await place().generate(3600);
      const snippet = fill('temporary, AWS CLI', { temporary });
      expect(await shell(snippet)).toMatchObject({ code: 0, stdout: expect.stringContaining('hello.txt') });
      const elsewhere = snippet.replace('s3://my-first-bucket', `s3://${place().otherBucket}`);
      expectDenied(await shell(inDetail(elsewhere)));
      expectDenied(await shell(inDetail(snippet.replace(' s3://my-first-bucket', ''))));
    });

    test('temporary credentials list only their own bucket with boto3', async () => {
      const snippet = fill('temporary, boto3', { temporary: await place().generate(3600) });
      expect(await py(snippet)).toMatchObject({ code: 0, stdout: 'hello.txt 5\n' });
      expectDenied(await py(snippet.replace('my-first-bucket', place().otherBucket)));
    });

    test('temporary credentials stop working when they expire', async () => {
      const { temporary, snippet } = await listWhileAlive();
      await sleep(temporary.expiresAt.getTime() - Date.now() + 1_200);
      expect((await py(snippet)).stderr).toMatch(/\((AccessDenied|ExpiredToken)\)/);
      expectDenied(await shell(inDetail(fill('temporary, AWS CLI', { temporary }))));
    });

    test.each(['service credential, boto3', 'service credential, aws-assume-role-lib'])(
      '%s: the snippet lists the bucket',
      async (name) => {
        const service = await place().createServiceCredential();
        expect(await py(fill(name, { service }))).toMatchObject({ code: 0, stdout: 'hello.txt 5\n' });
      },
    );

    test('service credential, credential_process: the snippet lists the bucket, and no file contains a secret', async () => {
      const service = await place().createServiceCredential();
      const home = join(folder, 'process-home');
      await mkdir(home);
      const result = await shell(fill('service credential, credential_process', { service }), { home });
      expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('hello.txt') });
      expect(await readFile(join(home, '.aws/config'), 'utf8')).not.toContain(service.secretKey);
    });

    test.each([
      ['service credential, boto3', 'session.get_credentials()', 'DurationSeconds=4,'],
      // The library checks the duration itself, but the check can be disabled.
      [
        'service credential, aws-assume-role-lib',
        'session.get_credentials()',
        'DurationSeconds=4, validate=False,',
      ],
    ])('%s: one client continues through several sessions that expire', async (name, credentials, short) => {
      const service = await place().createServiceCredential();
      const snippet = fill(name, { service }).replace('DurationSeconds=3600,', short);
      const home = await homeOfShortSessions();
      const { code, stdout, stderr } = await py(snippet + workOverSessions(credentials), { home });
      expect([code, stderr]).toEqual([0, '']);
      const { requests, sessions, firstIsRefused } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      expect(requests).toBeGreaterThan(10);
      expect(sessions).toBeGreaterThan(3);
      expect(firstIsRefused).toBe(true);
    });

    test('a revoked service credential gets no new session, and its current one continues to work', async () => {
      const service = await place().createServiceCredential();
      const snippet = fill('service credential, boto3', { service });
      const kept = `${snippet}
import json
frozen = session.get_credentials().get_frozen_credentials()
print(json.dumps([frozen.access_key, frozen.secret_key, frozen.token]))`;
      const [accessKey, secretKey, sessionToken] = JSON.parse(
        (await py(kept)).stdout.trim().split('\n').at(-1) ?? '',
      );
      await place().revokeServiceCredential(service.accessKey);
      for (const name of ['service credential, boto3', 'service credential, aws-assume-role-lib']) {
        const { code, stderr } = await py(fill(name, { service }));
        expect(code).not.toBe(0);
        expect(stderr).toMatch(/AssumeRole operation/);
      }
      const { code, stderr } = await shell(fill('service credential, credential_process', { service }));
      expect(code).not.toBe(0);
      expect(stderr).toContain('was revoked or replaced');
      const temporary = { accessKey, secretKey, sessionToken };
      expect(await py(fill('temporary, boto3', { temporary }))).toMatchObject({
        code: 0,
        stdout: 'hello.txt 5\n',
      });
    });

    test('a permanent key works alongside temporary credentials, and only in this bucket', async () => {
      const { permanent, otherBucket } = place();
      const temporary = await place().generate(3600);
      const one = fill('temporary, AWS CLI', { temporary });
      const other = fill('permanent, AWS CLI', { permanent });
      // In one shell, as a reader would do it, and again in the other order.
      const both = await shell([one, other, one].join('\n'));
      expect(both.code).toBe(0);
      expect(both.stdout.match(/hello\.txt/g)).toHaveLength(3);
      expectDenied(await shell(inDetail(other).replace('s3://my-first-bucket', `s3://${otherBucket}`)));
    });

    test('a service credential alone cannot read, list or write', async () => {
      const service = await place().createServiceCredential();
      const snippet = inDetail(fill('permanent, AWS CLI', { permanent: service }));
      expectDenied(await shell(snippet));
      expectDenied(
        await shell(snippet.replace('s3 ls', 's3 cp /etc/hostname').replace('bucket ', 'bucket/x ')),
      );
    });
  });
}

/** An RGW's errors have no message, which awscli 1.46 cannot handle. Its log still has the status. */
const inDetail = (snippet: string) => snippet.replace('aws s3', 'aws --debug s3');

function expectDenied({ code, stderr }: CommandResult): void {
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/HTTP\/1\.1" 403 |\((AccessDenied|ExpiredToken)\)/);
}

/** Uploads an object with the bucket's own key. */
async function put(
  { endpoint, region, permanent }: WalkThroughPlace,
  key: string,
  body: string,
): Promise<void> {
  const env = {
    AWS_ACCESS_KEY_ID: permanent.accessKey,
    AWS_SECRET_ACCESS_KEY: permanent.secretKey,
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
  };
  await runOrThrow(awsCli(), ['s3', 'cp', '-', `s3://my-first-bucket/${key}`], { env, input: body });
}

/** The PATH of the walk-through's shells, with `aws` and this checkout's `otter-sts`. */
async function makeTools(folder: string): Promise<void> {
  const program = `#!/bin/sh\nexec node ${projectFolder}/cli/main.ts "$@"\n`;
  await writeFile(join(folder, 'otter-sts'), program, { mode: 0o755 });
}

function toolPath(folder: string): string {
  return [folder, dirname(awsCli()), cleanEnvironment('/').PATH].join(':');
}

/** Keeps using a snippet's client for three times as long as its sessions last, and then tries the first session. */
function workOverSessions(credentials: string): string {
  return `
import json, time
from botocore.exceptions import ClientError

first = ${credentials}.get_frozen_credentials()
used = set()
requests = 0
end = time.time() + 12
while time.time() < end or requests <= 10:
    s3.put_object(Bucket="my-first-bucket", Key="again", Body=b"and again")
    requests += 1
    used.add(${credentials}.get_frozen_credentials().access_key)
    time.sleep(0.25)
old = boto3.client(
    "s3",
    endpoint_url=s3.meta.endpoint_url,
    region_name="eu-mad",
    aws_access_key_id=first.access_key,
    aws_secret_access_key=first.secret_key,
    aws_session_token=first.token,
)
try:
    old.list_objects_v2(Bucket="my-first-bucket")
    refused = False
except ClientError as error:
    refused = error.response["ResponseMetadata"]["HTTPStatusCode"] == 403
s3.delete_object(Bucket="my-first-bucket", Key="again")
print(json.dumps({"requests": requests, "sessions": len(used), "firstIsRefused": refused}))
`;
}
