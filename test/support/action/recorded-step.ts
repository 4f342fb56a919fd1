/** Runs an entry of the action as a runner does, and records its effects in order. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { lineMasks } from '../../../src/masking/line-masks.ts';
import { projectFolder } from '../command.ts';
import { decodeData } from '../github-runner.ts';
import { githubClaims } from '../identity/claims.ts';
import { createSigningKey } from '../identity/signing-key.ts';

export const SERVICE_SECRET = 'sErViCe+SeCrEt/0123456789abcdefGHIJKLMNO';

/** How a job with `id-token: write` requests an identity token, and the token that it gets. */
export const REQUEST_TOKEN = 'what-the-runner-gives-to-each-of-its-jobs';
export const ID_TOKEN = createSigningKey('ES256').sign({
  ...githubClaims(),
  iss: 'https://token.actions.githubusercontent.com',
  aud: '127.0.0.1',
  exp: 4_000_000_000,
});

/** The first session that the server issues. */
export const SESSION = {
  accessKeyId: 'Q3AM3UQ867SPQQA43P2F',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzLKEYsQw',
  sessionToken: 'ufpJzbsVGc9dgtZrm6OhXk2yQ0eTnLwB4C8aPvRiHj7KxESMDoNqYFU31lAt5WIu==',
};

/** All later sessions. */
export const RENEWED = {
  accessKeyId: 'R9NEWEDKEY7SPQQA43P2',
  secretAccessKey: 'Zq8vTtB2xGm/Hs41+eRnLoWyUc0aPdFk7iJbXgCQ',
  sessionToken: '7bQvHn2LxWm9KfTdRz0uYcGe5sJpAi3oXkMtBqVw8NyDhZr1UgElPa6CjSOFIxEb4vTn==',
};

const NAMES = new Map<string, string>([
  [REQUEST_TOKEN, 'REQUEST TOKEN'],
  [ID_TOKEN, 'IDENTITY TOKEN'],
  [ID_TOKEN.split('.')[2] ?? '', 'SIGNATURE'],
  [SERVICE_SECRET, 'SERVICE SECRET'],
  [SESSION.accessKeyId, 'ACCESS KEY'],
  [SESSION.secretAccessKey, 'SECRET KEY'],
  [SESSION.sessionToken, 'TOKEN'],
  [RENEWED.accessKeyId, 'RENEWED ACCESS KEY'],
  [RENEWED.secretAccessKey, 'RENEWED SECRET KEY'],
  [RENEWED.sessionToken, 'RENEWED TOKEN'],
]);

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The lifetime of a session in seconds. By default an hour. */
  readonly seconds?: number;
  /** Whether the job has no service credential, but permission to request identity tokens. */
  readonly keyless?: boolean;
  /** What the server answers instead of a session. */
  readonly refusal?: { readonly status: number; readonly code: string };
}

export interface RecordedStep {
  readonly code: number | null;
  /** One line each. Secrets and values that differ between runs are named. The masks of one secret are one line. */
  readonly effects: readonly string[];
  /** What it printed. */
  readonly output: string;
  /** The actions that were requested from the server. Each is also a line of {@link effects}, such as `ask AssumeRole`. */
  readonly requests: readonly string[];
}

/** Without the runner's files, every effect is a line of the output, so the order is known. */
export async function recordStep(entry: 'main' | 'post', options: StepOptions = {}): Promise<RecordedStep> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-step-'));
  const recorded: { text: string; asked: string }[] = [];
  const record = (text: string, asked = '') => recorded.push({ text, asked });
  const server = await startServer(options, async (action) => {
    // What the step printed before its request is already in the pipes. A few turns of the event loop read them.
    for (let turns = 0; turns < 5; turns += 1) await turn();
    record('', action);
  });
  const inputs: Record<string, string> = {
    ...(options.keyless === true ? {} : { 'service-access-key': 'SERVICEKEY0123456789' }),
    ...(options.keyless === true ? {} : { 'service-secret-key': SERVICE_SECRET }),
    'role-arn': 'arn:aws:iam::RGW1:role/bkr-123',
    bucket: 'my-bucket',
    endpoint: server.endpoint,
    // As in action.yml.
    cleanup: 'true',
    ...options.inputs,
  };
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  try {
    const child = spawn(process.execPath, [layOut(folder, entry)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        ...(entry === 'main' ? Object.fromEntries(variables) : {}),
        GITHUB_RUN_ID: '17',
        GITHUB_REPOSITORY: 'o/r',
        RUNNER_TEMP: folder,
        TMPDIR: folder,
        ...(options.keyless === true ? identityVariables(server.endpoint) : {}),
        ...options.env,
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => record(text));
    }
    const [code] = (await once(child, 'close')) as [number | null];
    const output = recorded.map(({ text }) => text).join('');
    const requests = recorded.map(({ asked }) => asked).filter((asked) => asked !== '');
    const inOrder = recorded.map(({ text, asked }) => (asked === '' ? text : `\nask ${asked}\n`)).join('');
    return { code, output, requests, effects: effectsOf(inOrder, server.endpoint, folder) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function identityVariables(endpoint: string): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/idtoken?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
  };
}

/** The folders of the bundles, but with the sources in place of them, because `refresh` starts the agent next to it. */
function layOut(folder: string, entry: string): string {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of [entry, 'agent']) {
    mkdirSync(join(folder, name));
    const source = pathToFileURL(join(projectFolder, `action/${name}.ts`)).href;
    writeFileSync(join(folder, name, 'index.js'), `await import(${JSON.stringify(source)});\n`);
  }
  return join(folder, entry, 'index.js');
}

async function startServer(
  { seconds = 3600, refusal }: StepOptions,
  onRequest: (action: string) => Promise<void>,
) {
  let given = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url = '', headers } = request;
    if (method === 'GET') {
      await onRequest(`${url} with ${headers.authorization}`);
      response.end(JSON.stringify({ count: 1, value: ID_TOKEN }));
      return;
    }
    const action = `${new URLSearchParams(body).get('Action')}`;
    await onRequest(action);
    response.setHeader('content-type', 'text/xml');
    if (refusal !== undefined) {
      response.statusCode = refusal.status;
      response.end(`<Error><Code>${refusal.code}</Code><Message></Message></Error>`);
      return;
    }
    given += 1;
    response.end(answer(action, given === 1 ? SESSION : RENEWED, new Date(Date.now() + seconds * 1000)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function answer(action: string, session: typeof SESSION, expiration: Date): string {
  return (
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
    `<AccessKeyId>${session.accessKeyId}</AccessKeyId><SecretAccessKey>${session.secretAccessKey}</SecretAccessKey>` +
    `<SessionToken>${session.sessionToken}</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials>` +
    '<AssumedRoleUser><Arn>arn:aws:sts:::assumed-role/bkr-123/job</Arn><AssumedRoleId>x:job</AssumedRoleId>' +
    `</AssumedRoleUser></${action}Result></${action}Response>`
  );
}

function effectsOf(output: string, endpoint: string, folder: string): string[] {
  const loopback = /AWS_CONTAINER_AUTHORIZATION_TOKEN::(\S+)/.exec(output)?.[1];
  const names = new Map(NAMES);
  if (loopback !== undefined) names.set(loopback, 'LOOPBACK TOKEN');
  // Some masks are so short that they fit two secrets. They count for the first one.
  const masks = new Map(
    [...names].reverse().flatMap(([secret, name]) => lineMasks(secret).map((mask) => [mask, name])),
  );
  const lines = output.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => describe(line, masks))
    .filter(isNoRepetition())
    .map(rename);

  function rename(line: string): string {
    let text = line.replaceAll(endpoint, 'ENDPOINT').replaceAll(folder, 'FOLDER');
    for (const [secret, name] of names) text = text.replaceAll(secret, `<${name}>`);
    return text
      .replace(/127\.0\.0\.1:\d+/g, 'LOOPBACK')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/in [\d hmins.]+(?=[.;])/g, 'in A WHILE')
      .replace(/(?<=epoch::)\d+/, 'SECONDS')
      .replace(/"fingerprint":\d+/g, '"fingerprint":N')
      .replace(/"pid":\d+|"startedAt":"\d+"/g, '"N"');
  }
}

function describe(line: string, masks: ReadonlyMap<string | undefined, string | undefined>): string {
  const mask = /^::add-mask::(.*)$/.exec(line)?.[1];
  if (mask === undefined) return line;
  return `mask ${masks.get(decodeData(mask)) ?? 'SOMETHING ELSE'}`;
}

/** The masks of several secrets are mixed, with the longest first. */
function isNoRepetition(): (line: string) => boolean {
  let said = new Set<string>();
  return (line) => {
    if (!line.startsWith('mask ')) said = new Set();
    return !said.has(line) && said.add(line) !== undefined;
  };
}
