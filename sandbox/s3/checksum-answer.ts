import type { Checksum } from '../checksum.ts';
import { leaf } from '../xml.ts';

/** `<ChecksumCRC32>` and similar elements. */
export function checksumElement(checksum: Checksum | undefined): string | undefined {
  return checksum && leaf(`Checksum${checksum.algorithm.toUpperCase()}`, checksum.value);
}

/** The headers that return a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (!checksum) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
