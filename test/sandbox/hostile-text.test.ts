import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandResult, projectFolder, run } from '../support/command.ts';
import { type ScriptedServer, startScriptedServer } from '../support/object-store/scripted-server.ts';
import { useTransfers } from '../support/transfer-run.ts';

const fixture = useTransfers();

/** Commands of GitHub's, Azure's and TeamCity's runners, by each way into a line. */
const NAMES = [
  '::set-output name=evil::yes',
  '  ::set-output name=evil::yes',
  '##[set-output name=evil;]yes',
  'x ##[set-output name=evil;]yes',
  '##vso[task.setvariable variable=evil]yes',
  "##teamcity[setParameter name='evil' value='yes']",
];

/** The same after characters that end a line somewhere, and a section of GitLab's log. */
const LINES = [
  'x\n::set-output name=evil::yes',
  'x\r::set-output name=evil::yes',
  'x\u0085::set-output name=evil::yes',
  'x\u2028::set-output name=evil::yes',
  '\u001b[0Ksection_start:1:evil\r\u001b[0K',
  '\u001b[31mred',
];

/** The action's own workflow commands. */
const OWN = /^::(add-mask|group|endgroup|warning|error)( title=[^:]*)?::/;

/** The lines that a runner would take for commands. */
function commandsIn({ stdout, stderr }: Pick<CommandResult, 'stdout' | 'stderr'>): string[] {
  const lines = `${stdout}\n${stderr}`.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
  const isCommand = (line: string) => /^\s*::.*::/.test(line) && !OWN.test(line);
  return lines.filter((line) => isCommand(line) || /##\w*\[|[\p{Cc}\u202e]/u.test(line));
}

const files = Object.fromEntries(NAMES.map((name, index) => [`dist/${name}`, `content ${index}`]));

describe('file names', () => {
  beforeAll(async () => {
    const { code, stderr } = await fixture.otter(['upload', 'dist', '--prefix', 'hostile'], {
      cwd: fixture.folder(files),
    });
    expect(code, stderr).toBe(0);
  });

  test.each([
    ['an upload', ['upload', 'dist', '--prefix', 'names', '--verbose'], 0],
    ['an upload with links', ['upload', 'dist', '--prefix', 'links', '--presign', '15m'], 0],
    ['an upload for programs', ['upload', 'dist', '--prefix', 'json', '--json', '--presign', '15m'], 0],
    ['an upload to where others are', ['upload', 'dist', '--prefix', 'hostile'], 5],
    ['an upload of nothing', ['upload', NAMES[0] ?? '', '--if-no-files-found', 'error'], 3],
    ['a pattern that matches nothing', ['upload', 'dist', NAMES[0] ?? '', '--dry-run', '--prefix', 'x'], 0],
    ['a download', ['download', '--prefix', 'hostile', '--directory', 'new', '--verbose'], 0],
    ['a download for programs', ['download', '--prefix', 'hostile', '--directory', 'new', '--json'], 0],
    ['a download over other files', ['download', '--prefix', 'hostile', '--directory', 'dist'], 5],
    ['a download of nothing', ['download', '--prefix', 'hostile', '--include', NAMES[0] ?? ''], 0],
  ])('give no commands in the log of %s', async (_, args, expected) => {
    const other = Object.fromEntries(NAMES.map((name) => [`dist/${name}`, 'other content']));
    const result = await fixture.otter(args, { cwd: fixture.folder(other) });
    expect(result.code, result.stderr).toBe(expected);
    expect(commandsIn(result)).toEqual([]);
  });

  test.each(LINES)('with characters that end a line give none either: %j', async (name) => {
    const cwd = fixture.folder({ [`dist/${name}`]: 'x' });
    for (const more of [['--verbose'], ['--json']]) {
      const result = await fixture.otter(['upload', 'dist', '--prefix', 'lines', '--overwrite', ...more], {
        cwd,
      });
      expect(`${result.stdout}${result.stderr}`).not.toBe('');
      expect(commandsIn(result)).toEqual([]);
    }
  });

  test.each([
    ['upload', { path: 'dist', prefix: 'action' }, 0, 'evil'],
    ['upload', { path: 'dist', prefix: 'hostile' }, 5, 'evil'],
    ['download', { prefix: 'hostile', directory: 'new' }, 0, '6 files'],
    ['download', { prefix: 'hostile', directory: 'dist' }, 5, 'evil'],
  ])('give none in the log of the action %s with %j', async (action, inputs, expected, said) => {
    const other = Object.fromEntries(NAMES.map((name) => [`dist/${name}`, 'other content']));
    const result = await runAction(action, inputs, fixture.folder(other));
    expect(result.code, result.stdout).toBe(expected);
    expect(result.stdout).toContain(said);
    expect(commandsIn(result)).toEqual([]);
  });
});

describe('arguments', () => {
  test.each([...NAMES, ...LINES])('that are invalid give no commands: %j', async (text) => {
    for (const args of [[text], ['upload', '--acl', text]]) {
      const result = await fixture.otter(args);
      expect(result.code).not.toBe(0);
      expect(commandsIn(result)).toEqual([]);
    }
  });
});

describe('messages of a server', () => {
  let server: ScriptedServer;
  const texts = [...NAMES, ...LINES];

  beforeAll(async () => {
    server = await startScriptedServer((request, socket) => {
      const text = texts[Number(/index-(\d+)/.exec(request.body.toString())?.[1] ?? 0)] ?? '';
      // Node itself refuses a header with a control character in it.
      const header = text.replace(/\p{Cc}/gu, ' ');
      const error = `<Error><Code>${text}</Code><Message>${text}</Message></Error>`;
      const body = request.line.startsWith('POST') ? 'no XML' : error;
      socket.end(
        `HTTP/1.1 400 ${header}\r\nContent-Type: ${header}\r\nServer: ${header}\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
  });
  afterAll(() => server.close());

  test.each(texts.map((text, index) => [text, index]))('give no commands: %j', async (_, index) => {
    const env = { ...fixture.service, OTTER_ENDPOINT: server.url };
    const cwd = fixture.folder({ 'dist/a': 'a' });
    const session = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' };
    const ambient = { ...session, OTTER_ENDPOINT: server.url, OTTER_BUCKET: 'my-bucket' };
    const name = ['--session-name', `index-${index}`];
    const runs = [
      fixture.otter(['env', ...name], { env }),
      fixture.otter(['upload', 'dist', '--prefix', `index-${index}`], { env: ambient, cwd }),
      fixture.otter(['check', ...name], { env }),
      runAction('main', { endpoint: server.url, 'session-name': `index-${index}` }, cwd),
    ];
    for (const result of await Promise.all(runs)) {
      expect(result.code).not.toBe(0);
      expect(commandsIn(result)).toEqual([]);
    }
  });
});

function runAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  folder: string,
): Promise<CommandResult> {
  const { bucket, serviceAccessKey, serviceSecretKey, roleArn } = fixture.bucket;
  const all = {
    'service-access-key': serviceAccessKey,
    'service-secret-key': serviceSecretKey,
    'role-arn': roleArn,
    endpoint: fixture.sandbox.endpoint,
    bucket,
    ...inputs,
  };
  const variables = Object.entries(all).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]);
  const output = join(fixture.folder({ output: '', env: '', state: '' }));
  return run(process.execPath, [join(projectFolder, `action/${name}.ts`)], {
    cwd: folder,
    env: {
      ...Object.fromEntries(variables),
      GITHUB_OUTPUT: join(output, 'output'),
      GITHUB_ENV: join(output, 'env'),
      GITHUB_STATE: join(output, 'state'),
    },
  });
}
