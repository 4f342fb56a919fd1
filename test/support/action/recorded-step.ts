/** Runs an entry of the action as a runner does, and records what it does to its surroundings, in order. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lineMasks } from '../../../src/masking/line-masks.ts';
import { projectFolder, run } from '../command.ts';

export const SERVICE_SECRET = 'sErViCe+SeCrEt/0123456789abcdefGHIJKLMNO';

/** The session that the server gives out. */
export const SESSION = {
  accessKeyId: 'Q3AM3UQ867SPQQA43P2F',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzLKEYsQw',
  sessionToken: 'ufpJzbsVGc9dgtZrm6OhXk2yQ0eTnLwB4C8aPvRiHj7KxESMDoNqYFU31lAt5WIu==',
};

const NAMES = new Map<string, string>([
  [SERVICE_SECRET, 'SERVICE SECRET'],
  [SESSION.accessKeyId, 'ACCESS KEY'],
  [SESSION.secretAccessKey, 'SECRET KEY'],
  [SESSION.sessionToken, 'TOKEN'],
]);

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** How long a session lasts, in seconds; an hour otherwise. */
  readonly seconds?: number;
  /** What the server answers instead of a session. */
  readonly refusal?: { readonly status: number; readonly code: string };
}

export interface RecordedStep {
  readonly code: number | null;
  /** A line each, secrets and what differs from run to run by name; the masks of one secret are one line. */
  readonly effects: readonly string[];
  /** The effects that {@link effects} has, and nothing else. */
  readonly output: string;
  /** The actions that the server was asked for, in order. */
  readonly requests: readonly string[];
}

/** Without the runner's files every effect is a line of the output, and so they are in order. */
export async function recordStep(entry: 'main' | 'post', options: StepOptions = {}): Promise<RecordedStep> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-step-'));
  const server = await startServer(options);
  const inputs: Record<string, string> = {
    'service-access-key': 'SERVICEKEY0123456789',
    'service-secret-key': SERVICE_SECRET,
    'role-arn': 'arn:aws:iam::RGW1:role/bkr-123',
    bucket: 'my-bucket',
    endpoint: server.endpoint,
    // As action.yml has it.
    cleanup: 'true',
    ...options.inputs,
  };
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  try {
    const { code, stdout, stderr } = await run(process.execPath, [layOut(folder, entry)], {
      cwd: folder,
      env: {
        ...(entry === 'main' ? Object.fromEntries(variables) : {}),
        GITHUB_RUN_ID: '17',
        GITHUB_REPOSITORY: 'o/r',
        RUNNER_TEMP: folder,
        TMPDIR: folder,
        ...options.env,
      },
    });
    const output = stdout + stderr;
    return { code, output, requests: server.requests, effects: effectsOf(output, server.endpoint, folder) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bundles' folders, with the sources in the place of the bundles: `refresh` starts the agent beside it. */
function layOut(folder: string, entry: string): string {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of [entry, 'agent']) {
    mkdirSync(join(folder, name));
    const source = pathToFileURL(join(projectFolder, `action/${name}.ts`)).href;
    writeFileSync(join(folder, name, 'index.js'), `await import(${JSON.stringify(source)});\n`);
  }
  return join(folder, entry, 'index.js');
}

async function startServer({ seconds = 3600, refusal }: StepOptions) {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push(`${request.method} ${new URLSearchParams(body).get('Action')}`);
    response.setHeader('content-type', 'text/xml');
    if (refusal !== undefined) {
      response.statusCode = refusal.status;
      response.end(`<Error><Code>${refusal.code}</Code><Message></Message></Error>`);
      return;
    }
    response.end(answer(new Date(Date.now() + seconds * 1000)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

function answer(expiration: Date): string {
  return (
    '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
    `<AccessKeyId>${SESSION.accessKeyId}</AccessKeyId><SecretAccessKey>${SESSION.secretAccessKey}</SecretAccessKey>` +
    `<SessionToken>${SESSION.sessionToken}</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials>` +
    '<AssumedRoleUser><Arn>arn:aws:sts:::assumed-role/bkr-123/job</Arn><AssumedRoleId>x:job</AssumedRoleId>' +
    '</AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>'
  );
}

function effectsOf(output: string, endpoint: string, folder: string): string[] {
  const loopback = /AWS_CONTAINER_AUTHORIZATION_TOKEN::(\S+)/.exec(output)?.[1];
  const names = new Map(NAMES);
  if (loopback !== undefined) names.set(loopback, 'LOOPBACK TOKEN');
  const masks = new Map(
    [...names].flatMap(([secret, name]) => lineMasks(secret).map((mask) => [mask, name])),
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
  const value = mask.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return `mask ${masks.get(value) ?? 'SOMETHING ELSE'}`;
}

/** The masks of several secrets come mixed, the longest first. */
function isNoRepetition(): (line: string) => boolean {
  let said = new Set<string>();
  return (line) => {
    if (!line.startsWith('mask ')) said = new Set();
    return !said.has(line) && said.add(line) !== undefined;
  };
}
