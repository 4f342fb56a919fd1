import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { EndpointAddress } from '../credentials/environment.ts';
import { formatTime, type Session } from '../credentials/session.ts';
import { retryWhileHeld } from '../held-file.ts';
import { writePrivateFile } from '../whole-file.ts';
import type { Renewal } from './renewal.ts';

// An import would load everything that it re-exports, including undici: 13 MB and 20 ms (measured; since Node 20.16).
const { createServer } = process.getBuiltinModule('node:http');

const HOST = '127.0.0.1';
/** The AWS SDK for Ruby refuses a URL without a path. */
const PATH = '/v1/session-credentials';
const TOKEN_BYTES = 32;
/** The AWS SDKs for JavaScript and PHP give up after one second, so the answer must be sent before that. */
const LONGEST_WAIT_MS = 700;
const LONGEST_URL = 1_024;

export interface CredentialsEndpointOptions {
  readonly renewal: Pick<Renewal, 'current' | 'waitForSession' | 'status'>;
  /** By default, or if it is 0, any free port. */
  readonly port?: number | undefined;
  /** By default 256 random bits. */
  readonly token?: string | undefined;
  /** A file for the token, in a folder that no other user can read. It is removed when the endpoint closes. */
  readonly tokenFile?: string | undefined;
}

export interface CredentialsEndpoint extends EndpointAddress {
  /** Closes the port and every open connection, and removes the token's file. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Serves the renewal's session to all S3 clients of this machine that know the token, with the container credentials
 * protocol of Amazon ECS, over plain HTTP on 127.0.0.1.
 *
 * @throws Error if the port is taken, or the token cannot be written
 */
export async function startCredentialsEndpoint(
  options: CredentialsEndpointOptions,
): Promise<CredentialsEndpoint> {
  const token = options.token ?? randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer(LIMITS, createResponder(options.renewal, token));
  // Far more than the clients of one machine need, and below the usual limits on open files.
  server.maxConnections = 4_096;
  server.on('clientError', refuseUnreadable);
  const { tokenFile } = options;
  const port = await listen(server, options.port ?? 0);
  const close = async () => {
    try {
      if (tokenFile !== undefined) await retryWhileHeld(() => rmSync(tokenFile, { force: true }));
    } finally {
      await closeServer(server);
    }
  };
  try {
    if (tokenFile !== undefined) await writePrivateFile(tokenFile, token);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://${HOST}:${port}${PATH}`, token, tokenFile, close };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const LIMITS = {
  /** Bytes, the request line included. */
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // Longer than any client pauses between two requests of a burst. Closing a connection under a client's request would fail
  // the request.
  keepAliveTimeout: 60_000,
  // Checked below instead, with an answer in this protocol's format.
  requireHostHeader: false,
};

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem =
        error.code === 'EADDRINUSE'
          ? 'another program is listening there. Choose another port, or leave the port out to get a free one.'
          : `${error.code ?? error.message}.`;
      reject(
        new Error(`Opening the credentials endpoint on ${HOST}:${port} failed: ${problem}`, { cause: error }),
      );
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function createResponder(renewal: CredentialsEndpointOptions['renewal'], token: string) {
  const isToken = tokenCheck(token);
  const bodyOf = rememberBody();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = isToken(request.headers.authorization) ? refuse(request) : WRONG_TOKEN;
    if (refusal !== undefined) return send(response, refusal.status, errorBody(refusal), refusal.headers);
    // Waiting costs a turn of the event loop, so it is skipped while there is a session.
    const session = renewal.current() ?? (await renewal.waitForSession(LONGEST_WAIT_MS));
    if (session !== undefined) return send(response, 200, bodyOf(session));
    const nothing = nothingValid(renewal.status());
    send(response, nothing.status, errorBody(nothing), nothing.headers);
  };
}

const WRONG_TOKEN: Refusal = {
  status: 401,
  code: 'InvalidToken',
  message:
    'The Authorization header is missing or invalid: send the value of AWS_CONTAINER_AUTHORIZATION_TOKEN from the job that owns this endpoint.',
  headers: { 'www-authenticate': 'Bearer' },
};

/** Compares digests of equal length, so that the time taken reveals nothing about the token. */
function tokenCheck(token: string): (given: string | undefined) => boolean {
  const expected = sha256(token);
  return (given = '') => timingSafeEqual(sha256(given.replace(/^Bearer /i, '')), expected);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(request: IncomingMessage): Refusal | undefined {
  const { method, url = '', headers } = request;
  if (!isLoopbackName(headers.host, request.socket.localPort)) {
    return { status: 403, code: 'WrongHost', message: `The Host header must be ${HOST} or localhost.` };
  }
  if (url.length > LONGEST_URL) {
    return { status: 414, code: 'URITooLong', message: `The URL is longer than ${LONGEST_URL} characters.` };
  }
  if (url !== PATH) return { status: 404, code: 'NotFound', message: `Only ${PATH} is available here.` };
  if (method !== 'GET') {
    return {
      status: 405,
      code: 'MethodNotAllowed',
      message: 'Only GET is answered.',
      headers: { allow: 'GET' },
    };
  }
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
    return {
      status: 413,
      code: 'BodyNotAllowed',
      message: 'The request has a body.',
      headers: { connection: 'close' },
    };
  }
  return undefined;
}

/**
 * A web page whose name resolves to 127.0.0.1 (DNS rebinding) sends that name. The AWS Common Runtime sends no port.
 */
function isLoopbackName(host: string | undefined, port: number | undefined): boolean {
  const [, given] = /^(?:127\.0\.0\.1|localhost)(?::(\d+))?$/i.exec(host ?? '') ?? [undefined, 'none'];
  return given === undefined || given === String(port);
}

/** The body for the newest session, created once, because it is requested far more often than it changes. */
function rememberBody(): (session: Session) => Buffer {
  let known: { session: Session; body: Buffer } | undefined;
  return (session) => {
    if (known?.session !== session) known = { session, body: sessionBody(session) };
    return known.body;
  };
}

function sessionBody({ accessKeyId, secretAccessKey, sessionToken, expiration }: Session): Buffer {
  return Buffer.from(
    JSON.stringify({
      AccessKeyId: accessKeyId,
      // The minio client for JavaScript requires these two.
      AccessKeyID: accessKeyId,
      Code: 'Success',
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: formatTime(expiration),
    }),
  );
}

function nothingValid(status: ReturnType<Renewal['status']>): Refusal {
  const { expiresAt, nextRenewalAt, lastError } = status;
  const since =
    expiresAt === undefined ? 'There is no session' : `The last session ended at ${formatTime(expiresAt)}`;
  const why =
    lastError === undefined
      ? 'and no new one has been obtained yet'
      : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
  const next = nextRenewalAt === undefined ? '' : ` The next try is at ${formatTime(nextRenewalAt)}.`;
  return {
    status: 503,
    code: 'NoValidSession',
    message: `${since}, ${why}.${next}`,
    headers: { 'retry-after': '1' },
  };
}

function errorBody({ code, message }: Refusal): Buffer {
  return Buffer.from(JSON.stringify({ code, message }));
}

function send(
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

const UNREADABLE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'RequestHeaderFieldsTooLarge',
    message: `The request's headers are longer than ${LIMITS.maxHeaderSize} bytes.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'RequestTimeout',
    message: `The request was not complete within ${LIMITS.headersTimeout / 1000} s.`,
  },
};
const MALFORMED: Refusal = { status: 400, code: 'BadRequest', message: 'This is not an HTTP/1.1 request.' };

/** Answers input that Node's parser rejects, which never becomes a request. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refusal = UNREADABLE[error.code ?? ''] ?? MALFORMED;
  const body = errorBody(refusal).toString();
  socket.end(
    `HTTP/1.1 ${refusal.status} ${refusal.code}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
