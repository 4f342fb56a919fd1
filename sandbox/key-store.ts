import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeWhole } from './whole-file.ts';

/**
 * The two kinds of long-lived key that the console makes for a bucket. A `service` credential is its service user's
 * and can only ask for sessions; a `permanent` key is its owner's.
 */
export type KeyKind = 'service' | 'permanent';

/** The part of a key that may always be shown. */
export interface KeySummary {
  /** Whose key it is. */
  readonly user: string;
  readonly accessKey: string;
  readonly label: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** A key with its secret, which verifying a signature needs in the clear. */
export interface LongLivedKey extends KeySummary {
  readonly secretKey: string;
}

const MAXIMUM_LABEL = 100;
/** As OtterStorage's documentation shows permanent keys; those of its sessions begin with STS. */
export const ACCESS_KEY_PREFIX: Readonly<Record<KeyKind, string>> = { service: 'OSVC', permanent: 'OTTR' };
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A name of `length` characters as RGW's access keys have them. */
export function randomAccessKey(prefix: string, length: number): string {
  let name = prefix;
  while (name.length < length) name += ALPHABET[randomInt(ALPHABET.length)];
  return name;
}

/** 40 characters of base64, `+` and `/` included, as AWS's secrets have them. */
export function randomSecret(): string {
  return randomBytes(30).toString('base64');
}

/** The long-lived keys of all buckets, in one 0600 file. A revoked key is gone from it, its secret with it. */
export class KeyStore {
  readonly #path: string;
  #keys: ReadonlyMap<string, LongLivedKey>;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(path: string, keys: readonly LongLivedKey[]) {
    this.#path = path;
    this.#keys = new Map(keys.map((key) => [key.accessKey, key]));
  }

  /** @throws Error when the file is there and cannot be read. */
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

  /** A user's keys in the order of their making. */
  list(user: string): KeySummary[] {
    return [...this.#keys.values()]
      .filter((key) => key.user === user)
      .map(({ secretKey: _, ...summary }) => summary);
  }

  /**
   * @param prefix the access key begins with it.
   * @param now milliseconds since the epoch.
   */
  async create(user: string, prefix: string, label: string, now: number): Promise<LongLivedKey> {
    const pair = { accessKey: randomAccessKey(prefix, 20), secretKey: randomSecret() };
    return this.add(user, pair, label, now);
  }

  /** Adds a key that somebody else created. @param now milliseconds since the epoch. */
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

  /** @throws Error when there is no such key. */
  async relabel(accessKey: string, label: string): Promise<void> {
    const checked = checkLabel(label);
    await this.#change((keys) => keys.set(accessKey, { ...existing(keys, accessKey), label: checked }));
  }

  /** From here on the key is unknown. @throws Error when there is no such key. */
  async revoke(accessKey: string): Promise<void> {
    await this.#change((keys) => keys.delete(existing(keys, accessKey).accessKey));
  }

  /** Applies one change at a time, and only once it is on disk. */
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
    throw new Error(`The file of keys ${path} is damaged. Delete it, and every bucket gets new keys.`);
  }
}

function existing(keys: ReadonlyMap<string, LongLivedKey>, accessKey: string): LongLivedKey {
  const key = keys.get(accessKey);
  if (!key) throw new Error(`There is no key ${accessKey} to change: it never existed, or was revoked.`);
  return key;
}

function checkLabel(label: string): string {
  if (label.length > MAXIMUM_LABEL) throw new Error(`A label has at most ${MAXIMUM_LABEL} characters.`);
  return label;
}
