/** Objects: reading, writing, conditions, tags, parts, listings, owners. */
import type { RawAnswer } from '../../sandbox/signer.ts';
import { asked, askedByAll, type ParityCase, verdict } from './parity-case.ts';
import { type Asker, element, type World } from './world.ts';

const object = (key: string) => `/{bucket}/${key}`;
const keysIn = ({ body }: RawAnswer) => [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);
const headersOf =
  (...names: string[]) =>
  ({ status, headers }: RawAnswer) =>
    status >= 400 ? {} : Object.fromEntries(names.map((name) => [name, headers[name] ?? null]));

const put = (key: string, as: Asker, more: { headers?: Record<string, string>; body?: string } = {}) =>
  asked(`${as} puts ${key}${more.headers ? ` with ${JSON.stringify(more.headers)}` : ''}`, {
    as,
    method: 'PUT',
    path: object(key),
    body: 'content',
    ...more,
  });

const get = (key: string, headers: Record<string, string> = {}, method = 'GET') =>
  asked(
    `${method} ${key} with ${JSON.stringify(headers)}`,
    { as: 'owner', method, path: object(key), headers },
    headersOf('etag', 'content-range', 'content-length', 'accept-ranges'),
  );

/** Of 'content'. */
const ETAG = '9a0364b9e99bb480dd25e1f0284c8555';
const FUTURE = 'Fri, 01 Jan 2100 00:00:00 GMT';
const PAST = 'Sat, 01 Jan 2000 00:00:00 GMT';

const tagging = (pairs: readonly (readonly [string, string])[]) =>
  `<Tagging><TagSet>${pairs.map(([k, v]) => `<Tag><Key>${k}</Key><Value>${v}</Value></Tag>`).join('')}</TagSet></Tagging>`;
const tagsIn = ({ body }: RawAnswer) =>
  [...body.matchAll(/<Key>(.*?)<\/Key><Value>(.*?)<\/Value>/g)].map(([, k, v]) => `${k}=${v}`);

async function begin(world: World, as: Asker, key: string, headers = {}): Promise<string> {
  const answer = await world.ask({ as, method: 'POST', path: object(key), query: { uploads: '' }, headers });
  return element(answer.body, 'UploadId');
}

const completion = (parts: readonly (readonly [number, string])[]) =>
  `<CompleteMultipartUpload>${parts.map(([n, tag]) => `<Part><PartNumber>${n}</PartNumber><ETag>${tag}</ETag></Part>`).join('')}</CompleteMultipartUpload>`;

interface Trial {
  world: World;
  as: Asker;
  key: string;
  id: string;
}

const part = ({ world, as, key, id }: Trial, number: number | string, body: string | Buffer = 'part') =>
  world.ask({
    as,
    method: 'PUT',
    path: object(key),
    query: { partNumber: String(number), uploadId: id },
    body,
  });
const complete = (
  { world, as, key, id }: Trial,
  parts: readonly (readonly [number, string])[],
  headers: Record<string, string> = {},
) =>
  world.ask({
    as,
    method: 'POST',
    path: object(key),
    query: { uploadId: id },
    body: completion(parts),
    headers,
  });
const etagOf = ({ headers }: RawAnswer) => String(headers.etag ?? '');

function multipart(
  name: string,
  observe: (trial: Trial) => Promise<unknown>,
  as: Asker = 'owner',
): ParityCase {
  return {
    name,
    observe: async (world) => {
      const key = `parts-${name.replace(/[^a-z]+/gi, '-')}`;
      return observe({ world, as, key, id: await begin(world, as, key) });
    },
  };
}

const MULTIPART: readonly ParityCase[] = [
  multipart('a multipart upload, completed twice', async (trial) => {
    const sent = await part(trial, 1);
    const parts = [[1, etagOf(sent)]] as const;
    const first = await complete(trial, parts);
    const again = await complete(trial, parts);
    const head = await trial.world.ask({ as: 'owner', method: 'HEAD', path: object(trial.key) });
    return [etagOf(sent), verdict(first), verdict(again), etagOf(head), element(first.body, 'Key')];
  }),
  multipart('a multipart upload whose object is copied onto itself with other headers', async (trial) => {
    const { world, key } = trial;
    const path = object(key);
    await complete(trial, [[1, etagOf(await part(trial, 1))]]);
    const tags = { query: { tagging: '' } };
    await world.ask({ as: 'owner', method: 'PUT', path, ...tags, body: tagging([['a', 'b']]) });
    const directives = { 'x-amz-metadata-directive': 'REPLACE', 'x-amz-tagging-directive': 'COPY' };
    const headers = { 'x-amz-copy-source': world.fill(path), 'cache-control': 'no-cache', ...directives };
    const copied = await world.ask({ as: 'owner', method: 'PUT', path, headers });
    const head = await world.ask({ as: 'owner', method: 'HEAD', path });
    const left = await world.ask({ as: 'owner', method: 'GET', path, ...tags });
    return [verdict(copied), etagOf(head), head.headers['cache-control'], tagsIn(left)];
  }),
  multipart('a multipart upload completed the second time with another part list', async (trial) => {
    const sent = await part(trial, 1);
    await complete(trial, [[1, etagOf(sent)]]);
    return verdict(await complete(trial, [[2, etagOf(sent)]]));
  }),
  multipart('a completion without parts, with a missing part, a wrong ETag, a small part', async (trial) => {
    const first = etagOf(await part(trial, 1));
    const second = etagOf(await part(trial, 2));
    return [
      verdict(await complete(trial, [])),
      verdict(await complete(trial, [[3, first]])),
      verdict(await complete(trial, [[1, '0123456789abcdef0123456789abcdef']])),
      verdict(
        await complete(trial, [
          [2, second],
          [1, first],
        ]),
      ),
      verdict(
        await complete(trial, [
          [1, first],
          [2, second],
        ]),
      ),
    ];
  }),
  multipart('a completion that is not XML, and one with another root', async ({ world, as, key, id }) => {
    const ask = { as, method: 'POST', path: object(key), query: { uploadId: id } };
    return [
      verdict(await world.ask({ ...ask, body: 'malformed' })),
      verdict(await world.ask({ ...ask, body: '<Other/>' })),
      verdict(await world.ask({ ...ask, body: '' })),
    ];
  }),
  multipart('If-None-Match on a completion over an existing object', async (trial) => {
    await trial.world.ask({ as: 'owner', method: 'PUT', path: object(trial.key), body: 'before' });
    const sent = await part(trial, 1);
    return verdict(await complete(trial, [[1, etagOf(sent)]], { 'if-none-match': '*' }));
  }),
  multipart('part numbers 0, 10000, 10001 and x', async (trial) => [
    verdict(await part(trial, 0)),
    verdict(await part(trial, 10_000)),
    verdict(await part(trial, 10_001)),
    verdict(await part(trial, 'x')),
  ]),
  multipart('two aborts, then a part, a list and a completion', async (trial) => {
    const { world, as, key, id } = trial;
    const ask = { as, path: object(key), query: { uploadId: id } };
    return [
      verdict(await world.ask({ ...ask, method: 'DELETE' })),
      verdict(await world.ask({ ...ask, method: 'DELETE' })),
      verdict(await part(trial, 1)),
      verdict(await world.ask({ ...ask, method: 'GET' })),
      verdict(await complete(trial, [[1, 'x']])),
    ];
  }),
  multipart('ListParts, by everybody', async ({ world, key, id }) => {
    const who = ['owner', 'session', 'wide', 'narrow', 'service', 'otherOwner', 'anonymous'] as const;
    const ask = { method: 'GET', path: object(key), query: { uploadId: id } };
    const verdicts: string[] = [];
    for (const as of who) verdicts.push(`${as} ${verdict(await world.ask({ ...ask, as }))}`);
    return verdicts;
  }),
  multipart('an upload of a session: parts, list and abort by everybody', async ({ world, key }) => {
    const verdicts: string[] = [];
    for (const as of ['session', 'wide', 'narrow', 'writer', 'owner', 'otherOwner'] as const) {
      const id = await begin(world, 'session', key);
      const ask = { as, path: object(key), query: { uploadId: id } };
      const sent = await part({ world, as, key, id }, 1);
      const listed = await world.ask({ ...ask, method: 'GET' });
      const aborted = await world.ask({ ...ask, method: 'DELETE' });
      verdicts.push(`${as} ${verdict(sent)} / ${verdict(listed)} / ${verdict(aborted)}`);
    }
    return verdicts;
  }),
  multipart('UploadPartCopy, by everybody', async ({ world, key, id }) => {
    const verdicts: string[] = [];
    const query = { partNumber: '1', uploadId: id };
    const headers = { 'x-amz-copy-source': world.fill('/{bucket}/source') };
    for (const as of ['owner', 'session', 'wide', 'narrow', 'service', 'otherOwner'] as const) {
      const copied = await world.ask({ as, method: 'PUT', path: object(key), query, headers });
      verdicts.push(`${as} ${verdict(copied)}`);
    }
    return verdicts;
  }),
  {
    name: 'tags given to CreateMultipartUpload',
    observe: async (world) => {
      const key = 'tagged-parts';
      const id = await begin(world, 'owner', key, { 'x-amz-tagging': 'a=b' });
      const trial = { world, as: 'owner', key, id } as const;
      await complete(trial, [[1, etagOf(await part(trial, 1))]]);
      const ask = { as: 'owner', method: 'GET', path: object(key), query: { tagging: '' } } as const;
      return tagsIn(await world.ask(ask));
    },
  },
];

const CONDITIONS: readonly ParityCase[] = [
  put('conditional', 'owner'),
  put('conditional', 'owner', { headers: { 'if-none-match': '*' } }),
  put('conditional', 'owner', { headers: { 'if-none-match': `"${ETAG}"` } }),
  put('conditional', 'owner', { headers: { 'if-none-match': ETAG } }),
  put('conditional', 'owner', { headers: { 'if-none-match': '"0123"' } }),
  put('conditional', 'owner', { headers: { 'if-none-match': '"0123", "4567"' } }),
  put('conditional', 'owner', { headers: { 'if-match': ETAG } }),
  put('conditional', 'owner', { headers: { 'if-match': `"${ETAG}"` } }),
  put('conditional', 'owner', { headers: { 'if-match': '"0123"' } }),
  put('conditional', 'owner', { headers: { 'if-match': '*' } }),
  put('absent-1', 'owner', { headers: { 'if-match': ETAG } }),
  put('absent-2', 'owner', { headers: { 'if-match': '*' } }),
  put('absent-3', 'owner', { headers: { 'if-none-match': '"0123"' } }),
  put('absent-4', 'owner', { headers: { 'if-none-match': '*' } }),
  asked('DELETE with an If-Match that does not match', {
    as: 'owner',
    method: 'DELETE',
    path: object('absent-4'),
    headers: { 'if-match': '"0123"' },
  }),
  asked('HEAD after that', { as: 'owner', method: 'HEAD', path: object('absent-4') }),
  asked('DELETE of a missing object, with If-Match', {
    as: 'owner',
    method: 'DELETE',
    path: object('absent-4'),
    headers: { 'if-match': '"0123"' },
  }),
  ...['GET', 'HEAD'].flatMap((method) => [
    get('conditional', { 'if-none-match': `"${ETAG}"` }, method),
    get('conditional', { 'if-none-match': ETAG }, method),
    get('conditional', { 'if-none-match': '*' }, method),
    get('conditional', { 'if-none-match': '"0123"' }, method),
    get('conditional', { 'if-match': `"${ETAG}"` }, method),
    get('conditional', { 'if-match': ETAG }, method),
    get('conditional', { 'if-match': '"0123"' }, method),
    get('conditional', { 'if-match': '*' }, method),
    get('conditional', { 'if-modified-since': FUTURE }, method),
    get('conditional', { 'if-modified-since': PAST }, method),
    get('conditional', { 'if-modified-since': 'rubbish' }, method),
    get('conditional', { 'if-unmodified-since': PAST }, method),
    get('conditional', { 'if-unmodified-since': FUTURE }, method),
    get('conditional', { 'if-unmodified-since': PAST, 'if-match': `"${ETAG}"` }, method),
    get('conditional', { 'if-modified-since': FUTURE, 'if-none-match': '"0123"' }, method),
  ]),
];

const RANGES: readonly ParityCase[] = [
  'bytes=0-0',
  'bytes=0-',
  'bytes=2-4',
  'bytes=-3',
  'bytes=-100',
  'bytes=-0',
  'bytes=5-100',
  'bytes=7-',
  'bytes=100-200',
  'bytes=4-2',
  'bytes=0-1,3-4',
  'rubbish',
].map((range) => get('conditional', { range }));

const TAGS: readonly ParityCase[] = [
  put('tagged', 'owner', { headers: { 'x-amz-tagging': 'b=2&a=1&c=3' } }),
  asked('its tags', { as: 'owner', method: 'GET', path: object('tagged'), query: { tagging: '' } }, tagsIn),
  ...Object.entries({
    'in no order': tagging([
      ['z', '1'],
      ['y', '2'],
      ['x', '3'],
    ]),
    'of none': tagging([]),
    'of eleven': tagging(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'] as const)),
    'with a repeated key': tagging([
      ['a', '1'],
      ['a', '2'],
    ]),
    'with an empty key': tagging([['', '1']]),
    'with a key of 129 characters': tagging([['k'.repeat(129), '1']]),
    'with a value of 257 characters': tagging([['k', 'v'.repeat(257)]]),
    'without TagSet': '<Tagging/>',
    'with another root': '<Other/>',
    'that are not XML': 'malformed',
    'that are empty': '',
  }).map(([name, body]) =>
    asked(`PutObjectTagging with tags ${name}`, {
      as: 'owner',
      method: 'PUT',
      path: object('tagged'),
      query: { tagging: '' },
      body,
    }),
  ),
  asked(
    'tags after that',
    { as: 'owner', method: 'GET', path: object('tagged'), query: { tagging: '' } },
    tagsIn,
  ),
  put('tagged-too-much', 'owner', {
    headers: { 'x-amz-tagging': Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&') },
  }),
  put('tagged-twice', 'owner', { headers: { 'x-amz-tagging': 'a=1&a=2' } }),
  asked('tags of a missing object', {
    as: 'owner',
    method: 'GET',
    path: object('none'),
    query: { tagging: '' },
  }),
  asked('DeleteObjectTagging', {
    as: 'owner',
    method: 'DELETE',
    path: object('tagged'),
    query: { tagging: '' },
  }),
  asked('DeleteObjectTagging of a missing object', {
    as: 'owner',
    method: 'DELETE',
    path: object('none'),
    query: { tagging: '' },
  }),
  asked('PutObjectTagging of a missing object', {
    as: 'owner',
    method: 'PUT',
    path: object('none'),
    query: { tagging: '' },
    body: tagging([['a', '1']]),
  }),
];

const listing = (name: string, query: Record<string, string>, look = keysIn as (a: RawAnswer) => unknown) =>
  asked(`a listing ${name}`, { as: 'otherOwner', method: 'GET', path: '/{other}', query }, look);
const pageOf = (answer: RawAnswer) => [
  keysIn(answer),
  [...answer.body.matchAll(/<CommonPrefixes><Prefix>(.*?)<\/Prefix>/g)].map(([, prefix]) => prefix),
  element(answer.body, 'IsTruncated'),
  element(answer.body, 'MaxKeys'),
  element(answer.body, 'KeyCount'),
];

const LISTINGS: readonly ParityCase[] = [
  ...['a/1', 'a/2', 'b', 'c/d/e', 'z'].map((key) =>
    asked(`putting ${key}`, { as: 'otherOwner', method: 'PUT', path: `/{other}/${key}`, body: 'x' }),
  ),
  listing('of all', {}, pageOf),
  listing('of all, version 2', { 'list-type': '2' }, pageOf),
  listing('with a delimiter', { delimiter: '/' }, pageOf),
  listing('with a delimiter, version 2', { 'list-type': '2', delimiter: '/' }, pageOf),
  listing('with a prefix', { prefix: 'a/' }, pageOf),
  listing('of two', { 'max-keys': '2' }, pageOf),
  listing('of none', { 'max-keys': '0' }, pageOf),
  listing('of none, version 2', { 'list-type': '2', 'max-keys': '0' }, pageOf),
  listing('of 5000', { 'max-keys': '5000' }, pageOf),
  listing('of -1', { 'max-keys': '-1' }),
  listing('of x', { 'max-keys': 'x' }),
  listing('with an empty max-keys', { 'max-keys': '' }),
  listing('after a marker', { marker: 'b' }, pageOf),
  listing('after a key, version 2', { 'list-type': '2', 'start-after': 'b' }, pageOf),
  listing('after a token of the client’s own', { 'list-type': '2', 'continuation-token': 'b' }, pageOf),
  listing('after an empty token', { 'list-type': '2', 'continuation-token': '' }, pageOf),
  listing(
    'after a token and a key',
    { 'list-type': '2', 'continuation-token': 'a/2', 'start-after': 'c' },
    pageOf,
  ),
  listing('with encoding-type url', { 'encoding-type': 'url', prefix: 'a/' }, (a) => [
    keysIn(a),
    element(a.body, 'Prefix'),
  ]),
  listing('with another encoding-type', { 'encoding-type': 'rubbish' }),
  listing('with list-type 3', { 'list-type': '3' }),
  {
    name: 'two pages by the server’s own token',
    observe: async (world) => {
      const ask = { as: 'otherOwner', method: 'GET', path: '/{other}' } as const;
      const first = await world.ask({ ...ask, query: { 'list-type': '2', 'max-keys': '2' } });
      const token = element(first.body, 'NextContinuationToken');
      const second = await world.ask({ ...ask, query: { 'list-type': '2', 'continuation-token': token } });
      return [keysIn(first), keysIn(second)];
    },
  },
  askedByAll('a listing of uploads', { method: 'GET', path: '/{bucket}', query: { uploads: '' } }),
  askedByAll('a listing of uploads with a prefix', {
    method: 'GET',
    path: '/{bucket}',
    query: { uploads: '', prefix: 'a/' },
  }),
];

const READERS: readonly Asker[] = [
  'owner',
  'session',
  'wide',
  'narrow',
  'writer',
  'service',
  'otherOwner',
  'anonymous',
];

/** An object that each kind of key uploads with each canned ACL, and who may then read and tag it and read its ACL. */
const OWNERS: readonly ParityCase[] = (['owner', 'session', 'narrow'] as const).flatMap((as) =>
  [
    undefined,
    'private',
    'public-read',
    'public-read-write',
    'authenticated-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
  ].flatMap((acl): ParityCase[] => {
    const key = `of-${as}-${acl ?? 'no-acl'}`;
    return [
      put(key, as, acl === undefined ? {} : { headers: { 'x-amz-acl': acl } }),
      askedByAll(`GET ${key}`, { method: 'GET', path: object(key) }, READERS),
      askedByAll(`ACL of ${key}`, { method: 'GET', path: object(key), query: { acl: '' } }, READERS),
      askedByAll(`tags of ${key}`, { method: 'GET', path: object(key), query: { tagging: '' } }, READERS),
    ];
  }),
);

const put2 = (name: string, headers: Record<string, string>, body = 'content') =>
  asked(`PUT ${name}`, { as: 'owner', method: 'PUT', path: object('odd'), headers, body });

const WRITES: readonly ParityCase[] = [
  put2('with an unknown canned ACL', { 'x-amz-acl': 'rubbish' }),
  put2('with a storage class', { 'x-amz-storage-class': 'STANDARD' }),
  put2('with an unknown storage class', { 'x-amz-storage-class': 'RUBBISH' }),
  put2('with 3 KB of metadata', { 'x-amz-meta-a': 'x'.repeat(3000) }),
  put2('with a good Content-MD5', { 'content-md5': Buffer.from(ETAG, 'hex').toString('base64') }),
  put2('with the Content-MD5 of something else', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }),
  put2('with an invalid Content-MD5', { 'content-md5': 'x' }),
  put2('with a wrong x-amz-checksum-crc32', { 'x-amz-checksum-crc32': 'AAAAAA==' }),
  put2('with AES256', { 'x-amz-server-side-encryption': 'AES256' }),
  put2('with a redirect', { 'x-amz-website-redirect-location': '/x' }),
  put2('with an object lock', { 'x-amz-object-lock-mode': 'GOVERNANCE' }),
  put2('with a grant', { 'x-amz-grant-read': 'id=nobody' }),
  asked('GET of a missing object', { as: 'owner', method: 'GET', path: object('none') }),
  askedByAll('GET of a missing object', { method: 'GET', path: object('none') }),
  askedByAll('HEAD of a missing object', { method: 'HEAD', path: object('none') }),
  askedByAll('ACL of a missing object', { method: 'GET', path: object('none'), query: { acl: '' } }),
  askedByAll('DELETE of a missing object', { method: 'DELETE', path: object('none') }),
  askedByAll('DELETE of its version null', {
    method: 'DELETE',
    path: object('none'),
    query: { versionId: 'null' },
  }),
  askedByAll('PUT', { method: 'PUT', path: object('by-all'), body: 'x' }),
  asked('a key of 1025 bytes', { as: 'owner', method: 'PUT', path: object('k'.repeat(1025)), body: 'x' }),
  asked('a GET of such a key', { as: 'owner', method: 'GET', path: object('k'.repeat(1025)) }),
  asked('an invalid versionId', {
    as: 'owner',
    method: 'GET',
    path: object('odd'),
    query: { versionId: 'rubbish' },
  }),
  asked('the versionId null', {
    as: 'owner',
    method: 'GET',
    path: object('odd'),
    query: { versionId: 'null' },
  }),
  asked(
    'GET with response-content-type',
    {
      as: 'owner',
      method: 'GET',
      path: object('odd'),
      query: { 'response-content-type': 'text/x' },
    },
    headersOf('content-type'),
  ),
];

const copy = (
  name: string,
  as: Asker,
  source: string,
  headers: Record<string, string> = {},
  key = 'copied',
) =>
  ({
    name: `copy ${name}`,
    observe: async (world: World) =>
      verdict(
        await world.ask({
          as,
          method: 'PUT',
          path: object(key),
          headers: { 'x-amz-copy-source': world.fill(source), ...headers },
        }),
      ),
  }) satisfies ParityCase;

const COPIES: readonly ParityCase[] = [
  put('source', 'owner'),
  copy('of an object', 'owner', '/{bucket}/source'),
  copy('without a slash', 'owner', '{bucket}/source'),
  copy('of a missing object', 'owner', '/{bucket}/none'),
  copy('from a missing bucket', 'owner', '/no-such-bucket-here/x'),
  copy('from someone else’s bucket', 'owner', '/{other}/b'),
  copy('of an invalid source', 'owner', 'rubbish'),
  copy('onto itself', 'owner', '/{bucket}/source', {}, 'source'),
  copy(
    'onto itself with REPLACE',
    'owner',
    '/{bucket}/source',
    { 'x-amz-metadata-directive': 'REPLACE' },
    'source',
  ),
  copy('with an invalid directive', 'owner', '/{bucket}/source', { 'x-amz-metadata-directive': 'RUBBISH' }),
  copy('with a condition that holds', 'owner', '/{bucket}/source', { 'x-amz-copy-source-if-match': ETAG }),
  copy('with a condition that does not hold', 'owner', '/{bucket}/source', {
    'x-amz-copy-source-if-match': '"0123"',
  }),
  copy('by a session', 'session', '/{bucket}/source'),
  copy('by a wide session', 'wide', '/{bucket}/source'),
  copy('by a narrow session', 'narrow', '/{bucket}/source'),
  copy('by a session that may only write', 'writer', '/{bucket}/source'),
  copy('by a session from another bucket', 'session', '/{other}/b'),
  copy('by the service key', 'service', '/{bucket}/source'),
];

const deletion = (...keys: string[]) =>
  `<Delete>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('')}</Delete>`;

/** Each requester deletes the same keys in one request. */
const DELETIONS: readonly ParityCase[] = [
  ...(['owner', 'session', 'wide', 'narrow', 'writer', 'service', 'otherOwner', 'anonymous'] as const).map(
    (as) =>
      asked(
        `DeleteObjects by ${as}`,
        { as, method: 'POST', path: '/{bucket}', query: { delete: '' }, body: deletion('del-1', 'del/2') },
        ({ body }) =>
          [...body.matchAll(/<(Deleted|Error)>.*?<Key>(.*?)<\/Key>.*?<\/\1>/gs)].map(([whole, kind, key]) => [
            kind,
            key,
            element(whole, 'Code'),
          ]),
      ),
  ),
  ...Object.entries({
    'that are not XML': 'malformed',
    'with another root': '<Other/>',
    'without keys': '<Delete/>',
    'with an empty key': deletion(''),
    'that are empty': '',
  }).map(([name, body]) =>
    asked(`DeleteObjects ${name}`, {
      as: 'owner',
      method: 'POST',
      path: '/{bucket}',
      query: { delete: '' },
      body,
    }),
  ),
];

export const objectCases: readonly ParityCase[] = [
  ...CONDITIONS,
  ...RANGES,
  ...TAGS,
  ...WRITES,
  ...OWNERS,
  ...COPIES,
  ...LISTINGS,
  ...MULTIPART,
  ...DELETIONS,
];
