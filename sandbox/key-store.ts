import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeWhole } from './whole-file.ts';

/**
 * The two kinds of long-lived keys that the console creates for a bucket. A `service` credential belongs to the service
 * user and can only request sessions. A `permanent` key belongs to the owner.
 */
export type KeyKind = 'service' | 'permanent';

/** The parts of a key that are not secret. */
export interface KeySummary {
  /** The user that the key belongs to. */
  readonly user: string;
  readonly accessKey: string;
  readonly label: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** A key with its secret, which is needed in plain text to verify signatures. */
export interface LongLivedKey extends KeySummary {
  readonly secretKey: string;
}

const MAXIMUM_LABEL = 100;
/** As in OtterStorage's documentation. The keys of its sessions start with STS. */
export const ACCESS_KEY_PREFIX: Readonly<Record<KeyKind, string>> = { service: 'OSVC', permanent: 'OTTR' };
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A random text of `length` characters from those of RGW's access keys. */
export function randomAccessKey(prefix: string, length: number): string {
  let name = prefix;
  while (name.length < length) name += ALPHABET[randomInt(ALPHABET.length)];
  return name;
}

/** 40 characters of base64, including `+` and `/`, like the secrets of AWS. */
export function randomSecret(): string {
  return randomBytes(30).toString('base64');
}

/** The long-lived keys of all buckets, in one file with mode 0600. A revoked key is removed from it. */
export class KeyStore {
  readonly #path: string;
  #keys: ReadonlyMap<string, LongLivedKey>;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(path: string, keys: readonly LongLivedKey[]) {
    this.#path = path;
    this.#keys = new Map(keys.map((key) => [key.accessKey, key]));
  }

  /** @throws Error if the file exists but cannot be read. */
  static async open(path: string): Promise<KeyStore> {
    const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"keys":[]}';
      throw error;
    });
    return new KeyStore(path, parseKeys(content, path));
  }

  find(accessKey: string): LongLivedKey | undefined {
    return this.#keys.get(accessKey);
  }

  /** A user's keys, oldest first. */
  list(user: string): KeySummary[] {
    return [...this.#keys.values()]
      .filter((key) => key.user === user)
      .map(({ secretKey: _, ...summary }) => summary);
  }

  /**
   * @param prefix of the access key.
   * @param now milliseconds since the epoch.
   */
  async create(user: string, prefix: string, label: string, now: number): Promise<LongLivedKey> {
    const pair = { accessKey: randomAccessKey(prefix, 20), secretKey: randomSecret() };
    return this.add(user, pair, label, now);
  }

  /** Adds a key that was created elsewhere. @param now milliseconds since the epoch. */
  async add(
    user: string,
    pair: Pick<LongLivedKey, 'accessKey' | 'secretKey'>,
    label: string,
    now: number,
  ): Promise<LongLivedKey> {
    const key = { user, ...pair, label: checkLabel(label), createdAt: new Date(now).toISOString() };
    await this.#change((keys) => keys.set(key.accessKey, key));
    return key;
  }

  /** @throws Error if there is no such key. */
  async relabel(accessKey: string, label: string): Promise<void> {
    const checked = checkLabel(label);
    await this.#change((keys) => keys.set(accessKey, { ...existing(keys, accessKey), label: checked }));
  }

  /** @throws Error if there is no such key. */
  async revoke(accessKey: string): Promise<void> {
    await this.#change((keys) => keys.delete(existing(keys, accessKey).accessKey));
  }

  /** Applies one change at a time, after it has been written to disk. */
  #change(change: (keys: Map<string, LongLivedKey>) => unknown): Promise<void> {
    const write = async () => {
      const keys = new Map(this.#keys);
      change(keys);
      await writeWhole(this.#path, `${JSON.stringify({ keys: [...keys.values()] }, null, 2)}\n`);
      this.#keys = keys;
    };
    const done = this.#writing.then(write);
    this.#writing = done.catch(() => undefined);
    return done;
  }
}

/** The parser's own message quotes its input, which may be a secret. */
function parseKeys(content: string, path: string): LongLivedKey[] {
  try {
    return (JSON.parse(content) as { keys: LongLivedKey[] }).keys;
  } catch {
    throw new Error(`The key file ${path} is damaged. Delete it: every bucket then gets new keys.`);
  }
}

function existing(keys: ReadonlyMap<string, LongLivedKey>, accessKey: string): LongLivedKey {
  const key = keys.get(accessKey);
  if (!key) throw new Error(`The key ${accessKey} does not exist, or was revoked.`);
  return key;
}

function checkLabel(label: string): string {
  if (label.length > MAXIMUM_LABEL) throw new Error(`A label has at most ${MAXIMUM_LABEL} characters.`);
  return label;
}
