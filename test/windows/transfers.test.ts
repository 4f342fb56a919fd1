/** Uploads and downloads on Windows: its paths, names in other scripts, and every byte. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { useWindows, WindowsJob } from '../support/windows.ts';

const FILES: Readonly<Record<string, Buffer>> = {
  'plain.txt': Buffer.from('line\r\nline\n'),
  empty: Buffer.alloc(0),
  'with blank & ampersand.txt': Buffer.from('a'),
  'Größe/日本語/файл 🦦.bin': randomBytes(300_000),
  'deep/er/still/large.bin': randomBytes(9 * 1024 * 1024),
  'deep/er/100%PATH%.txt': Buffer.from('%PATH%'),
};

function filesBelow(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Not by `toEqual`, which would print megabytes. */
function expectSame(found: Record<string, Buffer>, expected: Readonly<Record<string, Buffer>>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  const others = Object.entries(expected).filter(([name, content]) => found[name]?.equals(content) !== true);
  expect(others.map(([name]) => name)).toEqual([]);
}

/**
 * Runs the program, and has a file in the target of its download open, which then nobody else can replace, until 0.3 s after
 * the temporary file is there. 0x10000000 is libuv's UV_FS_O_EXLOCK.
 */
const HOLDING = `
  const [file, ...command] = process.argv.slice(1);
  const held = fs.openSync(file, fs.constants.O_RDWR | 0x10000000);
  const isWritten = () => fs.readdirSync(path.dirname(file)).some((name) => name.endsWith('.part'));
  const look = setInterval(() => {
    if (!isWritten()) return;
    clearInterval(look);
    setTimeout(() => fs.closeSync(held), 300);
  }, 5);
  child_process.spawn(process.execPath, command, { stdio: 'inherit' }).on('exit', (code) => process.exit(code));
`;

describeWith(['wine', 'windows-node'], 'transfers on Windows', () => {
  const fixture = useWindows();

  beforeAll(() => {
    for (const [name, content] of Object.entries(FILES)) fixture.windows.write(`build/${name}`, content);
  });

  const transfer = async (command: string, ...args: string[]) => {
    const ended = await fixture.windows.program('cli', [command, ...args], { env: fixture.variables });
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    return ended;
  };

  test.each([
    ['a folder relative to the current one', () => '.\\build\\'],
    ['a folder on drive C:', () => fixture.windows.path(fixture.windows.at('build'))],
    ['a folder with slashes', () => fixture.windows.path(fixture.windows.at('build')).replaceAll('\\', '/')],
    ['a glob with backslashes', () => 'build\\**'],
  ])('have every byte of %s', async (name, path) => {
    const prefix = `${name.replaceAll(/\W+/g, '-')}/`;
    await transfer('upload', path(), '--prefix', prefix);
    const target = fixture.windows.at('Zurück', prefix);
    await transfer('download', '--prefix', prefix, '--directory', fixture.windows.path(target));
    expectSame(filesBelow(target), FILES);
  });

  test('choose files by patterns with backslashes, whose case does not matter to an upload', async () => {
    await transfer('upload', 'BUILD', '!build\\Deep', '--prefix', 'some/');
    await transfer('download', '--prefix', 'some/', '--include', 'Größe/**', '--directory', 'some');
    const [name = ''] = Object.keys(FILES).filter((each) => each.startsWith('Größe/'));
    expectSame(filesBelow(fixture.windows.at('some')), { [name]: FILES[name] as Buffer });

    const other = ['download', '--prefix', 'some/', '--include', 'GRÖßE/**', '--directory', 'other'];
    const { code, stderr } = await fixture.windows.program('cli', other, { env: fixture.variables });
    expect(stderr).toContain('include matches none of');
    expect(code).toBe(3);
  });

  test.each(['plain.txt', 'deep/er/still/large.bin'])(
    'replace %s, which another program has open, once it is closed',
    async (name) => {
      const prefix = `held-${name.length}/`;
      await transfer('upload', `build/${name}`, '--prefix', prefix);
      const base = name.slice(name.lastIndexOf('/') + 1);
      const file = fixture.windows.write(`${prefix}${base}`, 'other content');
      const paths = ['dist/cli/index.js', prefix].map((each) =>
        fixture.windows.path(fixture.windows.at(each)),
      );
      const [program = '', directory = ''] = paths;
      const download = ['download', '--prefix', prefix, '--directory', directory, '--overwrite'];
      const args = ['-e', HOLDING, '--', fixture.windows.path(file), program, ...download];
      const { code, stdout, stderr } = await fixture.windows.node(args, { env: fixture.variables });
      expect(code, stdout + stderr).toBe(0);
      expectSame(filesBelow(fixture.windows.at(prefix)), { [base]: FILES[name] as Buffer });
    },
  );

  test('replace a read-only file', async () => {
    await transfer('upload', 'build/plain.txt', '--prefix', 'read-only/');
    const file = fixture.windows.write('read-only/plain.txt', 'other content');
    chmodSync(file, 0o444);
    await transfer('download', '--prefix', 'read-only/', '--directory', 'read-only', '--overwrite');
    expectSame(filesBelow(fixture.windows.at('read-only')), { 'plain.txt': FILES['plain.txt'] as Buffer });
  });

  test('refuse a name that Windows cannot have, before they write anything', async () => {
    const source = mkdtempSync(join(tmpdir(), 'otter-names-'));
    for (const name of ['a.txt', 'con.txt', 'what?']) writeFileSync(join(source, name), name);
    const program = join(projectFolder, 'dist/cli/index.js');
    const args = [program, 'upload', '.', '--prefix', 'names/'];
    await runOrThrow(process.execPath, args, { env: fixture.variables, cwd: source });
    const download = ['download', '--prefix', 'names/', '--directory', 'names'];
    const { code, stderr } = await fixture.windows.program('cli', download, { env: fixture.variables });
    expect(stderr).toMatch(/con\.txt|what\?/);
    expect(code).toBe(1);
    expect(existsSync(fixture.windows.at('names'))).toBe(false);
    rmSync(source, { recursive: true });
  });

  test('work as actions', async () => {
    const job = new WindowsJob(fixture.windows);
    const upload = await job.action('upload', {
      ...fixture.inputs,
      path: 'build\\deep\nbuild\\*.txt',
      prefix: 'action/',
    });
    expect(upload.code, upload.stdout).toBe(0);
    expect(job.summary).toMatch(/action\//);
    const directory = fixture.windows.path(fixture.windows.at('aktion'));
    const download = await job.action('download', { ...fixture.inputs, prefix: 'action/', directory });
    expect(download.code, download.stdout).toBe(0);
    const taken = Object.entries(FILES).filter(([name]) => /^deep\/|^[^/]*\.txt$/.test(name));
    expectSame(filesBelow(fixture.windows.at('aktion')), Object.fromEntries(taken));
  });
});
