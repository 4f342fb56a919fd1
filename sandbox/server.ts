import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { WireError } from './error.ts';
import { readParameters } from './form-call.ts';
import { answerAdmin, isAdministration } from './identity/admin.ts';
import { answerIam, IAM_ACTIONS } from './identity/iam.ts';
import { answerProviders, PROVIDER_ACTIONS } from './identity/provider-calls.ts';
import { answerIssuer, isIssuerPath } from './issuer/issuer-documents.ts';
import type { TokenIssuer } from './issuer/token-issuer.ts';
import { openPayload, readSmallPayload } from './payload.ts';
import { authenticateS3 } from './principal.ts';
import type { Answer } from './s3/call.ts';
import { answerS3, type ObjectService } from './s3/service.ts';
import { assumeRole } from './sts.ts';
import { assumeRoleWithWebIdentity, type WebIdentityService } from './web-identity/exchange.ts';
import { readWireRequest, type WireRequest } from './wire-request.ts';
import { branch, leaf } from './xml.ts';

/** Bytes. A session token with a policy has 4 KB, and a key in a presigned URL 3 KB. */
const MAXIMUM_HEADERS = 32 * 1024;

/** Bytes. Enough for the largest form, which has a role's policy, percent-encoded. */
const MAXIMUM_FORM = 256 * 1024;

/** The idle timeout of a connection, in milliseconds. Clients close their idle connections earlier. */
const IDLE_TIMEOUT = 120_000;
const HEADERS_TIMEOUT = 30_000;

interface Services extends ObjectService, WebIdentityService {
  readonly issuer: TokenIssuer | undefined;
}

export interface WireServer {
  readonly server: Server;
  /** Serves the waiting requests, and all later ones. */
  readonly open: (services: Services) => void;
  /** Resolves when every accepted request has finished. */
  readonly settled: () => Promise<unknown>;
}

/**
 * The HTTP server for STS and S3. It can listen before its services are ready: requests then wait.
 * @param report receives internal errors, but no errors of clients and no secrets.
 */
export function createWireServer(report: (message: string) => void): WireServer {
  let open: (services: Services) => void = () => undefined;
  const services = new Promise<Services>((resolve) => {
    open = resolve;
  });
  const running = new Set<Promise<void>>();
  const take = (incoming: IncomingMessage, response: ServerResponse, waits: boolean) => {
    const done = serve(incoming, response, waits, services, report)
      .catch(() => void response.destroy())
      .finally(() => running.delete(done));
    running.add(done);
  };
  const server = createServer({
    maxHeaderSize: MAXIMUM_HEADERS,
    headersTimeout: HEADERS_TIMEOUT,
    // An upload has no time limit. The idle timeout ends one that has stalled.
    requestTimeout: 0,
    keepAliveTimeout: IDLE_TIMEOUT,
  });
  server.timeout = IDLE_TIMEOUT;
  server.on('request', (incoming, response) => take(incoming, response, false));
  server.on('checkContinue', (incoming, response) => take(incoming, response, true));
  server.on('clientError', refuseMalformed);
  return { server, open, settled: () => Promise.allSettled(running) };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  waits: boolean,
  services: Promise<Services>,
  report: (message: string) => void,
): Promise<void> {
  const requestId = randomBytes(12).toString('hex');
  let continued = !waits;
  const sendContinue = () => {
    if (!continued) response.writeContinue();
    continued = true;
  };
  response.setHeader('x-amz-request-id', requestId);
  try {
    const answer = await answerRequest(readWireRequest(incoming), await services, requestId, sendContinue);
    // A client that waits for 100 Continue may still send its body, so the connection cannot be reused.
    if (!continued) response.setHeader('connection', 'close');
    await send(response, incoming, answer);
  } catch (error) {
    // If the client has disconnected, there is nobody to answer.
    if (incoming.destroyed && !incoming.complete) return;
    if (!continued) response.setHeader('connection', 'close');
    const known = error instanceof WireError ? error : undefined;
    if (!known) report(`${incoming.method} request ${requestId} failed: ${(error as Error).stack}`);
    await sendError(response, incoming, known ?? internalError(), requestId);
  }
}

async function answerRequest(
  wire: WireRequest,
  services: Services,
  requestId: string,
  sendContinue: () => void,
): Promise<Answer> {
  if (isAdministration(wire.rawPath)) {
    const body = await answerAdmin(wire, services);
    return { status: 200, ...(body === undefined ? {} : { body, type: 'application/json' }) };
  }
  if (services.issuer && isIssuerPath(wire.rawPath)) return answerIssuer(wire, services.issuer);
  if (wire.rawPath === '/' && wire.method === 'POST') {
    return answerForm(wire, services, requestId, sendContinue);
  }
  return answerS3(wire, authenticateS3(wire, services), services, sendContinue);
}

/** As on RGW, all services are on one port. A POST to the root is for STS or IAM, depending on its Action. */
async function answerForm(
  request: WireRequest,
  services: Services,
  requestId: string,
  sendContinue: () => void,
): Promise<Answer> {
  // The form's hash is verified as a part of the signature, so the form is read without other checks.
  const payload = openPayload({ request, payloadHash: 'UNSIGNED-PAYLOAD', sendContinue });
  const form = await readSmallPayload(payload, MAXIMUM_FORM);
  const parameters = readParameters(request, form);
  const action = parameters.get('Action') ?? '';
  const call = { request, form, parameters, requestId };
  if (action === 'AssumeRole') return { status: 200, body: assumeRole(call, services) };
  if (IAM_ACTIONS.includes(action)) return answerIam(call, services);
  if (PROVIDER_ACTIONS.includes(action)) return { status: 200, body: await answerProviders(call, services) };
  if (action === 'AssumeRoleWithWebIdentity') {
    return { status: 200, body: await assumeRoleWithWebIdentity(call, services) };
  }
  if (action === 'GetSessionToken') {
    throw new WireError('NotImplemented', `The sandbox does not have ${action}; RGW does.`);
  }
  throw new WireError('MethodNotAllowed', `RGW 16 has no STS or IAM action ${action || '(none was given)'}.`);
}

async function send(response: ServerResponse, incoming: IncomingMessage, answer: Answer): Promise<void> {
  const { status, headers = {}, body, type = 'application/xml', announcedLength } = answer;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (body !== undefined && typeof body !== 'string') {
    await pipeline(body, response).catch(() => {
      // If the client has already disconnected, nothing is piped and the body stays open.
      body.destroy();
      response.destroy();
    });
    return;
  }
  if (body !== undefined) {
    response.setHeader('content-type', type);
    response.setHeader('content-length', announcedLength ?? Buffer.byteLength(body));
  }
  if (body === undefined && incoming.method !== 'HEAD' && status !== 204 && status !== 304) {
    response.setHeader('content-length', 0);
  }
  response.end(body);
}

async function sendError(
  response: ServerResponse,
  incoming: IncomingMessage,
  error: WireError,
  requestId: string,
): Promise<void> {
  if (isAdministration(incoming.url?.split('?')[0] ?? '')) {
    const body = JSON.stringify({ Code: error.code, Message: error.message, RequestId: requestId });
    await send(response, incoming, { status: error.status, body, type: 'application/json' });
    return;
  }
  // RGW sends no document if it cannot read the body of DeleteObjects.
  const body = error.bare ? undefined : describeError(error, requestId);
  await send(response, incoming, { status: error.status, ...(body === undefined ? {} : { body }) });
}

function describeError({ code, message, namespace }: WireError, requestId: string): string {
  const parts = [leaf('Code', code), leaf('Message', message), leaf('RequestId', requestId)];
  const error = branch('Error', ...parts);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  if (namespace === undefined) return `${declaration}\n${error}`;
  return `${declaration}<ErrorResponse xmlns="${namespace}">${error}</ErrorResponse>`;
}

function internalError(): WireError {
  return new WireError('InternalError', 'The sandbox failed to serve this request. Its own output says why.');
}

/** Answers what is not valid HTTP before the connection is closed. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const refusal = tooLarge
    ? new WireError('RequestHeaderSectionTooLarge', `Headers have at most ${MAXIMUM_HEADERS} bytes.`)
    : new WireError('BadRequest', 'The request is not valid HTTP/1.1.');
  const body = describeError(refusal, randomBytes(12).toString('hex'));
  const head = [
    `HTTP/1.1 ${refusal.status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
