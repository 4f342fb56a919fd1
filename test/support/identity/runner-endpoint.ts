/**
 * The endpoint of the runner from which a GitHub Actions job requests identity tokens.
 * Source: https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunnerEndpoint {
  /** The variables that the runner sets for a job with `id-token: write`. */
  readonly environment: {
    readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
    readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
  };
  /** The requested audiences, in order. */
  readonly audiences: readonly string[];
  close(): Promise<void>;
}

/** The audience of a token that was requested without one. */
const USUAL_AUDIENCE = 'https://github.com/octo';

/** @param mint creates a token for an audience, such as an issuer's `mintGithub` */
export async function startRunnerEndpoint(mint: (audience: string) => string): Promise<RunnerEndpoint> {
  const token = randomBytes(24).toString('base64url');
  const audiences: string[] = [];
  const server = createServer((request, response) => {
    if (!isAllowed(request, token)) return void response.writeHead(401).end('{}');
    const audience =
      new URL(request.url ?? '', 'http://localhost').searchParams.get('audience') ?? USUAL_AUDIENCE;
    audiences.push(audience);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ count: 1, value: mint(audience) }));
  });
  const port = await listen(server);
  return {
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
    },
    audiences,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isAllowed({ method, url = '', headers }: IncomingMessage, token: string): boolean {
  return (
    method === 'GET' &&
    url.startsWith('/idtoken?') &&
    headers.authorization?.replace(/^bearer /i, '') === token
  );
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
