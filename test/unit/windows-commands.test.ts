/**
 * The command lines for Windows. They do not run on Windows: this file models how cmd.exe and a C program
 * read them.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as actionsExec from '@actions/exec';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runScriptProcess } from '../../action/script-process.ts';
import { parseShell, shellArguments } from '../../action/shell.ts';
import { startable } from '../../cli/batch-file.ts';
import { ClientProfile } from '../../src/credentials/client-profile.ts';
import { MaskedOutputs } from '../../src/masking/index.ts';
import { programPlaces } from '../../src/program-places.ts';

const mocks = vi.hoisted(() => ({ exec: vi.fn<typeof actionsExec.exec>(async () => 0) }));
vi.mock('@actions/exec', () => mocks);

const environment = {
  Path: 'C:\\Windows;;C:\\Program Files\\nodejs',
  PATHEXT: '.COM;.EXE;.BAT;.CMD',
  ComSpec: 'C:\\Windows\\system32\\cmd.exe',
};

const FILES = ['npm', 'npm.CMD', 'node.exe', 'both.exe', 'both.cmd', '100%.cmd'].map(
  (name) => `C:\\Program Files\\nodejs\\${name}`,
);

// Windows ignores the case of names.
const isFile = (path: string) => FILES.some((each) => each.toUpperCase() === path.toUpperCase());

const start = (...command: string[]) => startable(command, { environment, platform: 'win32', isFile });

describe('a command of exec on Windows', () => {
  test('is started by cmd.exe if it is a batch file', () => {
    expect(start('npm', 'run', 'a & b')).toEqual({
      file: 'C:\\Windows\\system32\\cmd.exe',
      args: ['/D', '/S', '/E:ON', '/V:OFF', '/C', '""C:\\Program Files\\nodejs\\npm.CMD" run "a & b""'],
      options: { windowsVerbatimArguments: true },
    });
  });

  test.each([
    ['a program', 'node', 'C:\\Program Files\\nodejs\\node.EXE'],
    ['a program before a batch file of the same name', 'both', 'C:\\Program Files\\nodejs\\both.EXE'],
    ['a missing file', 'none.cmd', 'none.cmd'],
  ])('is left to Node with its path if it is %s', (_, name, file) => {
    expect(start(name, 'a & b')).toEqual({ file, args: ['a & b'], options: {} });
  });

  test('may have a percent sign in its path', () => {
    expect(start('100%.cmd').args.at(-1)).toBe('""C:\\Program Files\\nodejs\\100%%cd:~,%.cmd""');
  });

  test.each(['a\nb', 'a\rb'])('is refused with a line break: %j', (argument) => {
    expect(() => start('npm', argument)).toThrow(/has a line break, which cmd\.exe cannot pass/);
  });

  test('is refused if it is longer than cmd.exe accepts', () => {
    expect(() => start('npm', 'x'.repeat(8_200))).toThrow(
      /has 8\d\d\d characters, and cmd\.exe accepts 8191/,
    );
  });

  test('is unchanged on other systems', () => {
    expect(startable(['npm', 'a & b'], { environment, platform: 'linux', isFile: () => true }).file).toBe(
      'npm',
    );
  });
});

test.each([
  [
    'one command',
    ['/c', 'type "a b" & exit 3'],
    { args: ['/S', '/c', '"type "a b" & exit 3"'], options: { windowsVerbatimArguments: true } },
  ],
  [
    'its words',
    ['/d', '/C', 'echo', '"a b"', 'c d', ''],
    { args: ['/S', '/d', '/C', '"echo "a b" "c d" """'], options: { windowsVerbatimArguments: true } },
  ],
  ['no quotes', ['/c', 'type', 'a b'], { args: ['/c', 'type', 'a b'], options: {} }],
  ['no command', ['/d', '"'], { args: ['/d', '"'], options: {} }],
])('cmd itself gets the quotes of %s as they are', (_, args, expected) => {
  for (const name of ['cmd', 'CMD.EXE', 'C:\\Windows\\system32\\cmd.exe'])
    expect(start(name, ...args)).toEqual({ file: name, ...expected });
  expect(start('node', ...args).args).toEqual(args);
});

test('the profile of exec --profile prints its session with a command of Windows', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'otter-profile-'));
  const session = {
    accessKeyId: 'k',
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: new Date(0),
    arn: '',
  };
  const programIn = async (name: string) => {
    const folder = join(parent, name);
    mkdirSync(folder);
    const target = { endpoint: 'https://s3.example.org', region: 'eu-mad' };
    await new ClientProfile(folder, target, 'win32').write(session);
    return /^credential_process = (.*)$/m.exec(readFileSync(join(folder, 'config'), 'utf8'))?.[1];
  };
  const programs = [await programIn('plain'), await programIn('with a blank')];
  const [plain, blank] = ['plain', 'with a blank'].map((name) => join(parent, name, 'session.json'));
  rmSync(parent, { recursive: true });
  expect(programs).toEqual([`cmd /c type ${plain}`, `cmd /c type "${blank}"`]);
});

/**
 * How cmd.exe reads a line. It expands variables first, which is the only purpose of this program's percent
 * signs.
 */
const expanded = (line: string) => line.replaceAll('%%cd:~,%', '%');

/** What cmd.exe sees outside double quotes. It knows no other quotes. */
const unquoted = (line: string) => line.split('"').filter((_, index) => index % 2 === 0);

/** How a program with Microsoft's C library reads its command line. Inside quotes, two of them mean one. */
function readArguments(line: string): string[] {
  const words: string[] = [];
  let isQuoted = false;
  let isInWord = false;
  for (let rest = line; rest !== ''; ) {
    const [token = '', slashes = '', quotes = ''] =
      (isQuoted ? /^(\\*)(""|")|^./s : /^(\\*)(")|^./s).exec(rest) ?? [];
    rest = rest.slice(token.length);
    const isEscaped = slashes.length % 2 === 1;
    if (isEscaped && quotes === '""') rest = `"${rest}`;
    if (token === ' ' && !isQuoted) {
      isInWord = false;
      continue;
    }
    if (!isInWord) words.push('');
    isInWord = true;
    const text = quotes === '' ? token : '\\'.repeat(slashes.length / 2);
    words[words.length - 1] += text + (isEscaped || quotes === '""' ? '"' : '');
    if (quotes === '"' && !isEscaped) isQuoted = !isQuoted;
  }
  return words;
}

const AWKWARD = fc.string({
  unit: fc.constantFrom(...'ab "\\%^&|<>()!=,;\'`~é'),
  maxLength: 12,
});

test('an argument reaches the script, and never becomes a command', () => {
  fc.assert(
    fc.property(fc.array(AWKWARD, { maxLength: 4 }), (args) => {
      const line =
        start('npm', ...args)
          .args.at(-1)
          ?.slice(1, -1) ?? '';
      const rest = expanded(line.replace('"C:\\Program Files\\nodejs\\npm.CMD"', ''));
      expect(readArguments(rest)).toEqual(args);
      for (const text of unquoted(rest)) expect(text).toMatch(/^[^&|<>()^%=,;!]*$/);
      // Any other percent sign would begin the name of a variable.
      expect(line.replaceAll('%%cd:~,%', '')).not.toContain('%');
    }),
  );
});

describe('a script of run on Windows', () => {
  const { platform } = process;
  afterEach(() => void Object.defineProperty(process, 'platform', { value: platform }));

  test.each([
    [
      'cmd',
      'cmd',
      ['/D', '/E:ON', '/V:OFF', '/S', '/C', '"CALL "C:\\a b\\script.cmd""'],
      { windowsVerbatimArguments: true },
    ],
    ['node {0}', 'node', ['C:\\a b\\script.cmd'], { windowsVerbatimArguments: false }],
  ])('has the command line of its shell: %s', async (name, program, args, options) => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    const shell = parseShell(name, 'win32');
    const command = [shell.command, ...shellArguments(shell, 'C:\\a b\\script.cmd')];
    const context = { env: {}, folder: '', hasBash: false, verbatim: shell.verbatim === true };
    expect(await runScriptProcess(command, context, new MaskedOutputs())).toBe(0);
    expect(mocks.exec).toHaveBeenLastCalledWith(`"${program}"`, args, expect.objectContaining(options));
  });

  test('has the line ends of Windows', () => {
    expect(parseShell('cmd', 'win32').wrap?.('goto end\n:a\r\n:end')).toBe(
      '@echo off\r\ngoto end\r\n:a\r\n:end\r\n',
    );
  });

  test('finds its shell with the PATH and extensions of Windows', () => {
    expect(programPlaces('bash', '', { environment: { Path: 'C:\\a;D:\\b' }, platform: 'win32' })).toContain(
      'D:\\b\\bash.EXE',
    );
    expect(programPlaces('tools\\x.exe', 'C:\\w', { environment, platform: 'win32' })[0]).toBe(
      'C:\\w\\tools\\x.exe',
    );
  });
});
