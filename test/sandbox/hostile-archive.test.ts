import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar/header';
import { Pax } from 'tar/pax';
import { describe, expect, test } from 'vitest';
import type { ManifestArchive } from '../../src/transfer/artifact/archive.ts';
import type { Manifest, ManifestFile } from '../../src/transfer/artifact/manifest.ts';
import { bytesBody } from '../support/object-store/fixture.ts';
import {
  entry,
  failureOf,
  listAll,
  MIB,
  makeFolder,
  noise,
  sha256,
  useArtifacts,
} from './artifact-fixture.ts';
import { useSandbox } from './fixture.ts';

const { give } = useArtifacts(useSandbox());

const NAME = 'otter-archive.tar.zst';

/** An entry of a tar archive. */
function packed(content: string | Buffer, header: HeaderData, extended?: Buffer): Buffer {
  const block = Buffer.alloc(512);
  new Header({ type: 'File', mode: 0o644, size: Buffer.byteLength(content), ...header }).encode(block);
  const body = Buffer.from(content);
  return Buffer.concat([
    extended ?? Buffer.of(),
    block,
    body,
    Buffer.alloc((512 - (body.length % 512)) % 512),
  ]);
}

const END = Buffer.alloc(1024);

/** An artifact of these files, and an archive of these bytes. */
async function giveArchive(
  files: readonly ManifestFile[],
  archive: Buffer,
  more: Partial<ManifestArchive> & Pick<Partial<Manifest>, 'links'> = {},
) {
  const { links = [], ...described } = more;
  const size = archive.length;
  const listed: ManifestArchive = { path: NAME, size, sha256: sha256(archive), ...described };
  const given = await give({}, { files, links, archive: listed });
  await given.store.putObject(given.prefix + listed.path, bytesBody(archive));
  const directory = makeFolder();
  return { ...given, directory, fetch: () => given.fetch({ directory }) };
}

const compress = (...entries: Buffer[]) => zstdCompressSync(Buffer.concat([...entries, END]));
const [a, b] = [entry('a', 'alpha'), entry('b', 'beta')];
const ok = { a: packed('alpha', { path: 'a' }), b: packed('beta', { path: 'b' }) };

/** A Zstandard frame of one block that is not compressed. RFC 8878, 3.1.1. @param log of the window's size */
function frameWithWindow(log: number, content: Buffer): Buffer {
  const [magic, descriptor] = [Buffer.from('28b52ffd00', 'hex'), Buffer.from([(log - 10) << 3])];
  const isLast = 1;
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | isLast, 0, 3);
  return Buffer.concat([magic, descriptor, block, content]);
}

test('an archive that is as the manifest says is unpacked', async () => {
  const content = Buffer.concat([ok.a, ok.b, END]);
  for (const archive of [zstdCompressSync(content), frameWithWindow(20, content)]) {
    const { fetch, directory } = await giveArchive([a, b], archive);
    expect(await fetch()).toMatchObject({ files: 2, downloaded: 2 });
    expect(listAll(directory)).toEqual(['a', 'b']);
  }
});

describe('refused, with nothing of it under a final name, is an archive', () => {
  const large = noise(2 * MIB);
  const link: HeaderData = { path: 'a', type: 'SymbolicLink', linkpath: '/etc/passwd', size: 0 };
  test.each<[name: string, entries: Buffer[], says: RegExp]>([
    ['with a name that leads up', [packed('alpha', { path: '../a' })], /it has '\.\.\/a'/],
    ['with an absolute name', [packed('alpha', { path: '/tmp/a' })], /it has '\/tmp\/a'/],
    [
      'with a name that leads up in an extended header',
      [packed('alpha', { path: 'a' }, new Pax({ path: '../../a' }).encode())],
      /it has '\.\.\/\.\.\/a'/,
    ],
    ['with a link in the place of a file', [packed('', link)], /an entry of the type SymbolicLink/],
    ['with a hard link', [packed('', { ...link, type: 'Link' })], /of the type Link/],
    [
      'with a device',
      [packed('', { ...link, type: 'CharacterDevice', devmaj: 1, devmin: 3 })],
      /of the type CharacterDevice/,
    ],
    ['with a pipe', [packed('', { ...link, type: 'FIFO' })], /of the type FIFO/],
    ['with a folder', [packed('', { path: 'a/', type: 'Directory', size: 0 })], /of the type Directory/],
    [
      'with a global header',
      [packed('13 path=../a\n', { path: 'g', type: 'GlobalExtendedHeader' }), ok.a],
      /GlobalExtendedHeader/,
    ],
    ['with the same file twice', [ok.a, ok.a], /instead of 'b' it has a file of 5 bytes/],
    ['with files in another order', [ok.b, ok.a], /instead of 'a' it has a file of 4 bytes/],
    ['with a larger file', [packed('alphabet', { path: 'a' })], /a file of 8 bytes, and the manifest says 5/],
    [
      'with a size that only an extended header says',
      [packed('alpha', { path: 'a' }, new Pax({ path: 'a', size: 9e12 }).encode())],
      /a file of 9000000000000 bytes/,
    ],
    ['with a negative size', [packed('alpha', { path: 'a', size: -5 })], /bytes, and the manifest says 5/],
    ['with other content', [packed('ALPHA', { path: 'a' }), ok.b], /'a' in it has the SHA-256/],
    ['that ends too early', [ok.a], /instead of 'b' it has its end/],
    [
      'with an extended header of a gigabyte',
      [packed('', { path: 'x', type: 'ExtendedHeader', size: 2 ** 30 }), Buffer.alloc(8 * MIB)],
      /an extended header that is too large/,
    ],
    [
      'with one extended header after the other',
      [new Pax({ path: 'a' }).encode(), packed('alpha', { path: 'a' }, new Pax({ path: 'a' }).encode())],
      /of the type ExtendedHeader/,
    ],
    ['of zeros', [Buffer.alloc(64 * MIB)], /it has its end/],
    ['of noise', [large], /something that is not a header/],
  ])('%s', async (_name, entries, says) => {
    const { fetch, directory } = await giveArchive([a, b], compress(...entries));
    const failure = await failureOf(fetch());
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toMatch(says);
    expect(listAll(directory).filter((path) => path !== 'b')).toEqual(
      listAll(directory).includes('a') ? ['a'] : [],
    );
    expect(listAll(directory).filter((path) => path.includes('.part'))).toEqual([]);
  });

  test.each<[name: string, archive: Buffer, more: Partial<ManifestArchive>, says: RegExp]>([
    ['that is not compressed', Buffer.concat([ok.a, ok.b, END]), {}, /cannot be decompressed \(ZSTD_error/],
    ['that is compressed with gzip', gzipSync(ok.a), {}, /cannot be decompressed \(ZSTD_error/],
    [
      'that is cut',
      compress(packed(large, { path: 'a' })).subarray(0, MIB),
      {},
      /cannot be decompressed|it ends too early/,
    ],
    [
      'that is cut, by gzip',
      gzipSync(packed(large, { path: 'a' })).subarray(0, MIB),
      { path: 'otter-archive.tar.gz' },
      /cannot be decompressed \(Z_BUF_ERROR\)|it ends too early/,
    ],
    ['that is empty', Buffer.of(), {}, /it ends too early|cannot be decompressed/],
    [
      'that needs a window of half a gigabyte',
      frameWithWindow(29, Buffer.concat([ok.a, ok.b, END])),
      {},
      /cannot be decompressed \(ZSTD_error_frameParameter_windowTooLarge\)/,
    ],
    ['with another digest', compress(ok.a, ok.b), { sha256: 'ab'.repeat(32) }, /its content has the SHA-256/],
    ['that is longer', compress(ok.a, ok.b), { size: 10 }, /the object is longer than the manifest says/],
  ])('%s', async (_name, archive, more, says) => {
    const files = archive.length >= MIB ? [entry('a', large)] : [a, b];
    const { fetch, directory } = await giveArchive(files, archive, more);
    const failure = await failureOf(fetch());
    expect(failure.message).toMatch(says);
    expect(failure.kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });

  test('of which only a part is damaged', async () => {
    const archive = compress(packed(noise(6 * MIB), { path: 'a' }));
    const parts = { size: 5 * MIB, sha256: [sha256(archive.subarray(0, 5 * MIB)), 'ab'.repeat(32)] };
    const { fetch, directory } = await giveArchive([entry('a', noise(6 * MIB))], archive, { parts });
    expect((await failureOf(fetch())).kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });
});

describe('an archive’s files are held to what every file is held to', () => {
  test('hostile names are refused before the archive is read', async () => {
    for (const path of ['../x', '.git/hooks/x']) {
      const archive = { path: NAME, size: 9, sha256: 'ab'.repeat(32) };
      const content = {
        version: 1,
        prefix: 'p/',
        createdAt: a.mtime,
        archive,
        files: [entry(path, 'x')],
        links: [],
      };
      const given = await give({}, { text: JSON.stringify(content) });
      expect((await failureOf(given.fetch())).message).toContain(`the path of file 1, '${path}'`);
      expect(given.store.asked).toHaveLength(1);
    }
  });

  test('nothing is written through a link', async () => {
    const outside = makeFolder();
    const file = entry('d/x', 'x');
    const { fetch, directory } = await giveArchive([file], compress(packed('x', { path: 'd/x' })));
    symlinkSync(outside, join(directory, 'd'));
    expect((await failureOf(fetch())).kind).toBe('exists');
    expect(listAll(outside)).toEqual([]);
  });

  test('an archive under another name is refused', async () => {
    const archive = compress(ok.a);
    for (const path of ['../otter-archive.tar.zst', 'a', 'otter-archive.zip']) {
      const listed = { path, size: archive.length, sha256: sha256(archive) };
      const text = JSON.stringify({
        version: 1,
        prefix: 'p/',
        createdAt: a.mtime,
        archive: listed,
        files: [a],
        links: [],
      });
      const failure = await failureOf((await give({}, { text })).fetch());
      expect(failure.message).toContain('is not one that an upload writes');
    }
  });

  test('one wrong file does not keep the others away', async () => {
    const big = noise(MIB);
    const files = [a, entry('b', Buffer.alloc(MIB)), entry('c', big), entry('d', 'delta')];
    const archive = compress(
      ok.a,
      packed(big, { path: 'b' }),
      packed(big, { path: 'c' }),
      packed('delta', { path: 'd' }),
    );
    const { fetch, directory } = await giveArchive(files, archive);
    const failure = await failureOf(fetch());
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toContain('failed for 1 of 4 files');
    expect(listAll(directory)).toEqual(['a', 'c', 'd']);
  });
});
