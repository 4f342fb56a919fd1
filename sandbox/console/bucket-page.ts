import type { Bucket } from '../s3/call.ts';
import { type ConsoleServices, listKeys, placeOf } from './actions.ts';
import { totalSize } from './buckets-page.ts';
import { countOf, formatSize, formatTime } from './format.ts';
import { type Html, html } from './html.ts';
import { keySection } from './key-section.ts';
import { keylessSection } from './keyless-section.ts';
import { copyRow, renderDocument } from './layout.ts';
import { objectSection } from './object-section.ts';
import { sessionSection } from './session-section.ts';

/** The sections of a bucket's page that can show a result. Except for the top, their names are also the anchors. */
export type Section = 'top' | 'temporary-credentials' | 'service-credentials' | 'access-keys';

/** The result of an action, shown on the page. */
export interface News {
  readonly section: Section;
  readonly content: Html;
}

export interface BucketView {
  readonly services: ConsoleServices;
  readonly bucket: Bucket;
  /** For the page's forms. It is valid for the first one that is sent. */
  readonly formToken: string;
  /** Shows the objects after this key. */
  readonly after: string;
  readonly news: News | undefined;
}

/** The page of a bucket: credentials, keys and objects. */
export function renderBucket(view: BucketView): string {
  const { services, bucket } = view;
  const { name, createdAt, objects } = bucket;
  const place = placeOf(services, name);
  const newsOf = (section: Section) => (view.news?.section === section ? view.news.content : undefined);
  const keys = (kind: 'service' | 'permanent', section: Section) =>
    keySection({
      kind,
      bucket: name,
      keys: listKeys(services, kind, name),
      formToken: view.formToken,
      news: newsOf(section),
    });
  const keyless = keylessSection(services, name);
  return renderDocument({
    title: name,
    trail: html`<a href="/">Buckets</a> <span aria-hidden="true">/</span> <span aria-current="page">${name}</span>`,
    main: html`<h1>${name}</h1>
<p class="lead">${countOf(objects.index.keys.length, 'object')}, ${formatSize(totalSize(objects))}, created ${formatTime(createdAt)}</p>
${newsOf('top')}
<dl class="rows card">
${copyRow('endpoint', 'Endpoint', place.endpoint)}
${copyRow('region', 'Region', place.region)}
${copyRow('role', 'Role ARN', place.roleArn)}
</dl>
<nav class="sections" aria-label="On this page"><ul>
<li><a href="#temporary-credentials">Temporary credentials</a></li>
<li><a href="#service-credentials">Programmatic access</a></li>
<li><a href="#access-keys">Access keys</a></li>
${keyless && html`<li><a href="#keyless">Keyless access</a></li>`}
<li><a href="#objects">Objects</a></li>
</ul></nav>
${sessionSection(name, view.formToken, newsOf('temporary-credentials'))}
${keys('service', 'service-credentials')}
${keys('permanent', 'access-keys')}
${keyless}
${objectSection(bucket, view.after)}`,
  });
}
