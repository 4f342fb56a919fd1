/** Whether the endpoint serves BUCKET.HOST. A proxy replaces the names, so that no resolver is needed. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { lookAtAddressing } from '../../src/check/addressing.ts';
import type { CheckLine } from '../../src/check/line.ts';

let server: Server | undefined;

afterEach(() => void server?.close());

const ERROR = (bucket: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code>${bucket}<RequestId>tx1</RequestId></Error>`;
const BY_NAME = ERROR('<BucketName>my-bucket</BucketName>');
const LISTED = '<?xml version="1.0"?><ListBucketResult><Name>my-bucket</Name></ListBucketResult>';
const ALL_BUCKETS =
  '<?xml version="1.0"?><ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>';

async function check(endpoint: string, body: string | undefined) {
  const asked: IncomingMessage[] = [];
  server = createServer((request, response) => {
    asked.push(request);
    if (body === undefined) response.destroy();
    else response.writeHead(403, { 'content-type': 'application/xml' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines: CheckLine[] = [];
  const place = {
    endpoint,
    region: 'eu-mad',
    bucket: 'my-bucket',
    connection: { environment: { HTTP_PROXY: proxy } },
    now: Date.now,
    randomId: () => 'x',
  };
  await lookAtAddressing(place, (line) => lines.push(line));
  return { lines, asked };
}

test.each([
  [
    'an RGW that knows the bucket by its host',
    BY_NAME,
    'my-bucket.s3.example.test:8000 is served, so every SDK',
  ],
  ['a public bucket', LISTED, 'is served'],
  [
    'a wildcard name before a server without the addressing',
    ALL_BUCKETS,
    'is not served (what answers there',
  ],
  ['another bucket', ERROR('<BucketName>other</BucketName>'), 'is not served'],
  ['a page', '<html>my-bucket</html>', 'is not served'],
  ['no answer', undefined, 'is not served ('],
])('%s', async (_, body, says) => {
  const { lines, asked } = await check('http://s3.example.test:8000', body);
  expect(lines).toMatchObject([{ name: 'addressing', status: 'ok' }]);
  expect(lines[0]?.detail).toContain(says);
  expect(asked[0]?.headers.host).toBe('my-bucket.s3.example.test:8000');
  expect(asked[0]?.url).toContain('/?list-type=2&max-keys=1');
});

test('the request has no signature, because a stranger may answer', async () => {
  const { asked } = await check('http://s3.example.test', BY_NAME);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers).not.toHaveProperty('authorization');
  expect(asked[0]?.headers).not.toHaveProperty('x-amz-security-token');
});

test.each(['http://127.0.0.1:9000', 'http://[::1]:9000'])(
  'nothing is requested from the address %s',
  async (endpoint) => {
    expect(await check(endpoint, BY_NAME)).toEqual({ lines: [], asked: [] });
  },
);
