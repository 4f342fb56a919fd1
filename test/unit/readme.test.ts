import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.ts';

interface Parameter {
  description: string;
  required?: boolean;
  default?: string;
}

interface ActionFile {
  inputs: Record<string, Parameter>;
  outputs: Record<string, Parameter>;
  branding: { icon: string; color: string };
  runs: { using: string; main: string; post?: string };
}

const readme = readFileSync('README.md', 'utf8');
const readAction = (path: string) => load(readFileSync(path, 'utf8')) as ActionFile;
const action = readAction('action.yml');
const upload = readAction('upload/action.yml');
const download = readAction('download/action.yml');

/** The rows of the table that follows a marker, each as its cells. */
function tableAfter(marker: string): string[][] {
  const after = readme.slice(readme.indexOf(marker) + marker.length);
  const lines = after.slice(after.indexOf('\n|')).trimStart().split('\n');
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function inputRows(inputs: ActionFile['inputs']): string[][] {
  return Object.entries(inputs).map(([name, { description, required, default: standard = '' }]) => [
    `\`${name}\``,
    required === true ? '*required*' : standard === '' ? '' : `\`${standard}\``,
    description,
  ]);
}

describe.each([
  ['', action],
  ['upload ', upload],
  ['download ', download],
])('the README and the action.yml of the %saction say the same', (name, { inputs, outputs }) => {
  test('of every input, its default and its meaning', () => {
    // What upload has as well, such as the credential, is not written twice.
    const own = Object.keys(inputs).filter((input) => name !== 'download ' || !(input in upload.inputs));
    const rows = tableAfter(`<!-- ${name}inputs:`);
    const listed = rows.map(([input = '']) => input.replaceAll('`', ''));
    expect(listed).toEqual(expect.arrayContaining(own));
    expect(rows).toEqual(
      inputRows(Object.fromEntries(Object.entries(inputs).filter(([input]) => listed.includes(input)))),
    );
  });

  test('of every output', () => {
    const expected = Object.entries(outputs).map(([output, { description }]) => [
      `\`${output}\``,
      description,
    ]);
    expect(tableAfter(`<!-- ${name}outputs:`)).toEqual(expected);
  });
});

test('the actions for upload and download have the inputs and outputs of the contract', () => {
  const credential =
    'service-access-key service-secret-key role-arn bucket endpoint region duration session-name';
  expect(Object.keys(upload.inputs)).toEqual(
    (
      'path prefix if-no-files-found include-hidden-files follow-symlinks overwrite skip-unchanged delete dry-run latest ' +
      'retention-days metadata cache-control content-type acl concurrency part-size presign subject-checksums summary ' +
      credential
    ).split(' '),
  );
  expect(Object.keys(upload.outputs)).toEqual(
    'manifest-key manifest-sha256 files bytes uploaded skipped deleted prefix url links'.split(' '),
  );
  expect(Object.keys(download.inputs)).toEqual(
    `prefix latest manifest-key manifest-sha256 directory include overwrite concurrency ${credential}`.split(
      ' ',
    ),
  );
  expect(upload.runs).toEqual({ using: 'node24', main: '../dist/upload/index.js' });
  expect(download.runs).toEqual({ using: 'node24', main: '../dist/download/index.js' });
});

test('the action’s inputs and outputs are those of the contract', () => {
  expect(Object.keys(action.inputs)).toEqual(
    (
      'service-access-key service-secret-key role-arn bucket endpoint region duration access prefix session-name ' +
      'refresh run shell working-directory output-credentials cleanup summary'
    ).split(' '),
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

test('every workflow of the README is valid YAML, and uses inputs that exist', () => {
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => load(match[1] ?? ''));
  const steps = blocks.flatMap((block) => collectSteps(block));
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

test('every command that the README lists is one of the program', async () => {
  const { stdout: help } = await run(process.execPath, ['cli/main.ts', '--help']);
  const listed = [...readme.matchAll(/^\| `otter-sts ([a-z-]+)/gm)].map((match) => match[1]);
  expect(listed.length).toBeGreaterThan(5);
  for (const command of listed) expect(help).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
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
