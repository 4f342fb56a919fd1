import type { Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';

/** Listening on a port failed. The message is a sentence for the user. */
export class PortFailure extends Error {
  readonly port: number;
  /** Whether another program is already listening there. */
  readonly taken: boolean;

  constructor(who: string, host: string, port: number, cause: NodeJS.ErrnoException) {
    const taken = cause.code === 'EADDRINUSE';
    const reason = taken
      ? 'another program uses that port; choose another one, or 0 for any free one'
      : cause.message;
    super(`${who} cannot listen on ${host} port ${port}: ${reason}.`, { cause });
    this.port = port;
    this.taken = taken;
  }
}

/**
 * @param who listens on the port, as the beginning of a sentence.
 * @returns the URL, without a trailing slash.
 * @throws PortFailure
 */
export function listen(server: Server, who: string, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new PortFailure(who, host, port, error)));
    server.listen({ host, port }, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${isIP(host) === 6 ? `[${host}]` : host}:${address.port}`);
    });
  });
}

/** Closes the port and all connections. Resolves at once if the server was not listening. */
export async function disconnect(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
