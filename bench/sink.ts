import { createHash, type Hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerAssumeRole } from './answerer.ts';
import { serveAsThread } from './server-thread.ts';

interface Kept {
  readonly size: number;
  readonly etag: string;
  /** In pieces; only of what is to be downloaded. */
  readonly content: readonly Buffer[];
}

interface Begun {
  /** By number. */
  readonly parts: Map<number, Kept>;
}

/** Keys whose contents are kept, to be downloaded. */
const CONTENT_KEPT = /^\/[^/]+\/kept\//;

/**
 * An S3 that accepts everything without checks and keeps only sizes, so that only the client is measured. Below `kept/` it
 * keeps contents too. It returns the MD5 of small objects, which rclone compares.
 *
 * @param delayMs milliseconds before each answer
 */
async function startSink(delayMs: number): Promise<string> {
  const objects = new Map<string, Kept>();
  const uploads = new Map<string, Begun>();
  const server = createServer((request, response) => {
    void receive(request).then(async (received) => {
      if (delayMs > 0) await sleep(delayMs);
      answer(request, received, response, objects, uploads);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** Size in bytes from which no MD5 is computed, because it would cost the sink more than the client's own work. */
const LARGEST_DIGESTED = 1024 * 1024;

async function receive(request: IncomingMessage): Promise<Kept & { text: string }> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const digest: Hash | undefined = announced < LARGEST_DIGESTED ? createHash('md5') : undefined;
  const isKept = CONTENT_KEPT.test(request.url ?? '');
  const content: Buffer[] = [];
  let size = 0;
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    digest?.update(chunk);
    if (isKept) content.push(chunk);
    if (request.method === 'POST') text += chunk.toString('latin1');
  }
  return { size, etag: digest?.digest('hex') ?? 'f'.repeat(32), text, content };
}

function answer(
  { method = '', url = '', headers }: IncomingMessage,
  { text, ...received }: Kept & { text: string },
  response: ServerResponse,
  objects: Map<string, Kept>,
  uploads: Map<string, Begun>,
): void {
  const { pathname, searchParams } = new URL(url, 'http://sink');
  const upload = searchParams.get('uploadId');
  const xml = (body: string) => response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
  if (method === 'POST' && text.includes('Action=AssumeRole')) xml(answerAssumeRole());
  else if (method === 'POST' && upload === null) {
    const id = `u${uploads.size}`;
    uploads.set(id, { parts: new Map() });
    xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  } else if (method === 'POST') {
    const whole = complete(uploads.get(upload ?? ''));
    objects.set(pathname, whole);
    xml(`<CompleteMultipartUploadResult><ETag>"${whole.etag}"</ETag></CompleteMultipartUploadResult>`);
  } else if (method === 'PUT') {
    if (upload === null) objects.set(pathname, received);
    else uploads.get(upload)?.parts.set(Number(searchParams.get('partNumber')), received);
    response.writeHead(200, { etag: `"${received.etag}"` }).end();
  } else if (method === 'HEAD') {
    const kept = objects.get(pathname);
    if (kept === undefined) response.writeHead(404).end();
    else {
      const lastModified = new Date().toUTCString();
      response
        .writeHead(200, {
          'content-length': kept.size,
          etag: `"${kept.etag}"`,
          'last-modified': lastModified,
        })
        .end();
    }
  } else if (method === 'GET' && objects.has(pathname)) give(objects.get(pathname), headers.range, response);
  else if (method === 'DELETE') response.writeHead(204).end();
  else if (searchParams.has('uploads')) {
    xml('<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>');
  } else
    xml(
      `<ListBucketResult><IsTruncated>false</IsTruncated>${listed(pathname, searchParams, objects)}</ListBucketResult>`,
    );
}

/** The ETag of a multipart object as RGW computes it, which a client may compare. */
function complete(begun: Begun | undefined): Kept {
  const parts = [...(begun?.parts ?? [])].sort(([one], [other]) => one - other);
  const digests = parts.map(([, { etag }]) => Buffer.from(etag, 'hex'));
  const digest = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  const size = parts.reduce((sum, [, part]) => sum + part.size, 0);
  return { size, etag: `${digest}-${parts.length}`, content: parts.flatMap(([, { content }]) => content) };
}

/** Sends the requested range, or all. */
function give(kept: Kept | undefined, range: string | undefined, response: ServerResponse): void {
  const { size = 0, etag = '', content = [] } = kept ?? {};
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = last ? Math.min(Number(last) + 1, size) : size;
  const headers = {
    etag: `"${etag}"`,
    'accept-ranges': 'bytes',
    'content-length': end - start,
    'last-modified': new Date(0).toUTCString(),
    ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  };
  response.writeHead(first === undefined ? 200 : 206, headers);
  Readable.from(piecesOf(content, start, end)).pipe(response);
}

function* piecesOf(content: readonly Buffer[], start: number, end: number): Generator<Buffer> {
  let at = 0;
  for (const piece of content) {
    const wanted = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    at += piece.length;
    if (wanted.length > 0) yield wanted;
    if (at >= end) return;
  }
}

/** The one object with this key, or those below the prefix that can be downloaded. Another prefix is reported as empty. */
function listed(bucket: string, query: URLSearchParams, objects: ReadonlyMap<string, Kept>): string {
  const top = `${bucket.replace(/\/$/, '')}/`;
  const prefix = top + (query.get('prefix') ?? '');
  const found = [...objects].filter(([path, { content }]) =>
    content.length > 0 ? path.startsWith(prefix) : path === prefix,
  );
  const entries = found.map(
    ([path, { size, etag }]) =>
      `<Contents><Key>${path.slice(top.length)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>${size}</Size><ETag>"${etag}"</ETag></Contents>`,
  );
  return entries.join('');
}

serveAsThread(import.meta.url, startSink);
