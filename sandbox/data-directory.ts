import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeFolders } from './make-folders.ts';
import { SEALING_KEY_BYTES } from './session-token.ts';
import { writeWhole } from './whole-file.ts';

/** A registered bucket. It keeps its number, which is that of its role, across restarts. */
interface RegisteredBucket {
  readonly name: string;
  readonly number: number;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface DataDirectory {
  readonly path: string;
  readonly keysPath: string;
  readonly identitiesPath: string;
  readonly sealingKey: Buffer;
  /** The requested buckets in the given order, then the other existing ones. */
  readonly buckets: readonly RegisteredBucket[];
  readonly bucketPath: (name: string) => string;
  /** The number of a bucket's role. */
  readonly numberOf: (name: string) => number | undefined;
  /** Forgets the bucket and removes its folder. */
  readonly removeBucket: (name: string) => Promise<void>;
  /** Unlocks the folder, and removes it if it was temporary. */
  readonly release: () => Promise<void>;
  /** Unlocks it after a failed start, and removes what was created for it. */
  readonly discard: () => Promise<void>;
}

const DEFAULT_BUCKET = 'my-first-bucket';
const REGISTRY = 'sandbox.json';
const LOCK = 'sandbox.pid';

/** Distinguishes this process from an earlier one with the same ID, which is common in containers. */
const THIS_PROCESS = randomUUID();

/**
 * Opens the folder with all of the sandbox's state, and locks it against other sandboxes.
 * @param path a temporary folder if `undefined`.
 * @param buckets are created if they do not exist. If there would be none at all, a default one is created.
 * @param now milliseconds since the epoch.
 * @throws Error with a sentence for the user. Whatever was created before is removed.
 */
export async function openDataDirectory(
  path: string | undefined,
  buckets: readonly string[],
  now: number,
): Promise<DataDirectory> {
  const made = await makeDirectory(path);
  const isTemporary = path === undefined;
  // For when process.exit() or an uncaught exception ends the process, and the sandbox is not closed.
  const removeAtExit = () => rmSync(made.path, { recursive: true, force: true });
  if (isTemporary) process.once('exit', removeAtExit);
  const release = async () => {
    await rm(join(made.path, LOCK), { force: true });
    if (isTemporary) await rm(made.path, { recursive: true, force: true });
    process.off('exit', removeAtExit);
  };
  const discard = async () => {
    await release();
    if (made.created !== undefined) await rm(made.created, { recursive: true, force: true });
  };
  try {
    await refuseForeign(made.path);
    await lock(made.path);
  } catch (error) {
    if (made.created !== undefined) await rm(made.created, { recursive: true, force: true });
    throw cannotUse(made.path, error as Error);
  }
  try {
    const registered = await register(made.path, buckets, now);
    const bucketPath = (name: string) => join(made.path, 'buckets', name);
    return {
      path: made.path,
      keysPath: join(made.path, 'keys.json'),
      identitiesPath: join(made.path, 'identities.json'),
      buckets: registered,
      sealingKey: await openSealingKey(join(made.path, 'sealing.key')),
      bucketPath,
      numberOf: (name) => registered.find((bucket) => bucket.name === name)?.number,
      removeBucket: async (name) => {
        await unregister(made.path, name);
        await rm(bucketPath(name), { recursive: true, force: true });
      },
      release,
      discard,
    };
  } catch (error) {
    await discard();
    throw cannotUse(made.path, error as Error);
  }
}

/** @returns also the topmost folder that had to be created for it. */
async function makeDirectory(
  path: string | undefined,
): Promise<{ path: string; created: string | undefined }> {
  try {
    if (path !== undefined) return { path: resolve(path), created: await makeFolders(resolve(path)) };
    const temporary = await mkdtemp(join(tmpdir(), 'otter-sandbox-'));
    return { path: temporary, created: temporary };
  } catch (error) {
    throw cannotUse(path ?? tmpdir(), error as Error);
  }
}

/** A home folder must not become a data directory by mistake. */
async function refuseForeign(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.length === 0 || names.includes(REGISTRY) || names.every((name) => name === LOCK)) return;
  throw new Error(`it is not empty and does not belong to a sandbox; use an empty or new folder`);
}

/** Only one sandbox per folder, because two would overwrite each other's keys. */
async function lock(path: string): Promise<void> {
  const file = join(path, LOCK);
  const [pid = '', holder] = ((await readIfThere(file)) ?? '').split(' ');
  // If the lock has this process's own ID, an earlier container may have had the same one.
  const isOther = pid !== String(process.pid) && holder !== undefined && isRunning(Number(pid));
  if (holder === THIS_PROCESS || isOther) {
    throw new Error(`it is in use by process ${pid} (if that is not a sandbox, delete ${file})`);
  }
  await rm(file, { force: true });
  await writeFile(file, `${process.pid} ${THIS_PROCESS}`, { flag: 'wx', mode: 0o600 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Registry {
  readonly buckets: RegisteredBucket[];
  /** The last assigned number. The number of a removed bucket is not assigned again. */
  readonly lastNumber?: number;
}

async function register(path: string, asked: readonly string[], now: number): Promise<RegisteredBucket[]> {
  const registry = await readRegistry(path);
  const known = registry.buckets;
  const wanted = asked.length === 0 && known.length === 0 ? [DEFAULT_BUCKET] : asked;
  const byName = new Map(known.map((bucket) => [bucket.name, bucket]));
  let number = Math.max(registry.lastNumber ?? 0, ...known.map((bucket) => bucket.number));
  for (const name of wanted) {
    if (!byName.has(name))
      byName.set(name, { name, number: ++number, createdAt: new Date(now).toISOString() });
  }
  await writeRegistry(path, { buckets: [...byName.values()], lastNumber: number });
  const first = wanted.flatMap((name) => byName.get(name) ?? []);
  return [...new Set([...first, ...byName.values()])];
}

async function unregister(path: string, name: string): Promise<void> {
  const registry = await readRegistry(path);
  const buckets = registry.buckets.filter((bucket) => bucket.name !== name);
  await writeRegistry(path, { ...registry, buckets });
}

async function readRegistry(path: string): Promise<Registry> {
  return JSON.parse((await readIfThere(join(path, REGISTRY))) ?? '{"buckets":[]}') as Registry;
}

function writeRegistry(path: string, registry: Registry): Promise<void> {
  return writeWhole(join(path, REGISTRY), `${JSON.stringify(registry, null, 2)}\n`);
}

/** Kept in a file, so that sessions outlive a restart. */
async function openSealingKey(path: string): Promise<Buffer> {
  const content = await readIfThere(path);
  const key = content === undefined ? randomBytes(SEALING_KEY_BYTES) : Buffer.from(content.trim(), 'hex');
  if (key.length !== SEALING_KEY_BYTES)
    throw new Error(`${path} is damaged; delete it, which ends all sessions`);
  if (content === undefined) await writeWhole(path, `${key.toString('hex')}\n`);
  return key;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function cannotUse(path: string, cause: Error): Error {
  return new Error(`The data directory ${path} cannot be used: ${cause.message}.`, { cause });
}
