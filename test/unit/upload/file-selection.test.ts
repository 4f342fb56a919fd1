import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../src/failure.ts';
import { linkProblem, treeProblem } from '../../../src/transfer/artifact/path-rules.ts';
import {
  parsePatterns,
  type SelectionOptions,
  selectFiles,
} from '../../../src/transfer/upload/file-selection.ts';
import { projectFolder } from '../../support/command.ts';
import { testOnLinux } from '../../support/describe-with.ts';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'otter-selection-')));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cwd, { recursive: true });
});

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), path);
  }
}

/** A link with the target exactly as written. */
function link(path: string, target: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  symlinkSync(target, join(cwd, path));
}

async function select(patterns: string | readonly string[], options: Partial<SelectionOptions> = {}) {
  return await selectFiles({
    patterns: typeof patterns === 'string' ? parsePatterns(patterns) : patterns,
    cwd,
    includeHidden: false,
    followLinks: false,
    ...options,
  });
}

async function pathsOf(patterns: string | readonly string[], options: Partial<SelectionOptions> = {}) {
  return (await select(patterns, options)).files.map(({ path }) => path);
}

/** Links as `path -> target`. Fails for any that a manifest would refuse. */
async function linksOf(patterns: string, options: Partial<SelectionOptions> = {}) {
  const { files, links } = await select(patterns, options);
  expect(links.map(({ path, target }) => linkProblem(path, target)).filter(Boolean)).toEqual([]);
  const entries = [
    ...files.map(({ path }) => ({ path, entry: 'file' as const })),
    ...links.map(({ path }) => ({ path, entry: 'link' as const })),
  ];
  expect(treeProblem(entries)).toBeUndefined();
  return links.map(({ path, target }) => `${path} -> ${target}`);
}

async function refusalOf(patterns: string | readonly string[], options: Partial<SelectionOptions> = {}) {
  const error: unknown = await select(patterns, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return String(error instanceof Error && error.message);
}

describe('patterns', () => {
  const TREE = ['dist/a.js', 'dist/a.js.map', 'dist/deep/er/b.js', 'dist/deep/c.css', 'docs/a.md', 'top.txt'];

  test.each<[string, string, string, string[]]>([
    [
      'a folder means everything below it',
      'dist',
      'dist',
      ['a.js', 'a.js.map', 'deep/c.css', 'deep/er/b.js'],
    ],
    [
      'a trailing slash changes nothing',
      './dist/',
      'dist',
      ['a.js', 'a.js.map', 'deep/c.css', 'deep/er/b.js'],
    ],
    ['a single file has its folder as root', 'dist/deep/c.css', 'dist/deep', ['c.css']],
    [
      'one star stays in a folder, but takes complete subfolders',
      'dist/*',
      'dist',
      ['a.js', 'a.js.map', 'deep/c.css', 'deep/er/b.js'],
    ],
    ['one star and an ending stay in a folder', 'dist/*.js', 'dist', ['a.js']],
    ['two stars go through all folders', 'dist/**/*.js', 'dist', ['a.js', 'deep/er/b.js']],
    ['a question mark matches one character', 'd?cs/a.md', '', ['docs/a.md']],
    [
      'a class matches one of its characters',
      'd[io]*',
      '',
      ['dist/a.js', 'dist/a.js.map', 'dist/deep/c.css', 'dist/deep/er/b.js', 'docs/a.md'],
    ],
    [
      'several patterns have their deepest common folder as root',
      'dist/deep\ndocs',
      '',
      ['dist/deep/c.css', 'dist/deep/er/b.js', 'docs/a.md'],
    ],
    [
      'the common folder is a folder, and not the beginning of a name',
      'dist/a.js\ndist/a.js.map',
      'dist',
      ['a.js', 'a.js.map'],
    ],
    [
      'what two patterns match is taken once',
      'dist\ndist/*.js\ndist/deep/**',
      'dist',
      ['a.js', 'a.js.map', 'deep/c.css', 'deep/er/b.js'],
    ],
    ['an exclusion removes files', 'dist\n!dist/**/*.map', 'dist', ['a.js', 'deep/c.css', 'deep/er/b.js']],
    ['an excluded folder is removed completely', 'dist\n!dist/deep', 'dist', ['a.js', 'a.js.map']],
    [
      'a later pattern includes again what an exclusion removed',
      'dist\n!dist/deep\ndist/deep/er',
      'dist',
      ['a.js', 'a.js.map', 'deep/er/b.js'],
    ],
    [
      'an exclusion before the pattern has no effect',
      '!dist/deep\ndist',
      'dist',
      ['a.js', 'a.js.map', 'deep/c.css', 'deep/er/b.js'],
    ],
    ['comments and empty lines are not patterns', '# all\r\n\r\n  top.txt  \n', '', ['top.txt']],
    ['braces mean themselves', '{dist,docs}/**', '{dist,docs}', []],
    ['the current folder is a pattern', '.\n!dist', '', ['docs/a.md', 'top.txt']],
    ['a missing path selects nothing, and its folder is the root', 'gone/**', 'gone', []],
    ['a folder without files selects nothing', 'empty', 'empty', []],
  ])('%s', async (_name, patterns, root, paths) => {
    write(...TREE);
    mkdirSync(join(cwd, 'empty/inner'), { recursive: true });
    const selection = await select(patterns);
    expect(selection.root).toBe(join(cwd, root));
    expect(selection.files.map(({ path }) => path)).toEqual(paths);
    expect(selection.links).toEqual([]);
  });

  test('absolute patterns, those with ~ and those with .. work', async () => {
    write('home/a', 'work/b');
    vi.stubEnv('HOME', join(cwd, 'home'));
    expect(await pathsOf(`${cwd}/work`)).toEqual(['b']);
    expect(await pathsOf('~')).toEqual(['a']);
    expect(await pathsOf('~/*')).toEqual(['a']);
    expect(await pathsOf('../home', { cwd: join(cwd, 'work') })).toEqual(['a']);
    expect(await pathsOf('./..', { cwd: join(cwd, 'work') })).toEqual(['home/a', 'work/b']);
  });

  test('dots in a path are resolved if their meaning is clear', async () => {
    write('g/lib/a', 'work/b', 'work/lib/c');
    const inWork = { cwd: join(cwd, 'work') };
    expect(await pathsOf(`${cwd}/work/../g/lib`, inWork)).toEqual(['a']);
    expect(await pathsOf('lib/./c', inWork)).toEqual(['c']);
    expect(await pathsOf('./lib/.././b', inWork)).toEqual(['b']);
    expect(await pathsOf('gone/../b', inWork)).toEqual(['b']);
    expect(await pathsOf('lib//c', inWork)).toEqual(['c']);
    expect(await pathsOf('**/./c', inWork)).toEqual(['lib/c']);
    expect(await pathsOf('.\n!lib/../b', inWork)).toEqual(['lib/c']);
  });

  test('.. after a link is resolved only if the name and the system lead to the same place', async () => {
    write('far/away/a', 'near/b', 'b');
    link('jump', 'far/away');
    link('step', 'near');
    expect(await pathsOf('step/../b')).toEqual(['b']);
    const message = await refusalOf('jump/../b');
    expect(message).toContain("'..' follows the symbolic link");
    expect(message).toMatch(/write the path without '\.\.'\.$/);
  });

  test('~ is the home folder, and a missing one is reported', async () => {
    write('~/own');
    vi.stubEnv('HOME', '');
    expect(await refusalOf('~/x')).toMatch(/^path has '~\/x', but there is no home folder: set HOME/);
    expect(await pathsOf('./~')).toEqual(['own']);
    expect((await select('./~\n~user')).unmatched).toEqual(['~user']);
  });

  test.each([
    ['a file', 'dist\ngone.txt', ['gone.txt']],
    ['a wildcard', 'dist\n*.zip', ['*.zip']],
    ['braces', 'docs\ndist/*.{js,map}', ['dist/*.{js,map}']],
    ['a path below another pattern', 'dist\ndist/sub/report.xml', ['dist/sub/report.xml']],
    ['an empty folder', 'dist\nempty', ['empty']],
    ['a folder with only hidden files', 'dist\nsecret', ['secret']],
    ['all of them', 'gone\nalso/gone', ['gone', 'also/gone']],
    ['none, if each matched something', 'dist\ndist/*.js\n!gone\n!dist/*.map', []],
    ['none, if it matched a link', 'dist\nlink', []],
  ])('are reported if they match nothing: %s', async (_name, patterns, unmatched) => {
    write(...TREE, 'secret/.env');
    mkdirSync(join(cwd, 'empty'));
    link('link', 'dist/a.js');
    expect((await select(patterns)).unmatched).toEqual(unmatched);
  });

  test('the current folder may have wildcards in its name', async () => {
    write('[x]*/a', 'x1/b');
    expect(await pathsOf('**', { cwd: join(cwd, '[x]*') })).toEqual(['a']);
  });

  test.each([
    ['nothing', []],
    ['only exclusions', ['!dist']],
    ['an empty exclusion', ['dist', '!']],
    ['.. after a wildcard', ['dist/*/../docs']],
    ['.. after two stars', ['**/..']],
    ['a NUL', ['a\0b']],
    ['too many characters', ['*'.repeat(70_000)]],
  ])('%s is refused as invalid input', async (_name, patterns) => {
    expect(await refusalOf(patterns)).toMatch(/^path (names|has the pattern) /);
  });
});

describe('names', () => {
  test('are kept, whatever they contain, and sorted by code unit', async () => {
    const names = [
      '#hash',
      '%41',
      '&<>"\'',
      'Z',
      'a b',
      'a\nb',
      'a\\b',
      'a+b',
      'zoë',
      '日本',
      '\u{1f9a6}',
      '~',
      '$(id)',
      'e\u0301',
      'é',
      'x'.repeat(255),
    ];
    write(...names.map((name) => `in/${name}`));
    const paths = await pathsOf('in');
    expect(paths).toEqual([...names].sort());
    expect(await pathsOf('in/**/*')).toEqual(paths);
  });

  test('of existing files are not patterns', async () => {
    write('pages/[id].js', 'pages/i.js', 'what?', 'whatever', 'a*', 'ab', ' blank ', 'back\\slash', '#x');
    expect(await pathsOf(['pages/[id].js'])).toEqual(['[id].js']);
    expect(await pathsOf(['pages', '!pages/[id].js'])).toEqual(['i.js']);
    expect(await pathsOf(['what?'])).toEqual(['what?']);
    expect(await pathsOf(['a*', ' blank ', 'back\\slash', '#x'])).toEqual([
      ' blank ',
      '#x',
      'a*',
      'back\\slash',
    ]);
  });

  test('of existing folders are not patterns', async () => {
    write(
      'app/[slug]/page.js',
      'app/[slug]/[id]/x.js',
      'app/s/y.js',
      'app/[slug]/i/z.js',
      'a*/deep/b',
      'ab/deep/c',
    );
    expect(await pathsOf('app/[slug]/**')).toEqual(['[id]/x.js', 'i/z.js', 'page.js']);
    expect(await pathsOf('app/[slug]/[id]/*.js')).toEqual(['x.js']);
    expect(await pathsOf('a*/*/b')).toEqual(['deep/b']);
    expect(await pathsOf('app\n!app/[slug]/**')).toEqual(['s/y.js']);
    expect(await pathsOf('app/[st]/**')).toEqual(['s/y.js']);
  });

  test('are reported if a pattern reads them as a class after a wildcard', async () => {
    write('app/one/[slug]/page.js', 'app/one/s/y.js');
    const selection = await select('app/*/[slug]/**');
    expect(selection.files.map(({ path }) => path)).toEqual(['one/s/y.js']);
    expect(selection.misread).toEqual(['app/one/[slug]']);
    expect((await select('app/*/[[]slug]/**')).misread).toEqual([]);
    expect(await pathsOf('app/*/[[]slug]/**')).toEqual(['one/[slug]/page.js']);
    expect((await select('app')).misread).toEqual([]);
  });

  testOnLinux('file names that are not UTF-8', 'are refused if they are not UTF-8', async () => {
    write('in/good', 'in/caf\ufffd-is-utf-8');
    expect(await pathsOf('in')).toHaveLength(2);
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, 'in/caf')), Buffer.from([0xe9])]), '');
    expect(await refusalOf('in')).toContain(
      "includes 'in/caf\ufffd', which has a name that is not valid UTF-8",
    );
    expect(await pathsOf('in\n!in/caf?')).toEqual(['caf\ufffd-is-utf-8', 'good']);
  });
});

describe('hidden files', () => {
  beforeEach(() =>
    write(
      'in/.env',
      'in/.git/config',
      'in/.git/deep/x',
      'in/a',
      'in/b.c/d',
      '.next/build',
      '.github/workflows/w',
    ),
  );

  test('and the content of hidden folders are left out and counted', async () => {
    const selection = await select('in');
    expect(selection.files.map(({ path }) => path)).toEqual(['a', 'b.c/d']);
    expect(selection.hidden).toBe(2);
    expect(await pathsOf('in/**/*')).toEqual(['a', 'b.c/d']);
  });

  test('are included if the input says so', async () => {
    const selection = await select('in', { includeHidden: true });
    expect(selection.files.map(({ path }) => path)).toEqual([
      '.env',
      '.git/config',
      '.git/deep/x',
      'a',
      'b.c/d',
    ]);
    expect(selection.hidden).toBe(0);
  });

  test('are included if a pattern spells out the dot, as in a shell', async () => {
    write('in/.git/.deep/y', 'in/c/.env', 'in/c/.htaccess');
    expect(await pathsOf('.next')).toEqual(['build']);
    expect(await pathsOf('in/.env')).toEqual(['.env']);
    expect(await pathsOf('in/a\nin/.env')).toEqual(['.env', 'a']);
    expect(await pathsOf('in\nin/.env')).toEqual(['.env', 'a', 'b.c/d']);
    expect(await pathsOf('in/**/.env')).toEqual(['.env', 'c/.env']);
    expect(await pathsOf('in/.*')).toEqual(['.env', '.git/config', '.git/deep/x']);
    expect(await pathsOf('in/*/.ht*')).toEqual(['c/.htaccess']);
    expect(await pathsOf('**/.git/config')).toEqual(['in/.git/config']);
    expect(await pathsOf('in/.git\n!in/.git/deep')).toEqual(['config']);
    expect(await pathsOf('in\n!in/.env')).toEqual(['a', 'b.c/d']);
    expect(await select('in/.git')).toMatchObject({ hidden: 1 });
  });

  test('do not include what a pattern names inside a hidden folder, or the files of a hidden current folder', async () => {
    expect(await pathsOf('.github/workflows')).toEqual(['w']);
    expect(await pathsOf('**', { cwd: join(cwd, '.next') })).toEqual(['build']);
  });
});

test('files are described correctly', async () => {
  write('in/a');
  chmodSync(join(cwd, 'in/a'), 0o4751);
  write('in/empty');
  writeFileSync(join(cwd, 'in/empty'), '');
  const { files, bytes } = await select('in');
  expect(files).toEqual([
    { absolute: join(cwd, 'in/a'), path: 'a', size: 4, mode: 0o751, mtimeMs: expect.any(Number) },
    { absolute: join(cwd, 'in/empty'), path: 'empty', size: 0, mode: 0o644, mtimeMs: expect.any(Number) },
  ]);
  expect(bytes).toBe(4);
});

describe('links', () => {
  test('inside the root are kept, with targets that go up first and then down', async () => {
    write('in/lib/v1/a.so', 'in/top');
    link('in/lib/current', 'v1');
    link('in/lib/a.so', './current//a.so');
    link('in/lib/v1/up', '../../top');
    link('in/lib/back', 'v1/../../top');
    link('in/absolute', join(cwd, 'in/lib/v1/a.so'));
    link('in/roundabout', '../in/top');
    link('in/self', '.');
    expect(await linksOf('in')).toEqual([
      'absolute -> lib/v1/a.so',
      'lib/a.so -> current/a.so',
      'lib/back -> ../top',
      'lib/current -> v1',
      'lib/v1/up -> ../../top',
      'roundabout -> top',
      'self -> .',
    ]);
    expect(await pathsOf('in')).toEqual(['lib/v1/a.so', 'top']);
  });

  test('that lead out of another link’s target keep their meaning', async () => {
    write('in/deep/er/x', 'in/deep/y', 'in/y');
    link('in/jump', 'deep/er');
    link('in/z', 'jump/../y');
    expect(await linksOf('in')).toEqual(['jump -> deep/er', 'z -> deep/y']);
  });

  test('to nothing are kept if they stay inside', async () => {
    link('in/dead', 'gone/x');
    link('in/circle', 'circle');
    link('in/one', 'other');
    link('in/other', 'one');
    link('in/sub/dead', join(cwd, 'in/gone'));
    expect(await linksOf('in')).toEqual([
      'circle -> circle',
      'dead -> gone/x',
      'one -> other',
      'other -> one',
      'sub/dead -> ../gone',
    ]);
  });

  test.each([
    ['relative', '../out/x'],
    ['absolute', '/etc/hostname'],
    ['dead', '../gone'],
    ['broken and absolute', '/gone/x'],
    ['only the same beginning of the name', '../in-2'],
    ['through another link', 'hop/x'],
  ])('that leave the root are refused by name: %s', async (_name, target) => {
    write('out/x', 'in/a');
    link('in/a link', target);
    link('in/hop', '../out');
    const message = await refusalOf('in\n!in/hop');
    expect(message).toContain(
      "includes 'in/a link', which is a link to something outside the upload's folder",
    );
    expect(message).toMatch(/exclude it, or set follow-symlinks/);
    expect(await pathsOf('in\n!in/hop\n!in/a link')).toEqual(['a']);
  });

  test('to folders are not followed, unless a pattern begins there', async () => {
    write('in/v1/a.txt', 'in/b.txt');
    link('in/current', 'v1');
    expect(await pathsOf('in/**/*.txt')).toEqual(['b.txt', 'v1/a.txt']);
    expect(await pathsOf('in/current/*.txt')).toEqual(['a.txt']);
    expect(await pathsOf('in/current/*.txt\nin/b.txt')).toEqual(['b.txt', 'current/a.txt']);
    expect(await linksOf('in/current\nin/b.txt')).toEqual(['current -> v1']);
  });

  test('that are the whole selection are followed', async () => {
    write('v1/a', 'v1/b');
    link('v1/c', 'a');
    link('current', 'v1');
    link('one', 'v1/a');
    const selection = await select('current');
    expect(selection.root).toBe(join(cwd, 'current'));
    expect(selection.files.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(await linksOf('current')).toEqual(['c -> a']);
    const { root, files } = await select('one');
    expect(root).toBe(cwd);
    expect(files).toEqual([expect.objectContaining({ path: 'one', absolute: join(cwd, 'v1/a'), size: 4 })]);
  });

  test('in a folder that is reached through a link stay links', async () => {
    write('releases/v1/a', 'work/b');
    link('releases/v1/c', 'a');
    link('releases/v1/d', join(cwd, 'releases/v1/a'));
    link('work/current', '../releases/v1');
    const inWork = { cwd: join(cwd, 'work') };
    expect(await linksOf('current/*\nb', inWork)).toEqual(['current/c -> a', 'current/d -> a']);
  });
});

describe('followed links', () => {
  const follow = { followLinks: true };

  test('yield their content, even from outside the root', async () => {
    write('out/x', 'out/deep/y', 'in/a');
    link('in/file', '../out/x');
    link('in/folder', join(cwd, 'out'));
    const { files, links } = await select('in', follow);
    expect(links).toEqual([]);
    expect(files.map(({ path, absolute, size }) => [path, absolute, size])).toEqual([
      ['a', join(cwd, 'in/a'), 4],
      ['file', join(cwd, 'out/x'), 5],
      ['folder/deep/y', join(cwd, 'in/folder/deep/y'), 10],
      ['folder/x', join(cwd, 'in/folder/x'), 5],
    ]);
  });

  test('are searched with two stars', async () => {
    write('out/x.txt', 'in/a.md');
    link('in/folder', '../out');
    expect(await pathsOf('in/**/*.txt', follow)).toEqual(['folder/x.txt']);
  });

  test.each([
    ['to its own folder', 'loop', '.', 'is a link to a folder that contains it'],
    ['to a folder above the root', 'deep/loop', '../..', 'is a link to a folder that contains it'],
    ['to itself', 'loop', 'loop', 'is in a loop of symbolic links'],
    ['to nothing', 'loop', 'gone', 'is a broken symbolic link'],
  ])('are refused if they never end: %s', async (_name, path, target, sentence) => {
    write('in/a');
    link(`in/${path}`, target);
    expect(await refusalOf('in', follow)).toContain(`includes 'in/${path}', which ${sentence}`);
    expect(await pathsOf(`in\n!in/${path}`, follow)).toEqual(['a']);
  });

  test('between two folders that lead to each other are refused', async () => {
    write('in/a/x', 'out/y');
    link('in/a/there', '../../out');
    link('out/back', '../in/a');
    expect(await refusalOf('in', follow)).toContain(
      "'in/a/there/back', which is a link to a folder that contains it",
    );
  });

  test('to one folder from two places yield it twice', async () => {
    write('out/x', 'in/a');
    link('in/one', '../out');
    link('in/two', '../out');
    expect(await pathsOf('in', follow)).toEqual(['a', 'one/x', 'two/x']);
  });
});

describe('what has no content', () => {
  test.each([false, true])('is refused without being opened, links followed: %s', async (followLinks) => {
    write('in/a');
    expect(spawnSync('mkfifo', [join(cwd, 'in/pipe')]).status).toBe(0);
    expect(await refusalOf('in', { followLinks })).toContain(
      "'in/pipe', which is a pipe and has no content to upload: exclude it",
    );
    expect(await refusalOf('in/pipe', { followLinks })).toContain(
      'is a pipe and has no content to upload: write the content to a file and name it, or upload - on the command line',
    );
    expect(await pathsOf('in/*\n!in/pipe', { followLinks })).toEqual(['a']);
    expect(await refusalOf('/dev/null', { followLinks })).toContain("'/dev/null', which is a device");
  });

  test('is refused if it is an open pipe, such as /dev/stdin and <(…)', () => {
    const program = `
      const { selectFiles } = await import(${JSON.stringify(join(projectFolder, 'src/transfer/upload/file-selection.ts'))});
      for (const path of process.argv.slice(1)) {
        const options = { patterns: [path], cwd: ${JSON.stringify(cwd)}, includeHidden: false, followLinks: false };
        console.log(await selectFiles(options).then(({ files }) => files.map(({ path }) => path).join(), String));
      }`;
    const script = `echo dump | "$0" --input-type=module -e "$1" /dev/stdin /dev/fd/0; "$0" --input-type=module -e "$1" <(echo dump) /dev/stdin < "$2"`;
    write('dump.sql');
    const args = ['-c', script, process.execPath, program, join(cwd, 'dump.sql')];
    const { stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const refusal =
      /^InputError: path includes '\/dev\/\S+', which is a pipe and has no content to upload: write the content to a file and name it, or upload - on the command line\.$/;
    const [first, second, third, file] = stdout.split('\n');
    for (const line of [first, second, third]) expect(line).toMatch(refusal);
    expect(file).toBe('stdin');
  });

  test('is refused behind a followed link', async () => {
    link('in/null', '/dev/null');
    expect(await refusalOf('in', { followLinks: true })).toContain("'in/null', which is a device");
  });
});

test('an aborted selection fails with the signal’s reason', async () => {
  write('in/a');
  await expect(select('in', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('a folder that cannot be read is refused, unless it is excluded', () => {
  write('in/a', 'in/closed/b');
  chmodSync(join(cwd, 'in/closed'), 0);
  chmodSync(cwd, 0o755);
  const program = `
    const { selectFiles } = await import(${JSON.stringify(join(projectFolder, 'src/transfer/upload/file-selection.ts'))});
    if (process.getuid() === 0) process.setuid(65534);
    for (const patterns of [['in'], ['in', '!in/closed']]) {
      const options = { patterns, cwd: ${JSON.stringify(cwd)}, includeHidden: false, followLinks: false };
      console.log(await selectFiles(options).then(({ files }) => files.map(({ path }) => path).join(), String));
    }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  chmodSync(join(cwd, 'in/closed'), 0o755);
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    "InputError: path includes 'in/closed', which cannot be read (EACCES): exclude it or fix it.",
    'a',
    '',
  ]);
});
