import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type CommandResult, projectFolder, run } from '../support/command.ts';
import {
  answer,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../support/object-store/scripted-server.ts';

const SECRET = 'sEcReT/0123456789+aBcDeFgHiJkLmNoPqRsTuV';
const servers: ScriptedServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  servers.push(server);
  return server;
}

/** Little memory, so that an answer that uses much of it ends the program with 134. */
function otter(server: ScriptedServer, args: readonly string[]): Promise<CommandResult> {
  return run(process.execPath, ['--max-old-space-size=48', join(projectFolder, 'cli/main.ts'), ...args], {
    env: {
      OTTER_SERVICE_ACCESS_KEY: 'AKIASERVICE',
      OTTER_SERVICE_SECRET_KEY: SECRET,
      OTTER_ROLE_ARN: 'arn:aws:iam:::role/bkr-1',
      OTTER_BUCKET: 'my-bucket',
      OTTER_ENDPOINT: server.url,
    },
  });
}

function sessionUntil(expiration: string, id = 'AKIASESSION'): string {
  return (
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
    `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
    `<Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
  );
}

const ENTITY_BOMB =
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' +
  Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('') +
  `]>${sessionUntil('2099-01-01T00:00:00Z', '&a12;')}`;

/** 200 MiB. */
const GZIP_BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024));

const XML = { 'content-type': 'text/xml' };

describe('a hostile answer of an STS endpoint gives no session, uses little memory, and is reported in a few lines', () => {
  test.each<[string, Script]>([
    ['entities of entities', (_, socket) => void socket.end(answer(200, ENTITY_BOMB, XML))],
    [
      'a file as an entity',
      (_, socket) => {
        const entity = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>';
        socket.end(answer(200, entity + sessionUntil('2099-01-01T00:00:00Z', '&f;'), XML));
      },
    ],
    ['elements within elements', (_, socket) => void socket.end(answer(200, '<a>'.repeat(80_000), XML))],
    [
      'no end',
      (_, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n');
        const write = () => {
          if (!socket.destroyed) socket.write(Buffer.alloc(256 * 1024, 'a'), () => setImmediate(write));
        };
        write();
      },
    ],
    [
      'a bomb in gzip',
      (_, socket) => {
        const length = String(GZIP_BOMB.length);
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${length}\r\n\r\n`);
        socket.end(GZIP_BOMB);
      },
    ],
    [
      '3,000 headers',
      (_, socket) => {
        const headers = Array.from({ length: 3_000 }, (_unused, n) => [`x-${n}`, 'y'.repeat(100)]);
        socket.end(answer(200, sessionUntil('2099-01-01T00:00:00Z'), Object.fromEntries(headers)));
      },
    ],
    [
      'a session of 1970',
      (_, socket) => void socket.end(answer(200, sessionUntil('1970-01-01T00:00:00Z'), XML)),
    ],
    ['an invalid expiration', (_, socket) => void socket.end(answer(200, sessionUntil('tomorrow'), XML))],
  ])('%s', async (_, script) => {
    const server = await serve(script);
    const { code, stdout, stderr } = await otter(server, ['env']);
    expect(code, stderr).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^otter-sts: .* failed: /m);
    expect(stderr).not.toContain('error in the program');
    expect(stderr.length).toBeLessThan(3_000);
    expect(stderr).not.toContain(SECRET);
  });

  test('a redirect is not followed', async () => {
    const other = await serve(
      (_, socket) => void socket.end(answer(200, sessionUntil('2099-01-01T00:00:00Z'), XML)),
    );
    const server = await serve(
      (_, socket) => void socket.end(answer(307, '', { location: `${other.url}/` })),
    );
    const { code, stderr } = await otter(server, ['env']);
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('a redirect to');
    expect(other.requests).toEqual([]);
  });
});

test('a session that ends in the year 9999 is not renewed sooner', async () => {
  const server = await serve(
    (_, socket) => void socket.end(answer(200, sessionUntil('9999-12-31T23:59:59Z'), XML)),
  );
  const asks = [process.execPath, '-e', 'setTimeout(() => undefined, 1500)'];
  const { code, stderr } = await otter(server, ['exec', '--', ...asks]);
  expect(code, stderr).toBe(0);
  expect(server.requests).toHaveLength(1);
});
