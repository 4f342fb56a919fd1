import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportToJob, restoreVariables } from '../../action/variables.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import {
  refreshVariables,
  SHADOWS_OF_REFRESH,
  SHADOWS_OF_SESSION,
  sessionVariables,
  targetVariables,
} from '../../src/credentials/environment.ts';
import { SessionPolicy } from '../../src/credentials/session-policy.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { python, rclone, s5cmd } from '../support/clients.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';

type Environment = Record<string, string>;

const REQUEST = {
  region: 'eu-mad',
  endpoint: 'http://es-mad-1.s3.otterstorage.io',
  bucket: 'builds',
  policy: SessionPolicy.forScope('builds', 'read-write', '') as SessionPolicy,
};
const SESSION = {
  accessKeyId: 'ASIASESSION',
  secretAccessKey: 'session-secret',
  sessionToken: 'session-token',
  expiration: new Date(0),
  arn: '',
};
const ENDPOINT = {
  url: 'http://127.0.0.1:1/v1/session-credentials',
  token: 'loopback-token',
  tokenFile: '/nowhere/token',
};

/** The variables after OTTER_CA_BUNDLE was set, and post has removed the file. */
const TRUST = Object.fromEntries(
  ['AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].map(
    (name) => [name, '/nowhere/otter-sts-ca-certificates.pem'],
  ),
);

/** The job's variables after the action's post, when they were `before` at its main. */
function afterPost(before: Environment, mode: 'session' | 'refresh'): Environment {
  const after = { ...before };
  let state = '';
  const commands = {
    exportVariable: (name: string, value: string) => {
      after[name] = value;
    },
    saveState: (_: string, value: string) => {
      state = value;
    },
    warning: () => undefined,
  } as unknown as Parameters<typeof restoreVariables>[0];
  const own = mode === 'session' ? sessionVariables(SESSION) : refreshVariables(ENDPOINT, before);
  const shadows = mode === 'session' ? SHADOWS_OF_SESSION : SHADOWS_OF_REFRESH;
  exportToJob(
    { commands, environment: before },
    { cleanup: true },
    { ...own, ...targetVariables(REQUEST), ...TRUST },
    shadows,
  );
  expect(after).not.toEqual(before);
  restoreVariables(commands, { ...after }, state);
  return after;
}

/** The settings that boto3 uses. */
const BOTO3 = `
import boto3
session = boto3.Session()
client = session.client('s3')
keys = session.get_credentials()
print(client.meta.endpoint_url, client.meta.region_name, client.meta.config.request_checksum_calculation)
print(keys and (keys.access_key, keys.secret_key, keys.token))
`;

/** The same for the AWS SDK for JavaScript. */
const JS = `
import { S3Client } from '@aws-sdk/client-s3';
const { config } = new S3Client({});
const say = async (read) => console.log(JSON.stringify(await read().catch(({ name }) => name)));
await say(async () => await config.region());
await say(async () => await config.endpoint?.() ?? 'the default endpoint');
await say(async () => { const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials(); return [accessKeyId, secretAccessKey, sessionToken]; });
await say(async () => await config.requestChecksumCalculation());
`;

describeWith('clients', "after the action's post", () => {
  let sandbox: Sandbox;
  let homes: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    folder = mkdtempSync(join(tmpdir(), 'otter-put-back-'));
    const [bucket] = sandbox.buckets;
    const keys = `aws_access_key_id = ${bucket?.accessKey}\naws_secret_access_key = ${bucket?.secretKey}\n`;
    const make = (name: string, files: Readonly<Record<string, string>>) => {
      const home = join(folder, name);
      mkdirSync(join(home, '.aws'), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(home, '.aws', file), text);
      return home;
    };
    homes = {
      profile: make('profile', {
        credentials: `[default]\n${keys}`,
        config: `[profile other]\nregion = eu-other\n[default]\nregion = eu-west-3\nendpoint_url = ${sandbox.endpoint}\n`,
      }),
      'keys alone': make('keys', { credentials: `[default]\n${keys}` }),
    };
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a client with only its own settings, and again after post has restored them. */
  async function compare(
    command: readonly [string, ...string[]],
    home: string,
    mode: 'session' | 'refresh',
    given: Environment = {},
  ) {
    const before: Environment = { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...given };
    const [program, ...args] = command;
    const runIn = async (env: Environment) => {
      const { code, stdout, stderr } = await run(program, args, { env, home });
      return { code, said: stdout, failed: code === 0 ? '' : stderr };
    };
    const plain = await runIn(before);
    expect(await runIn(afterPost(before, mode))).toEqual(plain);
    return plain;
  }

  test.each([
    ['session', 'profile'],
    ['session', 'keys alone'],
    ['refresh', 'profile'],
    ['refresh', 'keys alone'],
  ] as const)('of a %s, boto3 and the SDK for JavaScript use the %s as before', async (mode, home) => {
    const boto3 = await compare([python(), '-c', BOTO3], homes[home] ?? '', mode);
    expect(boto3.code, boto3.failed).toBe(0);
    expect(boto3.said).toContain(sandbox.buckets[0]?.accessKey ?? '');
    const js = await compare([process.execPath, '--input-type=module', '-e', JS], homes[home] ?? '', mode);
    expect(js.said).toContain(sandbox.buckets[0]?.accessKey ?? '');
  });

  test.each(['session', 'refresh'] as const)(
    'of a %s, boto3 uses keys in variables as before',
    async (mode) => {
      const given = {
        AWS_ACCESS_KEY_ID: 'AKIAMINE',
        AWS_SECRET_ACCESS_KEY: 'mine',
        AWS_DEFAULT_REGION: 'eu-mine',
      };
      const { said } = await compare([python(), '-c', BOTO3], homes['keys alone'] ?? '', mode, given);
      expect(said).toContain('https://s3.eu-mine.amazonaws.com eu-mine');
      expect(said).toContain("('AKIAMINE', 'mine', None)");
    },
  );

  test.each(['session', 'refresh'] as const)(
    'of a %s, s5cmd and rclone list a bucket as before',
    async (mode) => {
      const bucket = sandbox.buckets[0]?.bucket ?? '';
      const given = { AWS_REGION: 'eu-mad' };
      const go = [s5cmd(), '--endpoint-url', sandbox.endpoint, 'ls', `s3://${bucket}`] as const;
      expect(await compare(go, homes['keys alone'] ?? '', mode, given)).toMatchObject({ code: 0 });
      const remote = `:s3,provider=Ceph,env_auth=true,endpoint="${sandbox.endpoint}":${bucket}`;
      const listed = await compare([rclone(), 'lsf', remote], homes['keys alone'] ?? '', mode, given);
      expect(listed).toMatchObject({ code: 0 });
    },
  );

  test.each(['session', 'refresh'] as const)(
    'of a %s, boto3, Node and curl trust the certificates of the machine as before, and no others',
    async (mode) => {
      const folderOfServer = mkdtempSync(join(folder, 'tls-'));
      const { certificate, key } = await makeServerCertificate(folderOfServer);
      const files = { cert: readFileSync(certificate), key: readFileSync(key) };
      const server = createServer(files, (_, response) => response.end()).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const home = homes['keys alone'] ?? '';
      const boto3 = `import boto3\ntry: boto3.client('s3', endpoint_url='${url}', region_name='x').list_buckets()\nexcept Exception as error: print(type(error).__name__)`;
      expect(await compare([python(), '-c', boto3], home, mode)).toMatchObject({ said: 'SSLError\n' });
      const node = `fetch('${url}').catch((error) => console.log(error.cause.code))`;
      const trusted = await compare([process.execPath, '-e', node], home, mode);
      expect(trusted.said).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE\n');
      expect((await compare(['curl', '-sS', url], home, mode)).code).toBe(60);
      server.close();
    },
  );

  test.each(['session', 'refresh'] as const)(
    'of a %s, rclone has the same remotes as before',
    async (mode) => {
      const { said } = await compare([rclone(), 'listremotes'], homes['keys alone'] ?? '', mode);
      expect(said).toBe('');
    },
  );

  test('of a refresh, boto3 is refused if it only had the machine’s credentials: the one thing that stays', async () => {
    const home = join(folder, 'nothing');
    mkdirSync(home);
    const env = { ...afterPost({ HOME: home }, 'refresh'), AWS_EC2_METADATA_DISABLED: 'true' };
    const { code, stderr } = await run(python(), ['-c', BOTO3], { env, home });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Unsupported host|ValueError/);
  });
});
