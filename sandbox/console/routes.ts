import type { KeyKind } from '../key-store.ts';
import {
  type ConsoleServices,
  createKey,
  findBucket,
  generateCredentials,
  listKeys,
  mintIdToken,
  placeOf,
  relabelKey,
  revokeKey,
} from './actions.ts';
import { type News, renderBucket, type Section } from './bucket-page.ts';
import { renderBuckets } from './buckets-page.ts';
import { ConsoleError } from './console-error.ts';
import { html } from './html.ts';
import { keyNews, slugOf } from './key-section.ts';
import type { ConsoleRequest } from './request.ts';
import { sessionNews } from './session-section.ts';

/** An answer in both formats. */
export interface Answer {
  readonly json: unknown;
  /** A whole page, or where to redirect to. */
  readonly page: () => string | { readonly location: string };
}

interface Call {
  readonly request: ConsoleRequest;
  readonly services: ConsoleServices;
  /** For the forms of the page in the answer. */
  readonly formToken: () => string;
}

/** The messages that a page can show after a redirect, by the word in its address. */
const NOTICES: Readonly<Record<string, { section: Section; good: boolean; sentence: string }>> = {
  'service-credential-revoked': {
    section: 'service-credentials',
    good: true,
    sentence: 'Revoked. The credential gets no new sessions. Current sessions last until they expire.',
  },
  'access-key-revoked': {
    section: 'access-keys',
    good: true,
    sentence: 'Revoked. The key is refused from now on.',
  },
  'service-credential-labelled': {
    section: 'service-credentials',
    good: true,
    sentence: 'The label is saved.',
  },
  'access-key-labelled': { section: 'access-keys', good: true, sentence: 'The label is saved.' },
  'sent-before': {
    section: 'top',
    good: false,
    sentence:
      'This form was already sent. Nothing was done a second time, and what was shown once is not shown again.',
  },
};

/**
 * Answers a request that was accepted.
 * @throws ConsoleError
 */
export async function answerConsole(call: Call): Promise<Answer> {
  const { method, path } = call.request;
  if (path === '/') return onlyGet(method, () => showBuckets(call));
  if (path === '/id-tokens') return answerIdTokens(call);
  const [, name, collection, accessKey, action] =
    /^\/buckets\/([^/]+)(?:\/([a-z-]+)(?:\/([^/]+)\/(label|revoke))?)?$/.exec(path) ?? [];
  if (name === undefined) throw new ConsoleError(404, 'There is no such page.');
  findBucket(call.services, name);
  if (collection === undefined) return onlyGet(method, () => showBucket(call, name));
  if (collection === 'sessions' && action === undefined) return answerSessions(call, name);
  const kind = (['service', 'permanent'] as const).find((candidate) => slugOf(candidate) === collection);
  if (kind === undefined) throw new ConsoleError(404, 'There is no such page.');
  if (accessKey === undefined) return answerKeys(call, name, kind);
  if (method !== 'POST') return leadTo(name);
  return action === 'label'
    ? label(call, { kind, bucket: name, accessKey })
    : revoke(call, { kind, bucket: name, accessKey });
}

/** The redirect after a form that was already sent. */
export function sentBefore(path: string): string {
  const bucket = /^\/buckets\/([a-z0-9.-]+)/.exec(path)?.[1];
  return bucket === undefined ? '/' : `/buckets/${bucket}?notice=sent-before`;
}

function onlyGet(method: string, answer: () => Answer): Answer {
  if (method === 'GET') return answer();
  throw new ConsoleError(405, 'This page can only be read.');
}

/** A form's address, opened in the address bar, shows the page with the form. */
function leadTo(bucket: string): Answer {
  return { json: { bucket }, page: () => ({ location: `/buckets/${bucket}` }) };
}

function showBuckets({ services }: Call): Answer {
  const { endpoint, region, buckets } = services;
  const places = [...buckets.keys()].map((name) => placeOf(services, name));
  return {
    json: { endpoint, region, buckets: places.map(({ bucket, roleArn }) => ({ bucket, roleArn })) },
    page: () => renderBuckets(services),
  };
}

function showBucket(call: Call, name: string): Answer {
  const { query } = call.request;
  const notice = Object.hasOwn(NOTICES, query.get('notice') ?? '')
    ? NOTICES[query.get('notice') ?? '']
    : undefined;
  const news = notice && {
    section: notice.section,
    content: html`<p class="notice ${notice.good ? 'good' : ''}" role="status" tabindex="-1" autofocus data-news>${notice.sentence}</p>`,
  };
  return { json: placeOf(call.services, name), page: () => bucketPage(call, name, news) };
}

function bucketPage({ request, services, formToken }: Call, name: string, news: News | undefined): string {
  return renderBucket({
    services,
    bucket: findBucket(services, name),
    formToken: formToken(),
    after: request.query.get('after') ?? '',
    news,
  });
}

/** Only for programs. A browser is sent to the list of buckets. */
function answerIdTokens({ request, services }: Call): Answer {
  if (request.method !== 'POST') throw new ConsoleError(405, 'Send POST to get an identity token.');
  const { fields } = request;
  const idToken = mintIdToken(services, fields.get('job') ?? '', fields.get('audience') ?? '');
  return { json: { idToken }, page: () => ({ location: '/' }) };
}

function answerSessions(call: Call, name: string): Answer {
  const { request, services } = call;
  if (request.method !== 'POST') return leadTo(name);
  const seconds = Number(request.fields.get('durationSeconds'));
  const place = placeOf(services, name);
  const credentials = generateCredentials(services, name, seconds);
  const { bucket, endpoint, region } = place;
  return {
    json: { ...credentials, bucket, endpoint, region },
    page: () =>
      bucketPage(call, name, {
        section: 'temporary-credentials',
        content: sessionNews(place, credentials, seconds),
      }),
  };
}

async function answerKeys(call: Call, name: string, kind: KeyKind): Promise<Answer> {
  const { request, services } = call;
  if (request.method !== 'POST') return { ...leadTo(name), json: { keys: listKeys(services, kind, name) } };
  const place = placeOf(services, name);
  const created = await createKey(services, kind, name, request.fields.get('label') ?? '');
  return {
    json: { ...place, ...created },
    page: () => bucketPage(call, name, { section: slugOf(kind), content: keyNews(kind, place, created) }),
  };
}

async function label({ request, services }: Call, key: Parameters<typeof relabelKey>[1]): Promise<Answer> {
  await relabelKey(services, key, request.fields.get('label') ?? '');
  return { json: { labelled: key.accessKey }, page: () => goBack(key.bucket, key.kind, 'labelled') };
}

async function revoke({ services }: Call, key: Parameters<typeof revokeKey>[1]): Promise<Answer> {
  await revokeKey(services, key);
  return { json: { revoked: key.accessKey }, page: () => goBack(key.bucket, key.kind, 'revoked') };
}

function goBack(bucket: string, kind: KeyKind, deed: 'labelled' | 'revoked'): { location: string } {
  const noun = kind === 'service' ? 'service-credential' : 'access-key';
  return { location: `/buckets/${bucket}?notice=${noun}-${deed}` };
}
