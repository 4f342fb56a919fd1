import type { IncomingMessage } from 'node:http';
import { ConsoleError } from './console-error.ts';

/**
 * Accepts requests from a page of this console, from the address bar, or from a program on this machine.
 *
 * The Host check refuses another host name that resolves to this machine (DNS rebinding). Browsers say in Sec-Fetch-Site
 * and Origin which page a request comes from, and pages cannot change either. Pages of other ports of this machine are the
 * same site but another origin, so only `same-origin` may change anything.
 *
 * @throws ConsoleError 403 or 421
 */
export function checkSender({ method, headers, socket }: IncomingMessage): void {
  const host = headers.host ?? '';
  if (!localNames(socket.localAddress, socket.localPort).includes(host)) {
    throw new ConsoleError(
      421,
      'This console is only available as 127.0.0.1, [::1] or localhost, at its own port.',
    );
  }
  if (method === 'GET' || method === 'HEAD') return;
  const { origin, 'sec-fetch-site': site } = headers;
  const isForeign =
    (origin !== undefined && origin !== `http://${host}`) || (site !== undefined && site !== 'same-origin');
  if (isForeign) throw new ConsoleError(403, 'Another page sent this request, so nothing was done.');
}

function localNames(address = '', port = 0): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]', address];
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}
