import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ConsoleError } from './console-error.ts';

/** Bytes. The forms of this console are far smaller. */
const MAXIMUM_BODY = 16 * 1024;

/** A request to the console, from a browser or from a program that speaks JSON. */
export interface ConsoleRequest {
  readonly method: string;
  /** Not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Whether to answer with JSON. */
  readonly json: boolean;
  /** The fields of the form, or of the JSON object. */
  readonly fields: ReadonlyMap<string, string>;
  /** Identifies this browser, for form tokens. */
  readonly browser: string;
  /** Set if the browser does not have the cookie yet. */
  readonly newCookie: string | undefined;
}

/** @throws ConsoleError 400, 413 or 415 */
export async function readConsoleRequest(incoming: IncomingMessage): Promise<ConsoleRequest> {
  const method = incoming.method ?? 'GET';
  const [path = '', ...rest] = (incoming.url ?? '').split('?');
  return {
    method: method === 'HEAD' ? 'GET' : method,
    path,
    query: new URLSearchParams(rest.join('?')),
    json: incoming.headers.accept === 'application/json',
    fields: method === 'POST' ? await readFields(incoming) : new Map(),
    ...readCookie(incoming),
  };
}

/**
 * A page of another origin can send a form, but without the token. It cannot send JSON, because browsers ask this console
 * for permission first and do not get it.
 */
async function readFields(incoming: IncomingMessage): Promise<Map<string, string>> {
  const type = incoming.headers['content-type']?.split(';')[0];
  const body = await readBody(incoming);
  if (type === 'application/x-www-form-urlencoded') return new Map(new URLSearchParams(body));
  if (type === 'application/json') return readJson(body);
  throw new ConsoleError(415, 'Send a form or JSON.');
}

export function isForm(incoming: IncomingMessage): boolean {
  return incoming.method === 'POST' && !incoming.headers['content-type']?.startsWith('application/json');
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAXIMUM_BODY) throw new ConsoleError(413, `Send at most ${MAXIMUM_BODY} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(body: string): Map<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Refused below, without quoting it.
  }
  if (typeof value !== 'object' || value === null)
    throw new ConsoleError(400, 'The body is not a JSON object.');
  return new Map(Object.entries(value).map(([name, content]) => [name, String(content)]));
}

/** Cookies do not depend on the port, so two consoles on one machine need different names. */
function readCookie({ headers, socket }: IncomingMessage): {
  browser: string;
  newCookie: string | undefined;
} {
  const name = `otter-console-${socket.localPort}`;
  const found = headers.cookie?.split(/; */).find((cookie) => cookie.startsWith(`${name}=`));
  if (found !== undefined) return { browser: found.slice(name.length + 1), newCookie: undefined };
  const browser = randomBytes(16).toString('base64url');
  return { browser, newCookie: `${name}=${browser}; Path=/; HttpOnly; SameSite=Strict` };
}
