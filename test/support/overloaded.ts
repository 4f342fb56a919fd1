/** A loopback server in front of the sandbox that is overloaded for the first calls of an action. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const OVERLOADED = '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>';

/**
 * @param target `http://HOST:PORT`
 * @param action such as `AssumeRole`
 * @param times how many of its calls are answered with 503 SlowDown
 */
export async function startOverloaded(target: string, action: string, times: number) {
  let left = times;
  const server = createServer(async (incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    const body = await text(incoming);
    if (left > 0 && new URLSearchParams(body).get('Action') === action) {
      left -= 1;
      outgoing.writeHead(503, { 'content-type': 'application/xml' }).end(OVERLOADED);
      return;
    }
    const onward = request(new URL(url, target), { method, headers }).end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    answer.pipe(outgoing.writeHead(answer.statusCode ?? 0, answer.headers));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}
