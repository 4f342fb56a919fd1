/** macOS starts no program of Apple silicon without a signature, which the compiler makes here. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { executableOf } from '../../gitlab/build-executable.ts';

const LC_CODE_SIGNATURE = 0x1d;
const CODE_DIRECTORY = 0xfade0c02;

/** Where the signature is, by the load commands of a 64-bit Mach-O file. */
function findSignature(file: Buffer): number {
  let at = 32;
  for (let count = file.readUInt32LE(16); count > 0; count -= 1) {
    if (file.readUInt32LE(at) === LC_CODE_SIGNATURE) return file.readUInt32LE(at + 8);
    at += file.readUInt32LE(at + 4);
  }
  throw new Error('The file has no signature.');
}

test('the executable for macOS has a signature of each of its pages', () => {
  const file = readFileSync(executableOf('macos-arm64'));
  const signature = findSignature(file);
  const directory = signature + file.readUInt32BE(signature + 16);
  expect(file.readUInt32BE(directory)).toBe(CODE_DIRECTORY);
  const [hashes, count, end] = [16, 28, 32].map((offset) => file.readUInt32BE(directory + offset));
  const page = 2 ** file.readUInt8(directory + 39);
  expect(end).toBe(signature);
  expect(count).toBe(Math.ceil(signature / page));
  const wrong = Array.from({ length: count ?? 0 }, (_, index) => index).filter((index) => {
    const content = file.subarray(index * page, Math.min((index + 1) * page, signature));
    const at = directory + (hashes ?? 0) + index * 32;
    return !createHash('sha256')
      .update(content)
      .digest()
      .equals(file.subarray(at, at + 32));
  });
  expect(wrong).toEqual([]);
});
