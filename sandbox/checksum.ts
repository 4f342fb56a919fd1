import { createHash } from 'node:crypto';
import zlib from 'node:zlib';

/** The algorithms of `x-amz-checksum-*`, with the length of a value in bytes. */
const SIZE = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const;

export type ChecksumAlgorithm = keyof typeof SIZE;

/** A value in base64, as in the headers. `COMPOSITE` is a checksum over the parts' checksums. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

interface RunningChecksum {
  update(bytes: Buffer): void;
  /** Raw bytes, most significant first. */
  digest(): Buffer;
}

export const CHECKSUM_ALGORITHMS = Object.keys(SIZE) as ChecksumAlgorithm[];

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(SIZE, name);
}

/** Whether `value` is base64 with the length of a value of `algorithm`. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === SIZE[algorithm] && bytes.toString('base64') === value;
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'crc32':
      return new Crc32();
    case 'crc32c':
      return new Crc32c();
    case 'crc64nvme':
      return new Crc64Nvme();
    case 'sha1':
    case 'sha256':
      return createHash(algorithm);
  }
}

/** The checksum of a multipart object: over the parts' raw checksums, followed by the number of parts. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): Checksum {
  const running = startChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part, 'base64'));
  return { algorithm, value: `${running.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

class Crc32 implements RunningChecksum {
  #value = 0;

  update(bytes: Buffer): void {
    this.#value = zlib.crc32(bytes, this.#value);
  }

  digest(): Buffer {
    return bigEndian([this.#value]);
  }
}

/** Reflected polynomial of CRC-32C (Castagnoli), RFC 3720 appendix B.4. */
const CRC32C_TABLE = buildTable(0x82f63b78);

class Crc32c implements RunningChecksum {
  #value = 0xffffffff;

  update(bytes: Buffer): void {
    let value = this.#value;
    for (let index = 0; index < bytes.length; index++) {
      value = (CRC32C_TABLE[(value ^ (bytes[index] as number)) & 0xff] as number) ^ (value >>> 8);
    }
    this.#value = value;
  }

  digest(): Buffer {
    return bigEndian([~this.#value]);
  }
}

/** Reflected polynomial of CRC-64/NVME (NVM Express NVM Command Set 1.0, figure 87). */
const CRC64NVME_TABLE = buildWideTable(0x9a6c9329ac4bc9b5n);

/** In two 32-bit halves, because BigInt arithmetic for each byte would be two orders of magnitude slower. */
class Crc64Nvme implements RunningChecksum {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Buffer): void {
    const { high: tableHigh, low: tableLow } = CRC64NVME_TABLE;
    let high = this.#high;
    let low = this.#low;
    for (let index = 0; index < bytes.length; index++) {
      const slot = (low ^ (bytes[index] as number)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (tableLow[slot] as number);
      high = (high >>> 8) ^ (tableHigh[slot] as number);
    }
    this.#high = high;
    this.#low = low;
  }

  digest(): Buffer {
    return bigEndian([~this.#high, ~this.#low]);
  }
}

function buildTable(polynomial: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, slot) => {
    let value = slot;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

function buildWideTable(polynomial: bigint): { high: Int32Array; low: Int32Array } {
  const high = new Int32Array(256);
  const low = new Int32Array(256);
  for (let slot = 0; slot < 256; slot++) {
    let value = BigInt(slot);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    high[slot] = Number(BigInt.asIntN(32, value >> 32n));
    low[slot] = Number(BigInt.asIntN(32, value));
  }
  return { high, low };
}

function bigEndian(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32BE(word >>> 0, index * 4);
  });
  return bytes;
}
