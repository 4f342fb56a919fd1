import { listKeys } from '../listing.ts';
import type { Bucket } from '../s3/call.ts';
import { formatSize, formatTime } from './format.ts';
import { type Html, html, visible } from './html.ts';

const PAGE = 100;

/** A page of a bucket's objects, in S3's order. */
export function objectSection({ name, objects }: Bucket, after: string): Html {
  const { keys, next } = listKeys(objects.index, { prefix: '', delimiter: '', after, maximum: PAGE });
  return html`<section id="objects" class="card" aria-labelledby="objects-title">
<h2 id="objects-title">Objects</h2>
${keys.length === 0 ? html`<p class="quiet">${after === '' ? 'Nothing is in this bucket yet.' : 'Nothing more.'}</p>` : table({ name, objects }, keys)}
${pages(name, after, next)}
</section>`;
}

function pages(bucket: string, after: string, next: string | undefined): Html | undefined {
  if (after === '' && next === undefined) return undefined;
  const first = html`<a href="/buckets/${bucket}#objects">First objects</a>`;
  const query = new URLSearchParams({ after: next ?? '' }).toString();
  const following = html`<a href="/buckets/${bucket}?${query}#objects">Next objects</a>`;
  return html`<p class="pages">${after === '' ? undefined : first}${next === undefined ? undefined : following}</p>`;
}

/** The roles are explicit, because on a phone the layout hides the structure of the table from screen readers. */
function table({ objects }: Pick<Bucket, 'name' | 'objects'>, keys: readonly string[]): Html {
  return html`<table role="table" aria-labelledby="objects-title">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Key</th><th role="columnheader" scope="col">Size</th><th role="columnheader" scope="col">Last modified</th></tr></thead>
<tbody role="rowgroup">${keys.map((key) => row(key, objects))}</tbody>
</table>`;
}

function row(key: string, { index }: Bucket['objects']): Html {
  const { size = 0, lastModified = 0 } = index.get(key) ?? {};
  return html`<tr role="row"><th role="rowheader" scope="row"><bdi>${visible(key)}</bdi></th><td role="cell">${formatSize(size)}</td><td role="cell">${formatTime(lastModified)}</td></tr>`;
}
