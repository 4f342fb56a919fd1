/** A bucket's configuration: who may read and change it, and the answers to invalid bodies. */
import type { RawAnswer } from '../../sandbox/signer.ts';
import { asked, askedByAll, type ParityCase, verdict } from './parity-case.ts';
import { element } from './world.ts';

/** The parts of a bucket's configuration in RGW 16, with the verbs for them. */
const CONFIGURATIONS: Record<string, readonly ('GET' | 'PUT' | 'DELETE')[]> = {
  acl: ['GET', 'PUT'],
  cors: ['GET', 'PUT', 'DELETE'],
  lifecycle: ['GET', 'PUT', 'DELETE'],
  location: ['GET'],
  logging: ['GET', 'PUT'],
  notification: ['GET', 'PUT', 'DELETE'],
  'object-lock': ['GET', 'PUT'],
  policy: ['GET', 'PUT', 'DELETE'],
  policyStatus: ['GET'],
  publicAccessBlock: ['GET', 'PUT', 'DELETE'],
  replication: ['GET', 'PUT', 'DELETE'],
  requestPayment: ['GET', 'PUT'],
  tagging: ['GET', 'PUT', 'DELETE'],
  versioning: ['GET', 'PUT'],
  versions: ['GET'],
  website: ['GET', 'PUT', 'DELETE'],
};

/** What RGW 16 does not support: it takes the request for one about the bucket itself. */
const UNKNOWN = [
  'accelerate',
  'analytics',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'metrics',
  'ownershipControls',
  'session',
];

const bucket = { path: '/{bucket}' };

const configured = Object.entries(CONFIGURATIONS).flatMap(([name, methods]) =>
  methods.flatMap((method): ParityCase[] => {
    const query = { [name]: '' };
    if (method !== 'PUT') return [askedByAll(`${method} ${name}`, { ...bucket, method, query })];
    return [
      askedByAll(`PUT ${name}, malformed`, { ...bucket, method, query, body: 'malformed' }),
      askedByAll(`PUT ${name}, with another root`, { ...bucket, method, query, body: '<Other/>' }),
      askedByAll(`PUT ${name}, empty`, { ...bucket, method, query }),
    ];
  }),
);

const unknown = UNKNOWN.flatMap((name): ParityCase[] =>
  (['GET', 'PUT', 'DELETE'] as const).map((method) =>
    askedByAll(`${method} ${name}`, { ...bucket, method, query: { [name]: '' } }),
  ),
);

const aclIn = ({ body }: RawAnswer) => [
  element(element(body, 'Owner'), 'ID').replace(/^.*-(owner|service)$/, '$1'),
  [...body.matchAll(/<Grant>.*?<\/Grant>/gs)].map(([grant]) => [
    element(grant, 'ID').replace(/^.*-(owner|service)$/, '$1'),
    element(grant, 'URI'),
    element(grant, 'Permission'),
  ]),
];

const cannedAcls: readonly ParityCase[] = [
  'public-read',
  'public-read-write',
  'authenticated-read',
  'private',
].flatMap((acl) => [
  asked(`the bucket’s ACL becomes ${acl}`, {
    as: 'owner',
    method: 'PUT',
    ...bucket,
    query: { acl: '' },
    headers: { 'x-amz-acl': acl },
  }),
  asked(`the bucket’s ACL, ${acl}`, { as: 'owner', method: 'GET', ...bucket, query: { acl: '' } }, aclIn),
  askedByAll(`listing under ${acl}`, { method: 'GET', ...bucket }),
  askedByAll(`putting under ${acl}`, { method: 'PUT', path: '/{bucket}/acl-put', body: 'x' }),
  askedByAll(`the ACL under ${acl}`, { method: 'GET', ...bucket, query: { acl: '' } }),
]);

const objectAcls: readonly ParityCase[] = [
  asked('an object to give ACLs to', { as: 'owner', method: 'PUT', path: '/{bucket}/acl-object', body: 'x' }),
  ...['public-read', 'bucket-owner-full-control', 'private'].flatMap((acl) => [
    asked(`its ACL becomes ${acl}`, {
      as: 'owner',
      method: 'PUT',
      path: '/{bucket}/acl-object',
      query: { acl: '' },
      headers: { 'x-amz-acl': acl },
    }),
    asked(
      `its ACL, ${acl}`,
      { as: 'owner', method: 'GET', path: '/{bucket}/acl-object', query: { acl: '' } },
      aclIn,
    ),
  ]),
  askedByAll('PUT of an object’s ACL, malformed', {
    method: 'PUT',
    path: '/{bucket}/acl-object',
    query: { acl: '' },
    body: 'malformed',
  }),
  askedByAll('PUT of the ACL of a missing object', {
    method: 'PUT',
    path: '/{bucket}/none',
    query: { acl: '' },
    headers: { 'x-amz-acl': 'private' },
  }),
];

const missing = ['GET', 'HEAD', 'PUT', 'DELETE', 'POST'].map((method) =>
  askedByAll(`${method} of an object in a missing bucket`, {
    method,
    path: '/no-such-bucket-here/key',
    ...(method === 'POST' ? { query: { uploads: '' } } : {}),
  }),
);

export const administrationCases: readonly ParityCase[] = [
  ...missing,
  askedByAll('GET of a missing bucket', { method: 'GET', path: '/no-such-bucket-here' }),
  askedByAll('HEAD of a missing bucket', { method: 'HEAD', path: '/no-such-bucket-here' }),
  askedByAll('policy of a missing bucket', {
    method: 'GET',
    path: '/no-such-bucket-here',
    query: { policy: '' },
  }),
  askedByAll('GET of the bucket', { ...bucket, method: 'GET' }),
  askedByAll('HEAD of the bucket', { ...bucket, method: 'HEAD' }),
  askedByAll('PUT of the bucket', { ...bucket, method: 'PUT' }),
  askedByAll('PUT of a bucket with a bad name', { method: 'PUT', path: '/a' }),
  askedByAll('DELETE of the bucket, which is not empty', { ...bucket, method: 'DELETE' }),
  askedByAll('GET of the service', { method: 'GET', path: '/' }),
  askedByAll('PUT of the service', { method: 'PUT', path: '/' }),
  askedByAll('DELETE of the service', { method: 'DELETE', path: '/' }),
  asked('the owner’s ListBuckets', { as: 'owner', method: 'GET', path: '/' }, ({ body }, world) => [
    [...body.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name === world.bucket),
    element(element(body, 'Owner'), 'ID') === world.ownerUser,
  ]),
  ...configured,
  asked(
    'the bucket’s policy comes back as it was put',
    { as: 'owner', method: 'GET', ...bucket, query: { policy: '' } },
    ({ body }, world) => body.replaceAll(world.bucket, 'BUCKET').replace(/<.*/s, ''),
  ),
  ...cannedAcls,
  ...objectAcls,
  askedByAll('retention of an object', {
    method: 'GET',
    path: '/{bucket}/acl-object',
    query: { retention: '' },
  }),
  askedByAll('legal hold of an object', {
    method: 'GET',
    path: '/{bucket}/acl-object',
    query: { 'legal-hold': '' },
  }),
  ...unknown,
  {
    name: 'the bucket still exists after all this',
    observe: async (world) => verdict(await world.ask({ as: 'owner', method: 'HEAD', path: '/{bucket}' })),
  },
];
