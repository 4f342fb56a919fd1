import { describe, expect, test } from 'vitest';
import { retryWhileHeld } from '../../src/held-file.ts';

/** A file that is held open for some attempts. */
class HeldFile {
  readonly #code: string;
  readonly #held: number;
  readonly waits: number[] = [];
  attempts = 0;

  constructor(code: string, held: number) {
    this.#code = code;
    this.#held = held;
  }

  rename(platform: NodeJS.Platform): Promise<string> {
    const wait = async (milliseconds: number) => void this.waits.push(milliseconds);
    const attempt = () => {
      this.attempts += 1;
      if (this.attempts <= this.#held) throw Object.assign(new Error(this.#code), { code: this.#code });
      return 'renamed';
    };
    return retryWhileHeld(attempt, { platform, wait });
  }
}

describe('a file that another program has open for a moment', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'is renamed on Windows once it is closed, after %s',
    async (code) => {
      const file = new HeldFile(code, 3);
      expect(await file.rename('win32')).toBe('renamed');
      expect(file.attempts).toBe(4);
    },
  );

  test('fails on Windows with the error of the last attempt, after longer and longer waits of 2 s together', async () => {
    const file = new HeldFile('EPERM', Number.POSITIVE_INFINITY);
    await expect(file.rename('win32')).rejects.toMatchObject({ code: 'EPERM' });
    expect(file.attempts).toBe(file.waits.length + 1);
    expect(file.waits).toEqual(file.waits.toSorted((one, other) => one - other));
    expect(file.waits.reduce((sum, milliseconds) => sum + milliseconds)).toBe(2_000);
  });

  test.each(['ENOENT', 'ENOSPC', 'EEXIST'])('is not the cause of %s, which fails at once', async (code) => {
    const file = new HeldFile(code, 1);
    await expect(file.rename('win32')).rejects.toMatchObject({ code });
    expect(file.attempts).toBe(1);
  });

  test.each(['linux', 'darwin'] as const)(
    'is not the cause of EPERM on %s, which fails at once',
    async (platform) => {
      const file = new HeldFile('EPERM', 1);
      await expect(file.rename(platform)).rejects.toMatchObject({ code: 'EPERM' });
      expect([file.attempts, file.waits]).toEqual([1, []]);
    },
  );
});
