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
  /** The configuration with which curl reaches it. */
  readonly curlrc: string;
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
    const isThere = /^(gitlab\/[\w-]+\.yml|dist\/cli\/index\.js)$/.test(path);
    response.writeHead(isThere ? 200 : 404);
    response.end(isThere ? readFileSync(join(projectFolder, path)) : 'not found');
  });
  const port = await listen(server);
  const proxy = createProxy((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request, client) => {
    if (request.url !== `${HOST}:443`) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  const address = `http://127.0.0.1:${await listen(proxy)}`;
  return {
    environment: { HTTPS_PROXY: address, OTTER_CA_BUNDLE: caBundle },
    curlrc: `proxy = "${address}"\nnoproxy = "127.0.0.1"\ncacert = "${caBundle}"\n`,
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
