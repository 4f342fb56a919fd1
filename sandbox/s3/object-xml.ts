import type { Checksum } from '../checksum.ts';
import { leaf } from '../xml.ts';

/** `<ChecksumCRC32>` and its like. */
export function checksumElement(checksum: Checksum | undefined): string | undefined {
  return checksum && leaf(`Checksum${checksum.algorithm.toUpperCase()}`, checksum.value);
}
