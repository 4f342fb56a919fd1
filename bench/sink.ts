import { createHash, type Hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerAssumeRole } from './answerer.ts';
import { serveAsThread } from './server-thread.ts';

interface Kept {
  readonly size: number;
  readonly etag: string;
}

interface Begun {
  size: number;
  /** MD5s by number. */
  readonly parts: Map<number, string>;
}

/**
 * An S3 that accepts everything without checks and keeps only sizes, so that only the client is measured. It returns the
 * MD5 of small objects, which rclone compares.
 */
async function startSink(): Promise<string> {
  const objects = new Map<string, Kept>();
  const uploads = new Map<string, Begun>();
  const server = createServer((request, response) => {
    void receive(request).then((received) => answer(request, received, response, objects, uploads));
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
  let size = 0;
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    digest?.update(chunk);
    if (request.method === 'POST') text += chunk.toString('latin1');
  }
  return { size, etag: digest?.digest('hex') ?? 'f'.repeat(32), text };
}

function answer(
  { method = '', url = '' }: IncomingMessage,
  { size, etag, text }: Kept & { text: string },
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
    uploads.set(id, { size: 0, parts: new Map() });
    xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  } else if (method === 'POST') {
    const whole = complete(uploads.get(upload ?? ''));
    objects.set(pathname, whole);
    xml(`<CompleteMultipartUploadResult><ETag>"${whole.etag}"</ETag></CompleteMultipartUploadResult>`);
  } else if (method === 'PUT') {
    if (upload === null) objects.set(pathname, { size, etag });
    else {
      const begun = uploads.get(upload);
      if (begun !== undefined) begun.size += size;
      begun?.parts.set(Number(searchParams.get('partNumber')), etag);
    }
    response.writeHead(200, { etag: `"${etag}"` }).end();
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
  } else if (method === 'DELETE') response.writeHead(204).end();
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
  const digests = parts.map(([, etag]) => Buffer.from(etag, 'hex'));
  const digest = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  return { size: begun?.size ?? 0, etag: `${digest}-${parts.length}` };
}

/** The one object with this key. A prefix of several is reported as empty. */
function listed(bucket: string, query: URLSearchParams, objects: ReadonlyMap<string, Kept>): string {
  const key = query.get('prefix') ?? '';
  const kept = objects.get(`${bucket.replace(/\/$/, '')}/${key}`);
  if (kept === undefined) return '';
  return `<Contents><Key>${key}</Key><Size>${kept.size}</Size><ETag>"${kept.etag}"</ETag></Contents>`;
}

serveAsThread(import.meta.url, startSink);
