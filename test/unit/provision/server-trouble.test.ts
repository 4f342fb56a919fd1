import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { CAPS_TO_LIST, openAdministration } from '../../../src/provision/index.ts';

const KEY = { accessKeyId: 'ADMINKEY12345', secretAccessKey: 'secret-of-nobody' };

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([502, 503, 504])('a server that answers %i ends the run with what to do', async (status) => {
  const endpoint = await serve((_, response) => void response.writeHead(status).end());
  await expect(openAdministration(KEY, { endpoint, region: 'eu-mad' }, CAPS_TO_LIST)).rejects.toThrow(
    `GetUser was answered with ${status}: the server, or a proxy in front of it, is overloaded or down. Run the command again a little later.`,
  );
});

test('a call without an answer is named while the run waits for it', async () => {
  let onSlow: (sentence: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => {
    onSlow = resolve;
  });
  const endpoint = await serve(async (_, response) => {
    await said;
    response.writeHead(503).end();
  });
  const options = { endpoint, region: 'eu-mad', slowMs: 10, onSlow };
  await expect(openAdministration(KEY, options, CAPS_TO_LIST)).rejects.toThrow('503');
  expect(await said).toBe('GetUser has no answer yet; this run waits for at most 60 s.');
});
