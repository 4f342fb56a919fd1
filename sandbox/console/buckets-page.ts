import type { ObjectStore } from '../object-store.ts';
import { type ConsoleServices, listKeys } from './actions.ts';
import { countOf, formatSize, formatTime } from './format.ts';
import { type Html, html } from './html.ts';
import { copyRow, renderDocument } from './layout.ts';

/** The list of buckets. */
export function renderBuckets(services: ConsoleServices): string {
  const { endpoint, region, buckets } = services;
  return renderDocument({
    title: 'Buckets',
    trail: html`<span aria-current="page">Buckets</span>`,
    main: html`<h1>Buckets</h1>
<p class="lead">Open a bucket to generate temporary credentials, to create a service credential or an access key, and to see
its objects.</p>
<dl class="rows card">${copyRow('endpoint', 'Endpoint', endpoint)}${copyRow('region', 'Region', region)}</dl>
<ul class="buckets">${[...buckets.values()].map((bucket) => describe(services, bucket))}</ul>`,
  });
}

function describe(
  services: ConsoleServices,
  { name, createdAt, objects }: { name: string; createdAt: string; objects: ObjectStore },
): Html {
  const credentials = listKeys(services, 'service', name).length;
  const keys = listKeys(services, 'permanent', name).length;
  return html`<li class="card">
<h2><a href="/buckets/${name}">${name}</a></h2>
<p>${countOf(objects.index.keys.length, 'object')}, ${formatSize(totalSize(objects))}</p>
<p class="quiet">${countOf(credentials, 'service credential')}, ${countOf(keys, 'access key')}, created ${formatTime(createdAt)}</p>
</li>`;
}

/** Bytes. */
export function totalSize({ index }: ObjectStore): number {
  return index.keys.reduce((sum, key) => sum + (index.get(key)?.size ?? 0), 0);
}
