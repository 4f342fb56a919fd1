/** The differences between versions of Ceph RGW, as in the document and as the tests check them. */
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketEncryptionCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../src/http/sha256.ts';
import { type Ceph, type SharedCeph, startCeph } from '../ceph.ts';
import type { BucketWithRole } from './accounts.ts';
import { assumeRole, type Given, type Key } from './assume-role.ts';
import { type CephVersion, cephVersions } from './release.ts';

export interface Difference {
  /** The row's first column. */
  what: string;
  /** The other columns. */
  answers: Readonly<Record<CephVersion, string>>;
  /** Asks the server, and describes the answer in the words of `answers`. */
  ask(ceph: SharedCeph): Promise<string>;
}

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const serviceKey = ({ serviceAccessKey, serviceSecretKey }: BucketWithRole): Key => ({
  accessKeyId: serviceAccessKey,
  secretAccessKey: serviceSecretKey,
});

const worded = (answer: string) => (answer === '200' ? 'granted' : answer);

/** The session that the service key gets with this policy. */
async function askWithPolicy(ceph: SharedCeph, granted: BucketWithRole, policy?: string): Promise<Given> {
  const asked = { roleArn: granted.roleArn, seconds: 900, ...(policy === undefined ? {} : { policy }) };
  return await assumeRole(ceph, serviceKey(granted), asked);
}

async function clientWithPolicy(
  ceph: SharedCeph,
  granted: BucketWithRole,
  policy?: string,
): Promise<S3Client> {
  const { answer, key } = await askWithPolicy(ceph, granted, policy);
  if (key === undefined) throw new Error(`The service key was refused: ${answer}`);
  const { endpoint, region } = ceph;
  return new S3Client({ endpoint, region, forcePathStyle: true, maxAttempts: 1, credentials: key });
}

function ownerClient({ endpoint, region }: SharedCeph, owner: BucketWithRole): S3Client {
  const credentials = { accessKeyId: owner.ownerAccessKey, secretAccessKey: owner.ownerSecretKey };
  return new S3Client({ endpoint, region, forcePathStyle: true, maxAttempts: 1, credentials });
}

async function chain(ceph: SharedCeph, condition?: object): Promise<string> {
  const granted = await ceph.createBucketWithRole();
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam:::user/${granted.serviceUser}`] },
    Action: ['sts:AssumeRole'],
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  await ceph.iam({
    Action: 'UpdateAssumeRolePolicy',
    RoleName: granted.roleName,
    PolicyDocument: policyOf(statement),
  });
  const { key } = await askWithPolicy(ceph, granted);
  if (key === undefined) return 'the service key is refused';
  return worded((await assumeRole(ceph, key, { roleArn: granted.roleArn })).answer);
}

async function deleteBatch(ceph: SharedCeph, resources: (bucketArn: string) => string[]): Promise<string> {
  const granted = await ceph.createBucketWithRole();
  const { bucket } = granted;
  const Action = ['s3:PutObject', 's3:DeleteObject'];
  const statement = { Effect: 'Allow', Action, Resource: resources(`arn:aws:s3:::${bucket}`) };
  const s3 = await clientWithPolicy(ceph, granted, policyOf(statement));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'a' }));
  return await s3
    .send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [{ Key: 'a' }] } }))
    .then(
      ({ Errors = [] }) => (Errors.length === 0 ? 'works' : `200, and ${Errors[0]?.Code} for each key`),
      (error) => `${error.$metadata.httpStatusCode} ${error.name} for the whole`,
    );
}

/** Copies a part from outside the only prefix that the policy allows. */
async function copyPart(ceph: SharedCeph, source: string): Promise<string> {
  const granted = await ceph.createBucketWithRole();
  const { bucket } = granted;
  const role = await clientWithPolicy(ceph, granted);
  for (const Key of ['in/a', 'in/a%zz', 'out/a']) {
    await role.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'a' }));
  }
  const Action = ['s3:PutObject', 's3:GetObject'];
  const statement = { Effect: 'Allow', Action, Resource: [`arn:aws:s3:::${bucket}/in/*`] };
  const s3 = await clientWithPolicy(ceph, granted, policyOf(statement));
  const place = { Bucket: bucket, Key: 'in/copy' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
  const CopySource = `${bucket}/${source}`;
  return await s3.send(new UploadPartCopyCommand({ ...place, UploadId, PartNumber: 1, CopySource })).then(
    () => 'allowed',
    (error) => (error.$metadata?.httpStatusCode === 403 ? 'refused' : error.name),
  );
}

/** Something that a gateway may not survive, so it runs on a separate cluster. */
async function askForDeath(version: CephVersion, ask: (ceph: Ceph) => Promise<string>): Promise<string> {
  const ceph = await startCeph({ version });
  try {
    const answer = await ask(ceph).catch(() => 'no answer');
    const alive = await fetch(ceph.endpoint).then(
      () => true,
      () => false,
    );
    return alive ? answer : 'the gateway aborts';
  } finally {
    await ceph.close();
  }
}

async function sendForm(ceph: SharedCeph, service: string, key: Key, body: string, signsType: boolean) {
  const { hostname, port, host, protocol } = new URL(ceph.endpoint);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const signer = new SignatureV4({ service, region: ceph.region, credentials: key, sha256: Sha256 });
  const { headers } = await signer.sign({
    ...{ method: 'POST', protocol, hostname, port: Number(port), path: '/', query: {}, body },
    headers: { host, ...(signsType ? type : {}) },
  });
  const response = await fetch(`${ceph.endpoint}/`, {
    method: 'POST',
    headers: { ...headers, ...type },
    body,
  });
  const code = /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] ?? '';
  return response.ok ? 'works' : `${response.status} ${code}`.trim();
}

async function sendPolicy(
  ceph: SharedCeph,
  encode: (policy: string) => string,
  signsType = true,
): Promise<string> {
  const granted = await ceph.createBucketWithRole();
  const policy = policyOf({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${granted.bucket}/*`,
  });
  const form = {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: granted.roleArn,
    RoleSessionName: 'form',
  };
  const body = `${new URLSearchParams(form)}&Policy=${encode(policy)}`;
  return await sendForm(ceph, 'sts', serviceKey(granted), body, signsType);
}

const refusal = (error: unknown) => / was answered with (\d+)/.exec(String(error))?.[1] ?? String(error);

const attempt = (call: Promise<string>, read: (body: string) => string = () => 'works') =>
  call.then(read, refusal);

export const differences: readonly Difference[] = [
  {
    what: 'A session calls AssumeRole on its own role, which trusts the service user without a condition',
    answers: { 16: 'granted', 18: 'granted', 20: 'granted' },
    ask: (ceph) => chain(ceph),
  },
  {
    what: 'The same, and the trust policy has the condition `{"Null":{"aws:TokenIssueTime":"true"}}`',
    answers: { 16: '403 AccessDenied', 18: '403 AccessDenied', 20: '403 AccessDenied' },
    ask: (ceph) => chain(ceph, { Null: { 'aws:TokenIssueTime': 'true' } }),
  },
  {
    what: 'DeleteObjects (a batch) with a session policy that allows s3:DeleteObject on the objects',
    answers: {
      16: '403 AccessDenied for the whole',
      18: '403 AccessDenied for the whole',
      20: 'works',
    },
    ask: (ceph) => deleteBatch(ceph, (bucket) => [`${bucket}/*`]),
  },
  {
    what: 'The same, and the policy allows it on the bucket too',
    answers: {
      16: '200, and AccessDenied for each key',
      18: '200, and AccessDenied for each key',
      20: 'works',
    },
    ask: (ceph) => deleteBatch(ceph, (bucket) => [bucket, `${bucket}/*`]),
  },
  {
    what: 'UploadPartCopy of an object that the session policy allows the session to read',
    answers: { 16: 'refused', 18: 'allowed', 20: 'allowed' },
    ask: (ceph) => copyPart(ceph, 'in/a'),
  },
  {
    what: 'UploadPartCopy of an object that the role may read and the session policy does not allow',
    answers: { 16: 'refused', 18: 'allowed', 20: 'refused' },
    ask: (ceph) => copyPart(ceph, 'out/a'),
  },
  {
    what: 'UploadPartCopy of an object with the name `a%zz`',
    answers: { 16: 'the gateway aborts', 18: 'the gateway aborts', 20: 'allowed' },
    ask: ({ version }) => askForDeath(version, (ceph) => copyPart(ceph, 'in/a%25zz')),
  },
  {
    what: 'A resource of 1,800 characters in a session policy of less than 2,048',
    answers: { 16: 'the gateway aborts', 18: 'the gateway aborts', 20: 'works' },
    ask: ({ version }) =>
      askForDeath(version, (ceph) =>
        sendPolicy(ceph, (policy) => encodeURIComponent(policy.replace('/*', `/${'a'.repeat(1_750)}*`))),
      ),
  },
  {
    what: 'A `:` in the name of a key in a session policy',
    answers: {
      16: '400 MalformedPolicyDocument',
      18: '400 MalformedPolicyDocument',
      20: '400 MalformedPolicyDocument',
    },
    ask: async (ceph) => {
      const granted = await ceph.createBucketWithRole();
      const Resource = `arn:aws:s3:::${granted.bucket}/a:b/*`;
      const policy = policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource });
      return worded((await askWithPolicy(ceph, granted, policy)).answer);
    },
  },
  {
    what: 'A space in a session policy, sent as `+`',
    answers: { 16: '400 MalformedPolicyDocument', 18: 'works', 20: 'works' },
    ask: (ceph) =>
      sendPolicy(ceph, (policy) => encodeURIComponent(policy.replace(':', ': ')).replaceAll('%20', '+')),
  },
  {
    what: 'A request whose content-type is sent and not signed',
    answers: { 16: 'works', 18: 'works', 20: '403 AccessDenied' },
    ask: (ceph) => sendPolicy(ceph, encodeURIComponent, false),
  },
  {
    what: 'IAM: UpdateRole',
    answers: { 16: '405', 18: 'works', 20: 'works' },
    ask: async (ceph) => {
      const { roleName } = await ceph.createBucketWithRole();
      return await attempt(
        ceph.iam({ Action: 'UpdateRole', RoleName: roleName, MaxSessionDuration: '7200' }),
      );
    },
  },
  {
    what: 'IAM: DeleteRolePolicy of a policy that does not exist',
    answers: { 16: '404, in 2 XML documents', 18: '404', 20: '404, in 2 XML documents' },
    ask: async (ceph) => {
      const { roleName } = await ceph.createBucketWithRole();
      const missing = { Action: 'DeleteRolePolicy', RoleName: roleName, PolicyName: 'missing' };
      return await ceph.iam(missing).then(
        () => 'works',
        (error) => {
          const documents = String(error).match(/<\w+Response|<Error>/g)?.length ?? 0;
          return documents > 1 ? `${refusal(error)}, in ${documents} XML documents` : refusal(error);
        },
      );
    },
  },
  {
    what: 'Accounts (`POST /admin/account`)',
    answers: { 16: '405', 18: '405', 20: 'works' },
    ask: (ceph) => attempt(ceph.admin('POST', '/admin/account', { name: `a${Date.now()}` })),
  },
  {
    what: 'GetObjectAttributes',
    answers: { 16: 'is answered as GetObject', 18: 'is answered as GetObject', 20: 'works' },
    ask: async (ceph) => {
      const granted = await ceph.createBucketWithRole();
      const s3 = ownerClient(ceph, granted);
      const place = { Bucket: granted.bucket, Key: 'a' };
      await s3.send(new PutObjectCommand({ ...place, Body: 'a' }));
      const get = new GetObjectAttributesCommand({ ...place, ObjectAttributes: ['ObjectSize'] });
      return await s3.send(get).then(
        ({ ObjectSize }) => (ObjectSize === 1 ? 'works' : 'says no size'),
        (error) => (error.$metadata?.httpStatusCode === 200 ? 'is answered as GetObject' : error.name),
      );
    },
  },
  {
    what: 'PutObject with `If-None-Match: *` of a key that is taken, in a bucket with versioning',
    answers: { 16: 'replaces it', 18: 'replaces it', 20: '412' },
    ask: async (ceph) => {
      const granted = await ceph.createBucketWithRole();
      const s3 = ownerClient(ceph, granted);
      const place = { Bucket: granted.bucket, Key: 'a' };
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await s3.send(new PutBucketVersioningCommand({ Bucket: granted.bucket, VersioningConfiguration }));
      await s3.send(new PutObjectCommand({ ...place, Body: 'a' }));
      return await s3.send(new PutObjectCommand({ ...place, Body: 'b', IfNoneMatch: '*' })).then(
        () => 'replaces it',
        (error) => String(error.$metadata?.httpStatusCode),
      );
    },
  },
  {
    what: 'The tags of an object that is copied onto itself with other metadata and other tags',
    answers: { 16: 'are lost', 18: 'are lost', 20: 'are the other ones' },
    ask: async (ceph) => {
      const granted = await ceph.createBucketWithRole();
      const s3 = ownerClient(ceph, granted);
      const place = { Bucket: granted.bucket, Key: 'a' };
      await s3.send(new PutObjectCommand({ ...place, Body: 'a', Tagging: 'a=1' }));
      const replaced = { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE' } as const;
      const copy = { ...place, ...replaced, CopySource: `${granted.bucket}/a`, Tagging: 'b=2' };
      await s3.send(new CopyObjectCommand(copy));
      const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(place));
      return TagSet[0]?.Key === 'b' ? 'are the other ones' : 'are lost';
    },
  },
  {
    what: 'DeleteBucketEncryption of an empty bucket',
    answers: { 16: 'deletes the bucket', 18: 'works', 20: 'works' },
    ask: async (ceph) => {
      const granted = await ceph.createBucketWithRole();
      const s3 = ownerClient(ceph, granted);
      const place = { Bucket: granted.bucket };
      await s3.send(new DeleteBucketEncryptionCommand(place));
      return await s3.send(new HeadBucketCommand(place)).then(
        () => 'works',
        () => 'deletes the bucket',
      );
    },
  },
];

/** The whole document. */
export function writeDifferences(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = differences.map(({ what, answers }) =>
    row([what, ...cephVersions.map((version) => answers[version])]),
  );
  return `# Differences between Ceph RGW versions

Each row is a test of this project (\`test/versions/differences.test.ts\`) that runs on all three versions: 16.2.15, 18.2.7
and 20.2.4. [ceph.md](ceph.md#versions) lists what differs for \`provision\`.

${[row(['', ...cephVersions.map(String)]), row(['---', ...cephVersions.map(() => '---')]), ...rows].join('\n')}
`;
}
