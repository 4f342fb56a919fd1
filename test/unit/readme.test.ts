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
  runs: { using: string; main: string; post: string };
}

const readme = readFileSync('README.md', 'utf8');
const action = load(readFileSync('action.yml', 'utf8')) as ActionFile;

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

describe('the README and action.yml say the same', () => {
  test('of every input, its default and its meaning', () => {
    const expected = Object.entries(action.inputs).map(
      ([name, { description, required, default: standard = '' }]) => [
        `\`${name}\``,
        required === true ? '*required*' : standard === '' ? '' : `\`${standard}\``,
        description,
      ],
    );
    expect(tableAfter('<!-- inputs:')).toEqual(expected);
  });

  test('of every output', () => {
    const expected = Object.entries(action.outputs).map(([name, { description }]) => [
      `\`${name}\``,
      description,
    ]);
    expect(tableAfter('<!-- outputs:')).toEqual(expected);
  });
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
  const steps = blocks
    .flatMap((block) => collectSteps(block))
    .filter(({ uses }) => uses === 'otter/sts-credentials@v1');
  expect(steps.length).toBeGreaterThanOrEqual(4);
  for (const { with: inputs = {} } of steps) {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    for (const [name, { required }] of Object.entries(action.inputs)) {
      if (required === true) expect(inputs).toHaveProperty(name);
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
