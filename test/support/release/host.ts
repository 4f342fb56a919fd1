/** The server of the releases, with the files of this checkout. Programs reach it through a proxy, and trust its certificate. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { makeServerCertificate } from '../certificates.ts';
import { projectFolder } from '../command.ts';

const HOST = 'raw.githubusercontent.com';
const RELEASE = `/otter/sts-credentials/v${manifest.version}/`;

export interface ReleaseHost {
  /** The variables with which a program reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The paths that were asked for, within the release. */
  readonly asked: readonly string[];
  close(): void;
}

export async function startReleaseHost(): Promise<ReleaseHost> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-release-host-'));
  const { caBundle, certificate, key } = await makeServerCertificate(folder, HOST);
  const asked: string[] = [];
  const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer(tls, (request, response) => {
    const path = request.url?.startsWith(RELEASE) ? request.url.slice(RELEASE.length) : '';
    asked.push(path);
    const isTemplate = /^gitlab\/[\w-]+\.yml$/.test(path);
    response.writeHead(isTemplate ? 200 : 404);
    response.end(isTemplate ? readFileSync(join(projectFolder, path)) : 'not found');
  });
  const port = await listen(server);
  const proxy = createProxy((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request, client) => {
    if (request.url !== `${HOST}:443`) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  return {
    environment: { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, OTTER_CA_BUNDLE: caBundle },
    asked,
    close() {
      proxy.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
