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

export interface Page {
  readonly page: Element;
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
  for (;;) {
    const request: S3Request = { method: 'GET', key, query: { ...query, ...begin } };
    const page = await client.request(request, ({ body }) => readPage(body, listing.root), { signal });
    const decode = (text: string) => decodeKey(text, page, listing);
    yield { page, decode };
    if (textOf(page, 'IsTruncated') !== 'true') return;
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
