import type { KeyKind } from '../key-store.ts';
import type { ConsoleKey, Place } from './actions.ts';
import { formatTime } from './format.ts';
import { type Html, html, visible } from './html.ts';
import { copyRow } from './layout.ts';
import { snippetList } from './snippet-list.ts';
import { type KeyPair, permanentSnippets, type Snippet, serviceSnippets } from './snippets.ts';

/** The differences between the two kinds of long-lived keys. */
interface Wording {
  /** In addresses and anchors. */
  readonly slug: 'service-credentials' | 'access-keys';
  readonly title: string;
  readonly about: string;
  readonly noun: string;
  readonly create: string;
  readonly example: string;
  readonly none: string;
  readonly created: string;
  readonly use: string;
  readonly snippets: (place: Place, keys: KeyPair) => Snippet[];
}

const WORDING: Readonly<Record<KeyKind, Wording>> = {
  service: {
    slug: 'service-credentials',
    title: 'Programmatic access (auto-refreshing)',
    about:
      'A service credential has no access to objects. It can only request sessions of this bucket, as often as needed, so ' +
      'jobs and services of any length can use sessions of one hour.',
    noun: 'service credential',
    create: 'Create service credential',
    example: 'For example: nightly backup',
    none: 'No service credential. Jobs that had one get no new sessions.',
    created: 'Your service credential',
    use: 'Use it',
    snippets: serviceSnippets,
  },
  permanent: {
    slug: 'access-keys',
    title: 'Access keys',
    about:
      'A permanent key for this bucket only, valid until you revoke it. Use it for integrations that cannot request ' +
      'sessions. Temporary credentials still work as well.',
    noun: 'access key',
    create: 'Create access key',
    example: 'For example: backups-restic',
    none: 'No access key.',
    created: 'Your access key',
    use: 'Use it',
    snippets: permanentSnippets,
  },
};

export function slugOf(kind: KeyKind): Wording['slug'] {
  return WORDING[kind].slug;
}

interface KeySection {
  readonly kind: KeyKind;
  readonly bucket: string;
  readonly keys: readonly ConsoleKey[];
  readonly formToken: string;
  readonly news: Html | undefined;
}

/** A bucket's keys of one kind, with forms to create, label and revoke them. */
export function keySection(section: KeySection): Html {
  const { kind, bucket, keys, formToken, news } = section;
  const { slug, title, about, create, example, none } = WORDING[kind];
  return html`<section id="${slug}" class="card" aria-labelledby="${slug}-title">
<h2 id="${slug}-title">${title}</h2>
<p>${about}</p>
${news}
<form method="post" action="/buckets/${bucket}/${slug}" class="line">
<input type="hidden" name="token" value="${formToken}">
<label for="${slug}-label">Label <span class="quiet">(optional)</span></label>
<input id="${slug}-label" name="label" maxlength="100" placeholder="${example}" autocomplete="off">
<button type="submit" class="primary">${create}</button>
</form>
${keys.length === 0 ? html`<p class="quiet">${none}</p>` : html`<ul class="keys">${keys.map((key) => describe(key, section))}</ul>`}
</section>`;
}

function describe(
  { accessKey, label, createdAt }: ConsoleKey,
  { kind, bucket, formToken }: KeySection,
): Html {
  const { slug, noun } = WORDING[kind];
  const path = `/buckets/${bucket}/${slug}/${accessKey}`;
  const token = html`<input type="hidden" name="token" value="${formToken}">`;
  return html`<li>
<div class="key"><code>${accessKey}</code><bdi class="label">${visible(label)}</bdi><span class="quiet">created ${formatTime(createdAt)}</span></div>
<details class="edit"><summary aria-label="Label of ${accessKey}">Label</summary>
<form method="post" action="${path}/label" class="line">${token}
<label for="label-${accessKey}">Label of ${accessKey}</label>
<input id="label-${accessKey}" name="label" maxlength="100" value="${label}" autocomplete="off">
<button type="submit">Save label</button></form>
</details>
<form method="post" action="${path}/revoke">${token}
<button type="submit" class="danger" aria-label="Revoke ${noun} ${accessKey}">Revoke</button></form>
</li>`;
}

/** Shows the secret of a new key, once. */
export function keyNews(kind: KeyKind, place: Place, keys: KeyPair): Html {
  const { created, use, snippets } = WORDING[kind];
  return html`<div class="news" role="region" aria-labelledby="created-title" tabindex="-1" autofocus data-news>
<h3 id="created-title">${created}</h3>
<p class="notice">Copy the secret now: it will not be shown again. If you lose it, revoke the key and create another one.</p>
<dl class="rows">
${copyRow('access-key-id', 'Access key ID', keys.accessKey)}
${copyRow('secret-access-key', 'Secret access key', keys.secretKey)}
${kind === 'service' ? copyRow('created-role', 'Role ARN', place.roleArn) : undefined}
${copyRow('created-bucket', 'Bucket', place.bucket)}
${copyRow('created-endpoint', 'Endpoint', place.endpoint)}
${copyRow('created-region', 'Region', place.region)}
</dl>
${snippetList(use, snippets(place, keys))}
</div>`;
}
