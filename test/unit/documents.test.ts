import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { projectFolder, run } from '../support/command.ts';
import { anchorsOf, DOCUMENTS, linksOf, readDocument, snippetsOf } from '../support/documents.ts';

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs: Record<string, { readonly required?: boolean }>;
  readonly outputs: object;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

const readAction = (path: string) => load(readFileSync(join(projectFolder, path), 'utf8')) as ActionFile;

const action = readAction('action.yml');
const upload = readAction('upload/action.yml');
const download = readAction('download/action.yml');

describe('GitHub Marketplace', () => {
  const actions = [action, upload, download];
  const COLORS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];

  test('truncates no description: each has less than 125 characters', () => {
    for (const { description } of actions) expect(description.length, description).toBeLessThan(125);
  });

  test('accepts the names: each is unique, and says whose it is', () => {
    expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length);
    for (const { name } of actions) expect(name).toMatch(/^OtterStorage [\w ]+$/);
  });

  test('knows the colors and the icons', () => {
    for (const { branding } of actions) expect(COLORS).toContain(branding.color);
    expect(actions.map(({ branding }) => branding.icon)).toEqual(['key', 'upload-cloud', 'download-cloud']);
  });

  test('shows on the first screen of README what it is, for whom, and how to set it up', () => {
    const screen = readDocument('README.md').split('\n').slice(0, 25).join('\n');
    expect(screen).toMatch(/^# OtterStorage STS credentials/);
    for (const words of ['service credential', 'session', 'Ceph RGW', 'GitHub Action', '(#set-up)'])
      expect(screen).toContain(words);
  });
});

test('README has 1,500 words at most', () => {
  expect(readDocument('README.md').trim().split(/\s+/).length).toBeLessThanOrEqual(1_500);
});

test('every page of docs/ can be reached from README, and those of docs/ci/ from its own', () => {
  const pages = DOCUMENTS.filter((path) => path.startsWith('docs/'));
  const [recipes, others] = [true, false].map((wanted) =>
    pages.filter((path) => wanted === /^docs\/ci\/(?!README)/.test(path)),
  );
  expect(linksOf('README.md')).toEqual(expect.arrayContaining(others ?? []));
  const names = (recipes ?? []).map((path) => basename(path));
  expect(linksOf('docs/ci/README.md')).toEqual(expect.arrayContaining(names));
});

describe.each(DOCUMENTS)('%s', (document) => {
  test('has no link to a missing file or heading', () => {
    const broken = linksOf(document).filter(
      (link) => !/^https?:/.test(link) && !leadsSomewhere(document, link),
    );
    expect(broken).toEqual([]);
  });

  test('shows pictures of less than 60 KB', () => {
    const pictures = linksOf(document).filter((link) => /\.(png|svg)$/.test(link));
    const sizes = pictures.map((link) => statSync(join(projectFolder, dirname(document), link)).size);
    for (const size of sizes) expect(size).toBeLessThan(60_000);
  });

  test('says how every snippet is run, or why it is not', () => {
    const silent = snippetsOf(document)
      .filter(({ language }) => ['sh', 'ts', 'python'].includes(language))
      .filter(({ comment }) => comment === undefined);
    expect(silent.map(({ text }) => text)).toEqual([]);
  });
});

test.each(DOCUMENTS)('%s has no script into which a CI system writes the name of a branch', (document) => {
  // Whoever opens a pull request chooses it, and a shell would run what is in it.
  const branch =
    /%(?:teamcity\.build|vcsroot\.)[\w.]*branch%|\$\{\{ *github\.(?:head_ref|ref_name|event\.)|\$\(Build\.Source/i;
  const lines = readDocument(document).split('\n');
  const inScripts = lines.filter((line) => branch.test(line) && /--\w|\brun:|["']s3:/.test(line));
  expect(inScripts).toEqual([]);
});

test('every snippet that says so is run by a test', () => {
  const tests = globSync('test/{sandbox,clients,clients-more,runners,gitea}/*.test.ts', {
    cwd: projectFolder,
  }).map((path) => readFileSync(join(projectFolder, path), 'utf8'));
  // docs/ceph.md, the administrator's part of docs/keyless.md and sandbox/walk-through.md have tests of their own, which
  // look for what is not run there.
  const snippets = DOCUMENTS.filter((path) => path !== 'docs/ceph.md')
    .flatMap(snippetsOf)
    .filter(({ document, comment }) => document !== 'docs/keyless.md' || comment !== 'run: keyless');
  for (const { document, comment = '' } of snippets) {
    const [, name] = /^run: (.*)$/.exec(comment) ?? [];
    const call = `snippetToRun('${document}', '${name}')`;
    if (name !== undefined) expect(tests.join(''), call).toContain(call);
  }
});

test('the first change that CONTRIBUTING.md describes fits the sources', async () => {
  const blocks = snippetsOf('CONTRIBUTING.md').filter(({ language }) => language === 'diff');
  const input = blocks.map(({ text }) => text).join('');
  expect(input.match(/^\+\+\+ /gm)).toHaveLength(2);
  const { code, stderr } = await run('git', ['apply', '--check', '-'], {
    cwd: projectFolder,
    input,
  });
  expect(code, stderr).toBe(0);
});

test('docs/architecture.md names existing files and folders', () => {
  const named = readDocument('docs/architecture.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g);
  const paths = new Set(Array.from(named, ([, path = '']) => path));
  const missing = [...paths].filter((path) => !existsSync(join(projectFolder, path)));
  expect(paths.size).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target =
    path === '' ? document : relative(projectFolder, join(projectFolder, dirname(document), path));
  if (!existsSync(join(projectFolder, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

test('the actions for upload and download keep the inputs, and have the outputs, of the contract', () => {
  const credential =
    'service-access-key service-secret-key role-arn bucket endpoint region duration session-name';
  expect(Object.keys(upload.inputs)).toEqual(
    expect.arrayContaining(
      (
        'path prefix if-no-files-found include-hidden-files follow-symlinks overwrite skip-unchanged archive delete dry-run latest ' +
        'retention-days metadata cache-control content-type acl concurrency part-size presign subject-checksums ' +
        `${credential} summary`
      ).split(' '),
    ),
  );
  expect(Object.keys(upload.outputs)).toEqual(
    'manifest-key manifest-sha256 files bytes uploaded skipped headers-changed deleted prefix url links'.split(
      ' ',
    ),
  );
  expect(Object.keys(download.inputs)).toEqual(
    expect.arrayContaining(
      `prefix pattern merge-multiple overwrite latest concurrency manifest-key manifest-sha256 directory include unverified ${credential}`.split(
        ' ',
      ),
    ),
  );
  expect(upload.runs).toEqual({ using: 'node24', main: '../dist/upload/index.js' });
  expect(download.runs).toEqual({ using: 'node24', main: '../dist/download/index.js' });
});

test('the action’s inputs and outputs are those of the contract', () => {
  expect(Object.keys(action.inputs)).toEqual(
    expect.arrayContaining(
      (
        'service-access-key service-secret-key role-arn bucket prefix endpoint region duration access session-name ' +
        'refresh run shell working-directory output-credentials cleanup summary'
      ).split(' '),
    ),
  );
  expect(Object.keys(action.outputs)).toEqual(
    (
      'expires-at expires-at-epoch bucket endpoint region session-name session-arn access-key-id secret-access-key ' +
      'session-token'
    ).split(' '),
  );
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/main/index.js', post: 'dist/post/index.js' });
  expect(action.branding).toEqual({ icon: expect.any(String), color: expect.any(String) });
});

test('every workflow of the documents is valid YAML, and uses inputs that exist', () => {
  const blocks = DOCUMENTS.flatMap(snippetsOf).filter(({ language }) => language === 'yaml');
  const steps = blocks.flatMap(({ text }) => collectSteps(load(text)));
  const actions = Object.entries({ '': action, '/upload': upload, '/download': download });
  for (const [path, { inputs: known }] of actions) {
    const uses = steps.filter((step) => step.uses === `otter/sts-credentials${path}@v1`);
    expect(uses.length, path).toBeGreaterThanOrEqual(path === '' ? 4 : 1);
    for (const { with: inputs = {} } of uses) {
      expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      for (const [name, { required }] of Object.entries(known)) {
        if (required === true) expect(inputs).toHaveProperty(name);
      }
    }
  }
});

test('every command of the table is one of the program, and no command is missing', async () => {
  const { stdout: help } = await run(process.execPath, ['cli/main.ts', '--help'], { cwd: projectFolder });
  const table = readDocument('docs/command-line.md').matchAll(/^\| `otter-sts ([a-z-]+)/gm);
  const [, commands = ''] = help.split('Commands:\n');
  const known = (commands.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z-]+)/gm);
  const names = (matches: Iterable<RegExpMatchArray>) => Array.from(matches, ([, name]) => name).sort();
  expect(names(table)).toEqual(names(known));
});

test('the benchmarks have a place for their table', () => {
  const text = readFileSync(join(projectFolder, 'docs/benchmarks.md'), 'utf8');
  expect(text.indexOf('<!-- bench -->')).toBeGreaterThan(0);
  expect(text.indexOf('<!-- /bench -->')).toBeGreaterThan(text.indexOf('<!-- bench -->'));
});

interface WorkflowStep {
  uses?: string;
  with?: Record<string, unknown>;
}

function collectSteps(value: unknown): WorkflowStep[] {
  if (Array.isArray(value)) return value.flatMap((item) => collectSteps(item));
  if (typeof value !== 'object' || value === null) return [];
  if ('uses' in value) return [value as WorkflowStep];
  return Object.values(value).flatMap((item) => collectSteps(item));
}
