import { StoreFailure } from './failure.ts';
import type { S3Request } from './request.ts';
import type { RetryingClient } from './retrying-client.ts';
import { type Element, readXml, textOf } from './xml.ts';

export interface Listing {
  /** Undefined for a listing of the bucket. */
  readonly key?: string;
  readonly query: Readonly<Record<string, string>>;
  /** The root element of an answer. */
  readonly root: string;
  /** The parameters for the next page, and the elements that they come from. */
  readonly from: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** S3's limit for the size of an object, in bytes. */
export const LARGEST_OBJECT = 5 * 1024 ** 4;

export interface Page {
  readonly page: Element;
  /** The size and the ETag of an entry. What S3 never says is refused: memory is reserved by the one, and the other is sent. */
  readonly measure: (entry: Element) => { readonly size: number; readonly etag: string };
  /** Decodes a key. Listings are requested percent-encoded, because XML cannot represent every key. */
  readonly decode: (text: string) => string;
}

/**
 * Yields the pages of a listing, one request each.
 *
 * @throws StoreFailure, also of kind `server` when the pages repeat without end, or contain a key outside the prefix
 */
export async function* listPages(client: RetryingClient, listing: Listing): AsyncGenerator<Page> {
  const { key, query, from, signal } = listing;
  let begin: Record<string, string> = {};
  let empty = 0;
  for (;;) {
    const request: S3Request = { method: 'GET', key, query: { ...query, ...begin } };
    const page = await client.request(request, ({ body }) => readPage(body, listing.root), { signal });
    const decode = (text: string) => decodeKey(text, page, listing);
    yield { page, decode, measure: (entry) => measureEntry(entry, listing) };
    if (textOf(page, 'IsTruncated') !== 'true') return;
    empty = isEmpty(page) ? empty + 1 : 0;
    if (empty > MOST_EMPTY)
      throw nonsense(listing, `${MOST_EMPTY} pages with nothing in them, one after the other`);
    const next = Object.fromEntries(
      Object.entries(from).map(([parameter, element]) => {
        const text = textOf(page, element);
        return [parameter, parameter === 'key-marker' ? decode(text) : text];
      }),
    );
    if (Object.values(next)[0] === '' || JSON.stringify(next) === JSON.stringify(begin)) {
      throw nonsense(listing, 'an answer that does not say where the next one begins');
    }
    begin = next;
  }
}

/** A page of a bucket with many deleted objects can be empty, although others follow. */
const MOST_EMPTY = 1_000;

/** Whether it has settings only, which are texts. */
function isEmpty(page: Element): boolean {
  return Object.values(page).every((value) => typeof value === 'string');
}

function readPage(text: string, name: string): Element | undefined {
  const root = readXml(text);
  return root?.name === name ? root.content : undefined;
}

function decodeKey(text: string, page: Element, listing: Listing): string {
  const key = textOf(page, 'EncodingType') === 'url' ? fromPercentForm(text, listing) : text;
  // Keys to delete come from here, so a server or proxy that ignores the prefix must not be trusted.
  if (!key.startsWith(listing.query.prefix ?? '')) throw nonsense(listing, 'a key outside of the prefix');
  return key;
}

function measureEntry(entry: Element, listing: Listing): { size: number; etag: string } {
  const size = Number(textOf(entry, 'Size'));
  if (!Number.isSafeInteger(size) || size < 0 || size > LARGEST_OBJECT) {
    throw nonsense(listing, 'an object of a size that none can have');
  }
  const etag = unquote(textOf(entry, 'ETag'));
  if (!/^[\x20-\x7e]*$/.test(etag)) throw nonsense(listing, 'an ETag that no header can hold');
  return { size, etag };
}

export function unquote(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}

function fromPercentForm(text: string, listing: Listing): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw nonsense(listing, 'a key that is not in percent form');
  }
}

function nonsense({ root }: Listing, cameBack: string): StoreFailure {
  return new StoreFailure({
    kind: 'server',
    tried: `Listing (${root})`,
    cameBack,
    remedy: 'Check that endpoint is the S3 endpoint itself; something on the way may change the requests.',
  });
}
