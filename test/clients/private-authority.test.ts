/** OTTER_CA_BUNDLE alone lets every client trust a server with a private certificate, on a host name. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { refreshVariables, targetVariables } from '../../src/credentials/environment.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest, type SessionRequest } from '../../src/credentials/session-request.ts';
import { writeTrustFiles } from '../../src/http/trust-files.ts';
import {
  type FreshCredentials,
  obtainer,
  startFreshCredentials,
} from '../../src/refresh/fresh-credentials.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { describeWith } from '../support/describe-with.ts';
import { LOADS, MORE_LOADS } from '../support/load/clients.ts';

const CLIENTS = { ...LOADS, ...MORE_LOADS };

/** TLS in front of a server; the Host header, which is signed, stays. */
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
  let fresh: FreshCredentials;
  let folder: string;
  let trust: Record<string, string>;
  let request: SessionRequest;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-authority-'));
    const { caBundle: path, certificate, key } = await makeServerCertificate(folder);
    sandbox = await startSandbox({ port: 0 });
    server = await startTls(certificate, key, sandbox.endpoint);
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
    const [grant] = sandbox.buckets;
    const { roleArn = '', bucket = '', serviceAccessKey = '', serviceSecretKey = '' } = grant ?? {};
    const caBundle = readFileSync(path, 'utf8');
    ({ request } = checkRequest({ roleArn, bucket, endpoint }, { sessionName: 'tls', renewed: true }));
    const credential = new ServiceCredential(serviceAccessKey, serviceSecretKey);
    const obtain = obtainer(credential, request, { caBundle });
    fresh = await startFreshCredentials({ obtain }, join(folder, 'token'));
    trust = writeTrustFiles(folder, caBundle, {});
  });

  afterAll(async () => {
    await fresh?.stop();
    server?.close();
    server?.closeAllConnections();
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function workOnce(client: string, mode: string, certificates: Readonly<Record<string, string>>) {
    const own = join(folder, `${client.replaceAll(' ', '-')}-${mode}`);
    mkdirSync(own);
    const stopFile = join(own, 'stop');
    writeFileSync(stopFile, '');
    const env = {
      ...refreshVariables(fresh.endpoint, { HOME: own }),
      ...targetVariables(request),
      ...certificates,
    };
    return CLIENTS[client]?.({ env, bucket: request.bucket, folder: own, stopFile });
  }

  test.each(Object.keys(CLIENTS))('%s works', async (client) => {
    expect(await workOnce(client, 'trusting', trust)).toEqual({ done: 1, failures: [] });
  });

  test.each(['boto3', 'JS SDK v3', 's5cmd', 'rclone'])('%s does not without it', async (client) => {
    expect((await workOnce(client, 'alone', {}))?.done).toBe(0);
  });
});
