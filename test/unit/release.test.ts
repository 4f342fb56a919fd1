import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sectionOf } from '../../release/changelog.ts';
import { compareVersions } from '../../release/version.ts';
import { type CommandResult, run, runOrThrow, start } from '../support/command.ts';
import { AUTHOR, commitAll, copyProject, git, linkPackages } from '../support/release/project-copy.ts';
import { findSbomErrors } from '../support/release/sbom-schema.ts';

/** An instant build. The real scripts make the files that follow from it. */
const BUILD = `import { writeFileSync, readFileSync } from 'node:fs';
writeFileSync('dist/cli/index.js', JSON.parse(readFileSync('package.json', 'utf8')).version);
writeFileSync('dist/new-chunk.js', '');\n`;
const TESTS = `console.log('1 test');
process.exitCode = process.env.BROKEN === undefined ? 0 : 1;
setTimeout(() => {}, process.env.LONG === undefined ? 0 : 300_000);\n`;

/** A copy of this repository with one commit. */
let copy: string;
const read = (path: string) => readFileSync(join(copy, path), 'utf8');
const release = (args: readonly string[], env: Record<string, string> = {}) =>
  run('node', ['release/prepare.ts', ...args], { cwd: copy, env: { ...AUTHOR, ...env } });

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'otter-release-'));
  copyProject(copy, { 'build.ts': BUILD, 'test/run.ts': TESTS });
  linkPackages(copy);
  await runOrThrow('npm', ['version', '1.0.0', '--allow-same-version', '--no-git-tag-version'], {
    cwd: copy,
  });
  // As after every build, its checksums are those of the program.
  await runOrThrow('node', ['gitlab/pin.ts'], { cwd: copy });
  await git(copy, 'init', '--quiet', '--initial-branch', 'main');
  appendFileSync(join(copy, '.git/info/exclude'), 'node_modules\n');
  const changelog = read('CHANGELOG.md').replace(
    '## 1.0.0',
    '## 2.0.0\n\n- Other.\n\n## 1.2.0\n\n- New.\n\n## 1.0.0',
  );
  writeFileSync(join(copy, 'CHANGELOG.md'), changelog);
  await commitAll(copy, 'Everything');
});

afterAll(() => rmSync(copy, { recursive: true }));

describe('npm run release refuses', () => {
  test.each([
    ['no version', [], /^One version is needed\. Usage: npm run release -- X\.Y\.Z$/m],
    ['two versions', ['1.2.0', '1.3.0'], /^One version is needed/],
    ['a tag’s name', ['v1.2.0'], /^Invalid version "v1\.2\.0": use X\.Y\.Z/],
    ['a version that looks like an option of git', ['1.2.0 --all'], /^Invalid version/],
    ['an older version', ['0.9.0'], /^Version 0\.9\.0 is older than 1\.0\.0/],
    ['a new major version that the documents do not use', ['2.0.0'], /^README\.md does not use .*@v2: /],
    ['a version without a section', ['1.3.0'], /^CHANGELOG\.md has no section for it: add "## 1\.3\.0"/],
  ])('%s', async (_, args, message) => {
    const before = await git(copy, 'rev-parse', 'HEAD');
    const { code, stderr } = await release(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(await git(copy, 'rev-parse', 'HEAD')).toBe(before);
  });

  test('a commit without a branch', async () => {
    await git(copy, 'checkout', '--quiet', '--detach');
    const { code, stderr } = await release(['1.2.0']);
    await git(copy, 'checkout', '--quiet', 'main');
    expect(stderr).toMatch(/^No branch is checked out/m);
    expect(code).toBe(2);
  });

  test('a tree with changes, and names them', async () => {
    writeFileSync(join(copy, 'forgotten.txt'), '');
    const { code, stderr } = await release(['1.2.0']);
    rmSync(join(copy, 'forgotten.txt'));
    expect(stderr).toMatch(/^The working tree has changes.*forgotten\.txt/s);
    expect(code).toBe(2);
  });
});

describe('npm run release leaves everything as it was', () => {
  async function expectNothing({ code, stderr }: CommandResult): Promise<void> {
    expect(stderr).toMatch(/^Preparing version 1\.2\.0 failed\. The files were restored\.$/m);
    expect(code).toBe(1);
    expect(await git(copy, 'log', '--format=%s')).toBe('Everything');
    expect(await git(copy, 'status', '--porcelain')).toBe('');
  }

  test('if the tests fail', async () => {
    await expectNothing(await release(['1.2.0'], { BROKEN: '1' }));
  });

  test('after Ctrl-C', async () => {
    const running = start('node', ['release/prepare.ts', '1.2.0'], {
      cwd: copy,
      env: { ...AUTHOR, LONG: '1' },
    });
    await vi.waitUntil(() => running.output().includes('1 test\n'), 100_000);
    running.kill('SIGINT');
    await expectNothing(await running.result);
  });
});

test('npm run release -- 1.0.0 prepares the version that package.json has from the start', async () => {
  const { code, stdout, stderr } = await release(['1.0.0']);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^1 test$/m);
  expect(await git(copy, 'log', '--format=%s')).toBe('Release 1.0.0\nEverything');
});

describe('npm run release -- 1.2.0', () => {
  let told: string;

  beforeAll(async () => {
    const { code, stdout, stderr } = await release(['1.2.0']);
    expect(code, stderr).toBe(0);
    told = stdout;
  });

  test('makes one commit with the version, the build and all that is pinned to it', async () => {
    expect(await git(copy, 'log', '--format=%s')).toBe('Release 1.2.0\nRelease 1.0.0\nEverything');
    expect(await git(copy, 'status', '--porcelain')).toBe('');
    expect(JSON.parse(read('package.json')).version).toBe('1.2.0');
    expect(JSON.parse(read('package-lock.json')).packages[''].version).toBe('1.2.0');
    expect(await git(copy, 'ls-files', 'dist/new-chunk.js')).not.toBe('');
    const program = createHash('sha256').update(read('dist/cli/index.js')).digest('hex');
    expect(read('gitlab/sts-credentials.yml')).toContain(`otter_sts_sha256=${program}`);
    expect(read('gitlab/sts-credentials.yml')).toContain('otter/sts-credentials/v1.2.0/dist/cli/index.js');
    const template = createHash('sha256').update(read('gitlab/sts-credentials.yml')).digest('base64');
    for (const document of ['README.md', 'docs/gitlab.md']) {
      expect(read(document)).toContain(
        `/v1.2.0/gitlab/sts-credentials.yml\n    integrity: sha256-${template}`,
      );
      expect(read(document)).not.toContain('otter/sts-credentials/v1.0.0/');
    }
  });

  test('runs the tests, and prints the tags and the commands that publish', () => {
    expect(told).toMatch(/^1 test$/m);
    expect(told).toMatch(/^Tags: v1\.2\.0, and v1, which the release workflow moves/m);
    expect(told).toMatch(/^ {2}git tag v1\.2\.0\n {2}git push --atomic origin main v1\.2\.0$/m);
  });

  test('changes nothing when it is run again', async () => {
    const before = await git(copy, 'rev-parse', 'HEAD');
    const { code, stdout } = await release(['1.2.0']);
    expect(stdout).toMatch(/^Version 1\.2\.0 is already prepared, in commit \w+ Release 1\.2\.0\. Nothing/m);
    expect(stdout).toContain('git tag v1.2.0');
    expect(code).toBe(0);
    expect(await git(copy, 'rev-parse', 'HEAD')).toBe(before);
    expect(await git(copy, 'status', '--porcelain')).toBe('');
  });

  test('prints no command for an existing tag', async () => {
    await git(copy, 'tag', 'v1.2.0');
    const { stdout } = await release(['1.2.0']);
    expect(stdout).not.toContain('git tag');
    expect(stdout).toContain('git push --atomic origin main v1.2.0');
  });

  test('is refused if something was committed after the tag', async () => {
    await git(copy, 'commit', '--quiet', '--allow-empty', '--message', 'More');
    const { code, stderr } = await release(['1.2.0']);
    await git(copy, 'reset', '--quiet', '--hard', 'v1.2.0');
    expect(stderr).toMatch(/^The tag v1\.2\.0 already exists: choose a newer version/m);
    expect(code).toBe(2);
  });

  test('cannot be followed by an older version', async () => {
    const { code, stderr } = await release(['1.0.0']);
    expect(stderr).toMatch(/^Version 1\.0\.0 is older than 1\.2\.0, the version in package\.json\.$/m);
    expect(code).toBe(2);
  });
});

describe('the files of a release', () => {
  const make = (tag: string) => run('node', ['release/assets.ts', tag, 'made'], { cwd: copy });

  afterAll(() => rmSync(join(copy, 'made'), { recursive: true, force: true }));

  test('are the package, the executables, the SBOM, their checksums, and the notes', async () => {
    const { code, stderr } = await make('v1.2.0');
    expect(code, stderr).toBe(0);
    expect(readdirSync(join(copy, 'made/files')).sort()).toEqual([
      'SHA256SUMS',
      'otter-sts-credentials-1.2.0.tgz',
      'otter-sts-linux-x64',
      'otter-sts-linux-x64.gz',
      'otter-sts.cjs',
      'sbom.cdx.json',
    ]);
    const files = join(copy, 'made/files');
    const checked = await runOrThrow('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: files });
    expect(checked.trim().split('\n')).toHaveLength(5);
    expect(read('made/notes.md')).toBe('- New.\n');
  });

  test('list exactly the packages in the bundles, in CycloneDX format', () => {
    const sbom = JSON.parse(read('made/files/sbom.cdx.json'));
    expect(findSbomErrors(sbom)).toEqual([]);
    const names = sbom.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-sts', 'commander', 'undici']));
    expect(names).not.toContain('vitest');
    expect(sbom.metadata.component.name).toBe('@otter/sts-credentials');
    // The validator does find something.
    expect(findSbomErrors({ ...sbom, components: [{ name: 'a' }] })).toHaveLength(1);
  });

  test('are not mixed with those of an earlier run', async () => {
    const { code, stderr } = await make('v1.2.0');
    expect(stderr).toMatch(/EEXIST.*made\/files/);
    expect(code).toBe(1);
  });

  test('are not made for another version’s tag', async () => {
    const { code, stderr } = await make('v1.3.0');
    expect(stderr).toContain('The tag is v1.3.0, but the version in package.json is 1.2.0.');
    expect(code).toBe(1);
  });
});

test('versions are compared by their numbers', () => {
  const sorted = ['1.10.0', '2.0.0', '1.9.10', '1.9.9'].sort(compareVersions);
  expect(sorted).toEqual(['1.9.9', '1.9.10', '1.10.0', '2.0.0']);
  for (const text of ['1.2', '1.2.03', '1.2.0-rc.1', '1.2.0\n', ' 1.2.0'])
    expect(() => compareVersions(text, '1.0.0')).toThrow(/^Invalid version/);
});

test('the notes of a release are its section of the changelog', () => {
  const changelog =
    '# Changelog\n\n## 1.10.0\n\n- New.\n\n### More\n\ntext\n\n## 1.1.0\n\n## 1.0.0\n\n- First.\n';
  expect(sectionOf(changelog, '1.10.0')).toBe('- New.\n\n### More\n\ntext');
  expect(sectionOf(changelog, '1.0.0')).toBe('- First.');
  expect(sectionOf(changelog, '1.1.0')).toBeUndefined();
  expect(sectionOf(changelog, '1.1')).toBeUndefined();
});
