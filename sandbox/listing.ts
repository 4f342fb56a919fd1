import { compareKeys, type KeyIndex } from './key-index.ts';

export interface ListingRequest {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Lists only what sorts after this. A common prefix that does not is omitted completely, as on RGW. */
  readonly after: string;
  readonly maximum: number;
}

export interface Listing {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of this page, if another page follows. */
  readonly next: string | undefined;
}

/**
 * One page of a listing, in S3's order. Keys with the same prefix up to the delimiter become one common prefix.
 * A binary search skips each common prefix, so that the cost depends on the page and not on the bucket.
 */
export function listKeys(index: KeyIndex<unknown>, request: ListingRequest): Listing {
  const { prefix, after, maximum } = request;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let position = index.firstIndex((key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
  while (position < index.keys.length) {
    const key = index.keys[position] as string;
    if (!key.startsWith(prefix)) break;
    const rolledUp = commonPrefix(key, request);
    const entry = rolledUp ?? key;
    if (compareKeys(entry, after) > 0) {
      if (keys.length + commonPrefixes.length === maximum) return { keys, commonPrefixes, next: last };
      (rolledUp === undefined ? keys : commonPrefixes).push(entry);
      last = entry;
    }
    position = rolledUp === undefined ? position + 1 : pastPrefix(index, rolledUp, position);
  }
  return { keys, commonPrefixes, next: undefined };
}

function commonPrefix(key: string, { prefix, delimiter }: ListingRequest): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function pastPrefix(index: KeyIndex<unknown>, prefix: string, from: number): number {
  return index.firstIndex((key) => !key.startsWith(prefix), from);
}
