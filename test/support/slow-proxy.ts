/** A TCP proxy that limits the bytes a second in one direction, in front of an RGW or the sandbox over http. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowProxy {
  readonly url: string;
  /** Bytes sent in the slow direction. */
  passed(): number;
  /** Cuts all open connections. */
  cut(): void;
  close(): Promise<void>;
}

/**
 * @param target `http://HOST:PORT`
 * @param way the slow direction. Connections share the limit to the server, but each has its own limit to the client, so that
 * a session does not wait for a file.
 */
export async function startSlowProxy(
  target: string,
  bytesPerSecond: number,
  way: 'to-server' | 'to-client' = 'to-server',
): Promise<SlowProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const begun = performance.now();
  let passed = 0;
  const untilShared = () => (passed / bytesPerSecond) * 1000 - (performance.now() - begun);
  const throttle = () =>
    new Transform({
      async transform(chunk: Buffer, _encoding, done) {
        passed += chunk.length;
        const waitMs = way === 'to-server' ? untilShared() : (chunk.length / bytesPerSecond) * 1000;
        if (waitMs > 0) await sleep(waitMs);
        done(null, chunk);
      },
    });
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(socket);
          // What the server sent before it closed has not arrived yet.
          if (way === 'to-client' && socket === upstream && !socket.errored) return;
          client.destroy();
          upstream.destroy();
        });
    }
    const [from, to] = way === 'to-server' ? [client, upstream] : [upstream, client];
    from.pipe(throttle()).pipe(to);
    to.pipe(from);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: () => passed,
    cut,
    close: async () => {
      const closed = once(server.close(), 'close');
      cut();
      await closed;
    },
  };
}
