/** OTTER_CA_BUNDLE alone lets every client trust a server with a private certificate, on a host name. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { describeWith } from '../support/describe-with.ts';
import { LOADS, MORE_LOADS } from '../support/load/clients.ts';
import { type OverTls, startOverTls } from '../support/load/over-tls.ts';

const CLIENTS = { ...LOADS, ...MORE_LOADS };

/** TLS in front of a server. Keeps the Host header, which is signed. */
async function startTls(certificate: string, key: string, target: string): Promise<Server> {
  const files = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer(files, ({ method, url, headers }, response) => {
    const { hostname, port } = new URL(target);
    const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.req.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describeWith(['clients', 'restic'], 'with OTTER_CA_BUNDLE alone, on a host name over https', () => {
  let sandbox: Sandbox;
  let server: Server;
  let tls: OverTls;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-authority-'));
    const { caBundle, certificate, key } = await makeServerCertificate(folder);
    sandbox = await startSandbox({ port: 0 });
    server = await startTls(certificate, key, sandbox.endpoint);
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
    const [grant] = sandbox.buckets;
    if (grant === undefined) throw new Error('The sandbox has no bucket.');
    tls = await startOverTls(grant, { endpoint, caBundle, folder });
  });

  afterAll(async () => {
    await tls?.stop();
    server?.close();
    server?.closeAllConnections();
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ownFolder = (client: string, mode: string) => join(folder, `${client.replaceAll(' ', '-')}-${mode}`);

  test.each(Object.keys(CLIENTS))('%s works', async (client) => {
    const load = await tls.workOnce(CLIENTS[client], ownFolder(client, 'trusting'), tls.trust);
    expect(load).toEqual({ done: 1, failures: [] });
  });

  test.each(['boto3', 'JS SDK v3', 's5cmd', 'rclone'])('%s does not without it', async (client) => {
    expect((await tls.workOnce(CLIENTS[client], ownFolder(client, 'alone'), {}))?.done).toBe(0);
  });
});
