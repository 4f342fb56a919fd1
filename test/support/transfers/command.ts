/** Runs `otter-sts upload` and `download` as processes, and shows the results as the bucket's owner sees them. */
import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ListMultipartUploadsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { type CommandOptions, projectFolder, type RunningCommand, start } from '../command.ts';

export interface TransferGrant {
  readonly bucket: string;
  readonly roleArn: string;
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
}

export interface OwnerKey {
  readonly ownerAccessKey: string;
  readonly ownerSecretKey: string;
}

/** The variables with which the command requests its sessions. */
export function transferEnvironment(grant: TransferGrant, endpoint: string): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: grant.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: grant.serviceSecretKey,
    OTTER_ROLE_ARN: grant.roleArn,
    OTTER_BUCKET: grant.bucket,
    OTTER_ENDPOINT: endpoint,
  };
}

/** Starts the command from its sources. */
export function startTransfer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: CommandOptions = {},
): RunningCommand {
  const main = join(projectFolder, 'cli/main.ts');
  return start('node', [main, ...args], { timeout: 240_000, ...options, env: { ...env, ...options.env } });
}

/** The bucket's owner, who sees all of it, including unfinished uploads. */
export async function lookAsOwner(endpoint: string, bucket: string, owner: OwnerKey) {
  const client = new S3Client({
    endpoint,
    region: 'eu-mad',
    forcePathStyle: true,
    credentials: { accessKeyId: owner.ownerAccessKey, secretAccessKey: owner.ownerSecretKey },
  });
  const sizes = new Map<string, number>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key = '', Size = 0 } of page.Contents ?? []) sizes.set(Key, Size);
  }
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  client.destroy();
  return { sizes, unfinished: Uploads.map(({ Key = '' }) => Key) };
}

/** A new empty folder. It is not removed after the tests. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'otter-transfer-'));
}

/** Writes files of random content. @param sizes bytes by path */
export function writeFiles(folder: string, sizes: Readonly<Record<string, number>>): void {
  for (const [path, bytes] of Object.entries(sizes)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(bytes));
  }
}

/** SHA-256, mode and link target by path, to compare two folders. */
export function describeFolder(folder: string): Record<string, string> {
  return Object.fromEntries(describeEntries(folder, '').sort());
}

// Not readdir's own recursion, which follows links.
function describeEntries(folder: string, parent: string): [path: string, description: string][] {
  return readdirSync(join(folder, parent), { withFileTypes: true }).flatMap((entry) => {
    const path = join(parent, entry.name);
    const file = join(folder, path);
    if (entry.isDirectory()) return describeEntries(folder, path);
    if (entry.isSymbolicLink()) return [[path, `link to ${readlinkSync(file)}`]];
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    return [[path, `${(statSync(file).mode & 0o777).toString(8)} ${digest}`]];
  });
}
