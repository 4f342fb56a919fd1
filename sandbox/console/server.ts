import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ConsoleServices } from './actions.ts';
import { ASSETS } from './assets.ts';
import { ConsoleError } from './console-error.ts';
import { FormTokens } from './form-token.ts';
import { checkSender } from './gate.ts';
import { renderMessage } from './layout.ts';
import { type ConsoleRequest, isForm, readConsoleRequest } from './request.ts';
import { answerConsole, sentBefore } from './routes.ts';

/** Milliseconds. A page's requests are small and quick. */
const REQUEST_TIMEOUT = 10_000;

/** No inline script or style, nothing from other origins, and no frame around this page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // With no-referrer, browsers would send `Origin: null` with this console's own forms.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export interface ConsoleServer {
  readonly server: Server;
  /** Serves the waiting requests, and all later ones. */
  readonly open: (services: ConsoleServices) => void;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The HTTP server of the console. It can listen before its services are ready: requests then wait.
 * @param report receives internal errors, and no secrets.
 */
export function createConsoleServer(report: (message: string) => void): ConsoleServer {
  let open: (services: ConsoleServices) => void = () => undefined;
  const services = new Promise<ConsoleServices>((resolve) => {
    open = resolve;
  });
  const tokens = new FormTokens();
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT });
  server.on('request', (incoming, response) => {
    answer(incoming, services, tokens)
      .catch((error: unknown) => explain(incoming, error, report))
      .then((reply) => send(incoming, response, reply))
      .catch(() => response.destroy());
  });
  return { server, open };
}

async function answer(
  incoming: IncomingMessage,
  services: Promise<ConsoleServices>,
  tokens: FormTokens,
): Promise<Reply> {
  checkSender(incoming);
  if (!['GET', 'HEAD', 'POST'].includes(incoming.method ?? '')) {
    throw new ConsoleError(405, 'This console supports only GET, HEAD and POST.');
  }
  const asset = Object.hasOwn(ASSETS, incoming.url ?? '') ? ASSETS[incoming.url ?? ''] : undefined;
  if (asset && incoming.method !== 'POST') return { status: 200, type: asset.type, body: asset.content };
  const request = await readConsoleRequest(incoming);
  const isNew = isForm(incoming) ? takeForm(request, tokens) : true;
  if (!isNew) return { status: 303, headers: { location: sentBefore(request.path) } };
  const formToken = () => tokens.make(request.browser);
  const found = await answerConsole({ request, services: await services, formToken });
  const cookie = request.newCookie === undefined ? {} : { 'set-cookie': request.newCookie };
  if (request.json) return { status: 200, type: 'application/json', body: `${JSON.stringify(found.json)}\n` };
  const page = found.page();
  if (typeof page !== 'string') return { status: 303, headers: { location: page.location, ...cookie } };
  return { status: 200, type: 'text/html; charset=utf-8', body: page, headers: cookie };
}

/** @returns whether the form was sent for the first time. */
function takeForm({ fields, browser }: ConsoleRequest, tokens: FormTokens): boolean {
  const verdict = tokens.take(fields.get('token') ?? '', browser);
  if (verdict !== 'foreign') return verdict === 'first';
  throw new ConsoleError(
    403,
    'The form did not come from a page of this console, or the sandbox was restarted since. Open the page again.',
  );
}

function explain(incoming: IncomingMessage, error: unknown, report: (message: string) => void): Reply {
  const known = error instanceof ConsoleError ? error : undefined;
  if (!known) report(`the console's ${incoming.method} failed: ${(error as Error).stack}`);
  const status = known?.status ?? 500;
  const sentence = known?.message ?? 'The console failed to do this. The output of the sandbox says why.';
  if (incoming.headers.accept === 'application/json') {
    return { status, type: 'application/json', body: `${JSON.stringify({ error: sentence })}\n` };
  }
  return { status, type: 'text/html; charset=utf-8', body: renderMessage('That did not work', sentence) };
}

function send(incoming: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, type, body = '', headers = {} } = reply;
  // The unread rest of a refused body must not be read as the next request.
  if (!incoming.complete) response.setHeader('connection', 'close');
  response.writeHead(status, {
    ...SAFE_HEADERS,
    ...headers,
    ...(type === undefined ? {} : { 'content-type': type }),
    'content-length': Buffer.byteLength(body),
  });
  response.end(incoming.method === 'HEAD' ? undefined : body);
}
