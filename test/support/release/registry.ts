/**
 * An npm registry on loopback with one package. It accepts only tokens of trusted publishing. Sources:
 * https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md and npm's lib/utils/oidc.js.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Registry {
  readonly url: string;
  /** npm's requests to publish, by version. */
  readonly published: ReadonlyMap<string, { readonly access: string }>;
  close(): Promise<void>;
}

interface Publication {
  readonly access: string;
  readonly versions: Readonly<Record<string, { dist: { tarball: string } }>>;
  readonly 'dist-tags': Readonly<Record<string, string>>;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

/**
 * @param name of the package
 * @param isTrusted whether an identity token is one of the trusted publisher
 */
export async function startRegistry(
  name: string,
  isTrusted: (idToken: string) => boolean,
): Promise<Registry> {
  const token = `npm_${randomBytes(18).toString('hex')}`;
  const published = new Map<string, { access: string }>();
  const document = { name, versions: {} as Record<string, object>, 'dist-tags': {} };
  const tarballs = new Map<string, Buffer>();
  const path = `/${name.replace('/', '%2f')}`;

  function publish({ access, versions, _attachments, ...sent }: Publication): number {
    for (const [version, manifest] of Object.entries(versions)) {
      if (published.has(version)) return 403;
      published.set(version, { access });
      document.versions[version] = manifest;
    }
    Object.assign(document['dist-tags'], sent['dist-tags']);
    for (const [file, { data }] of Object.entries(_attachments))
      tarballs.set(`/${name}/-/${file}`, Buffer.from(data, 'base64'));
    return 201;
  }

  async function answer(request: IncomingMessage): Promise<[number, object | Buffer]> {
    const { method, url = '' } = request;
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (method === 'POST' && url === `/-/npm/v1/oidc/token/exchange/package${path}`)
      return isTrusted(bearer) ? [201, { token }] : [401, { message: 'not a trusted publisher' }];
    if (method === 'PUT' && url === path) {
      const body = (await json(request)) as Publication;
      return [bearer === token ? publish(body) : 401, {}];
    }
    const tarball = tarballs.get(url);
    if (tarball !== undefined) return [200, tarball];
    return url === path && published.size > 0 ? [200, document] : [404, { error: 'not found' }];
  }

  const server = createServer(async (request, response) => send(response, ...(await answer(request))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, status: number, body: object | Buffer): void {
  response.statusCode = status;
  response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
