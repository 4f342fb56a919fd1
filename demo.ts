/**
 * `npm run demo`: the main job, inside a sandbox (`otter-sts sandbox -- node demo.ts`): a service credential becomes a
 * session, a real S3 client uploads and lists with it, and what it must not do is refused. Then the same for a GitHub Actions
 * job without a stored key, in a separate sandbox.
 */
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startSandbox } from './sandbox/index.ts';
import { ServiceCredential } from './src/credentials/service-credential.ts';
import { describeSeconds, formatTime, remainingSeconds } from './src/credentials/session.ts';
import { checkRequest } from './src/credentials/session-request.ts';
import { readSource } from './src/credentials/source-inputs.ts';
import { ExchangeFailure } from './src/failure.ts';
import { exchange } from './src/sts/exchange.ts';

const { env } = process;
const credential = new ServiceCredential(
  env.OTTER_SERVICE_ACCESS_KEY ?? '',
  env.OTTER_SERVICE_SECRET_KEY ?? '',
);
const { request } = checkRequest(
  {
    roleArn: env.OTTER_ROLE_ARN,
    bucket: env.OTTER_BUCKET,
    endpoint: env.OTTER_ENDPOINT,
    region: env.OTTER_REGION,
    duration: '15m',
    prefix: 'builds/',
  },
  { sessionName: 'demo', renewed: false },
);

say(
  `\n1. A service credential asks for a session: bucket ${request.bucket}, keys that begin with ${request.prefix}`,
);
const { session } = await exchange(credential, request);
say(`   session ${request.sessionName} of ${request.roleArn}`);

const s3 = client(session);
say('\n2. An S3 client (AWS SDK) uploads with the session');
for (const [key, body] of [
  ['builds/app.tar', 'a build'],
  ['builds/report with blanks.html', '<h1>green</h1>'],
] as const) {
  await s3.send(new PutObjectCommand({ Bucket: request.bucket, Key: key, Body: body }));
  say(`   put   ${key}, ${body.length} bytes`);
}

say('\n3. and lists');
const listing = await s3.send(new ListObjectsV2Command({ Bucket: request.bucket, Prefix: request.prefix }));
for (const { Key, Size } of listing.Contents ?? []) say(`   found ${Key}, ${Size} bytes`);

say('\n4. What it must not do is refused');
await refused('a key outside the prefix', () =>
  s3.send(new PutObjectCommand({ Bucket: request.bucket, Key: 'secrets/x', Body: 'x' })),
);
await refused('another bucket', () => s3.send(new ListObjectsV2Command({ Bucket: 'someone-elses-bucket' })));
await refused('the list of buckets', () => s3.send(new ListBucketsCommand({})));
const serviceKey = {
  accessKeyId: credential.accessKey,
  secretAccessKey: credential.signingKey().secretAccessKey,
};
await refused('the service credential by itself', () =>
  client(serviceKey).send(new ListObjectsV2Command({ Bucket: request.bucket })),
);

const left = describeSeconds(remainingSeconds(session, Date.now()));
say(`\n5. The session expires on its own at ${formatTime(session.expiration)}, in ${left}.`);
say('   Longer jobs renew theirs: otter-sts exec -- CMD, or refresh: true in the GitHub Action.');

await showKeyless();

/** The sandbox also plays GitHub: it issues the job's identity tokens, and its role accepts them. */
async function showKeyless(): Promise<void> {
  const sandbox = await startSandbox({
    keyless: 'github:acme/app',
    report: (message) => say(`         its log: ${message}`),
  });
  try {
    const { endpoint, region, keyless } = sandbox;
    if (keyless === undefined) throw new Error('The sandbox issues no identity tokens.');
    const place = { roleArn: keyless.roleArn, bucket: 'my-first-bucket', endpoint, region };
    const inputs = { ...place, duration: '15m', prefix: 'builds/' };
    const { request: wanted } = checkRequest(inputs, { sessionName: 'demo', renewed: false });
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
      keyless.variables;
    const source = (audience: string) =>
      readSource({ audience, endpoint }, { idTokenRequest: { url, token } });

    say('\n6. Keyless: a GitHub Actions job presents its identity token, and no key is stored anywhere');
    say(`   the role accepts ${keyless.subject} for ${keyless.audience}`);
    const identity = source(keyless.audience);
    if (identity === undefined) throw new Error('The job has no identity token.');
    const { session: fromToken } = await exchange(identity, wanted);
    const uploaded = { Bucket: wanted.bucket, Key: 'builds/app.tar', Body: 'a build' };
    await client(fromToken, wanted).send(new PutObjectCommand(uploaded));
    say('   put   builds/app.tar with the session');
    const stranger = source('another-storage.example.com');
    const failure = stranger && (await exchange(stranger, wanted).catch((error: unknown) => error));
    if (!(failure instanceof ExchangeFailure)) throw new Error('A token for another storage was accepted.');
    say('   403   a token for another storage: AccessDenied\n');
  } finally {
    await sandbox.close();
  }
}

function client(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  { endpoint, region }: { endpoint: string; region: string } = request,
): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials,
  });
}

async function refused(what: string, action: () => Promise<unknown>): Promise<void> {
  const name = await action().then(
    () => undefined,
    (error: Error) => error.name,
  );
  if (name !== 'AccessDenied') {
    throw new Error(`${what} should be refused with AccessDenied, but the answer was ${name ?? 'success'}.`);
  }
  say(`   403   ${what}: AccessDenied`);
}

function say(line: string): void {
  console.log(line);
}
