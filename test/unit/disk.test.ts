import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backgroundDisk, type Disk, PacedDisk } from '../../src/transfer/disk.ts';
import { writeSmallFile } from '../../src/transfer/download/small-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-disk-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a paced disk', () => {
  /** Writes so much in one call that it counts as slow on every disk. */
  async function beSlow(paced: PacedDisk): Promise<void> {
    const descriptor = openSync(join(folder, 'large'), 'w');
    await paced.use(async (disk) => void (await disk.write(descriptor, Buffer.alloc(64 * 1024 ** 2), 0)));
    closeSync(descriptor);
  }

  async function countInBackground(paced: PacedDisk): Promise<number> {
    for (let count = 0; ; count += 1)
      if (!(await paced.use(async (disk) => disk === backgroundDisk))) return count;
  }

  test('does the calls of the first file in its own thread', async () => {
    expect(await countInBackground(new PacedDisk())).toBe(0);
  });

  test('handles files in the background after a slow one, and more of them after each slow one in a row', async () => {
    const paced = new PacedDisk();
    await beSlow(paced);
    for (let file = 0; file < 8; file += 1) await paced.use(async () => undefined);
    await beSlow(paced);
    expect(await countInBackground(paced)).toBe(16);
    // The last one was not slow.
    await beSlow(paced);
    expect(await countInBackground(paced)).toBe(8);
  });

  test('passes on the failure of a call', async () => {
    const paced = new PacedDisk();
    const missing = paced.use(async (disk) => void (await disk.open(join(folder, 'missing'), 0)));
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT', syscall: 'open' });
  });
});

/** A disk that does its calls in this thread. */
async function synchronousDisk(): Promise<Disk> {
  return await new PacedDisk().use(async (disk) => disk);
}

describe.each([
  ['in this thread', synchronousDisk],
  ['in the background', async () => backgroundDisk],
] as const)('a small file that is written %s', (_way, makeDisk) => {
  const content = Buffer.from('some content');
  const file = {
    path: 'a.txt',
    size: content.length,
    sha256: '',
    mode: 0o640,
    mtime: '2026-11-01T10:00:00.000Z',
  };

  async function write(
    change: Partial<Disk> = {},
    { replace = false, platform = process.platform } = {},
  ): Promise<void> {
    const disk = await makeDisk();
    const changed = new Proxy(disk, {
      get: (target, name) => {
        const own = change[name as keyof Disk];
        if (own !== undefined) return own;
        const call = target[name as keyof Disk] as (...args: unknown[]) => unknown;
        return call.bind(target);
      },
    });
    const name = { final: join(folder, 'a.txt'), path: 'a.txt', replace, platform };
    await writeSmallFile(changed, folder, file, content, name);
  }

  function failing(code: string): () => never {
    return () => {
      throw Object.assign(new Error(code), { code, syscall: 'link' });
    };
  }

  function expectWritten(): void {
    const { mode, mtime } = lstatSync(join(folder, 'a.txt'));
    expect(readFileSync(join(folder, 'a.txt'))).toEqual(content);
    expect(mode & 0o777).toBe(0o640);
    expect(mtime.toISOString()).toBe(file.mtime);
    expect(readdirSync(folder)).toEqual(['a.txt']);
  }

  test('has its content, its mode and its time, and nothing else remains', async () => {
    await write();
    expectWritten();
  });

  test('takes the place of another file if it may', async () => {
    writeFileSync(join(folder, 'a.txt'), 'other');
    await write({}, { replace: true });
    expectWritten();
  });

  test('does not replace a file that has appeared meanwhile, and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'a.txt'), 'other');
    await expect(write()).rejects.toMatchObject({ kind: 'exists' });
    await expect(write({ link: failing('ENOTSUP') })).rejects.toMatchObject({ kind: 'exists' });
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('other');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test.each([true, false])(
    'is renamed on Windows once no scanner has it open (replace: %s)',
    async (replace) => {
      const disk = await makeDisk();
      let held = 2;
      const rename = (from: string, to: string) => (held-- > 0 ? failing('EBUSY')() : disk.rename(from, to));
      if (replace) writeFileSync(join(folder, 'a.txt'), 'other');
      await write({ rename }, { replace, platform: 'win32' });
      expectWritten();
    },
  );

  test('replaces a read-only file, which Windows refuses to do, if it may', async () => {
    const disk = await makeDisk();
    const final = join(folder, 'a.txt');
    writeFileSync(final, 'other', { mode: 0o444 });
    const isReadOnly = () => (lstatSync(final).mode & 0o222) === 0;
    const rename = (from: string, to: string) => (isReadOnly() ? failing('EPERM')() : disk.rename(from, to));
    await write({ rename }, { replace: true, platform: 'win32' });
    expectWritten();
  });

  test('does not replace a file that appears while a scanner has it open', async () => {
    const rename = () => {
      writeFileSync(join(folder, 'a.txt'), 'other');
      return failing('EBUSY')();
    };
    await expect(write({ rename }, { platform: 'win32' })).rejects.toMatchObject({ kind: 'exists' });
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('other');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])(
    'gets its name on a file system that answers %s to a hard link',
    async (code) => {
      await write({ link: failing(code) });
      expectWritten();
    },
  );

  test('is complete on a disk that accepts a few bytes at a time', async () => {
    const disk = await makeDisk();
    await write({ write: (descriptor, bytes, at) => disk.write(descriptor, bytes.subarray(0, 5), at) });
    expectWritten();
  });

  test.each(['open', 'write', 'setMode', 'setTime', 'link'] as const)(
    'leaves nothing behind if %s fails',
    async (call) => {
      await expect(write({ [call]: failing('ENOSPC') })).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
