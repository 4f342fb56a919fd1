import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import {
  keyOf,
  type Name,
  SETTINGS,
  type Setting,
  type System,
  settingsOn,
  variableOf,
} from '../../src/inputs.ts';
import { filesOfInputs } from '../../write-inputs.ts';
import { projectFolder, run } from '../support/command.ts';
import { marked } from '../support/documents.ts';
import { templateInputs } from '../support/gitlab-template.ts';

const read = (path: string) => readFileSync(join(projectFolder, path), 'utf8');
const settings = Object.entries(SETTINGS) as [Name, Setting][];

test.each([...filesOfInputs().keys()])('%s matches src/inputs.ts (otherwise: npm run inputs)', (path) => {
  expect(read(path) === filesOfInputs().get(path)).toBe(true);
});

describe.each(['upload', 'download'] as const)('a setting for %s', (task) => {
  const own = settings.filter(([, { for: uses }]) => uses.includes(task) || uses.includes('credential'));
  const namesOn = (system: System) =>
    own.filter(([, { on }]) => on === undefined || on.includes(system)).map(([name]) => name);

  test('is an input of the action', () => {
    const { inputs } = load(read(`${task}/action.yml`)) as { inputs: object };
    expect(new Set(Object.keys(inputs))).toEqual(new Set(namesOn('github')));
  });

  test('is an input of GitLab’s template, which passes it to the program', () => {
    const path = `gitlab/${task}.yml`;
    const names = namesOn('gitlab');
    const underscored = names.map((name) => name.replaceAll('-', '_'));
    expect(new Set(Object.keys(templateInputs(join(projectFolder, path))))).toEqual(new Set(underscored));
    for (const name of names) expect(read(path)).toContain(`$[[ inputs.${name.replaceAll('-', '_')} ]]`);
  });

  test('is in the tables of the documents', () => {
    // What upload and download share is only in the table of upload.
    const [github, gitlab] = ['', 'gitlab-'].map((prefix) =>
      ['upload', task].map((name) => marked(`inputs:${prefix}${name}`)).join(''),
    );
    const options = ['cli', 'cli-upload', 'cli-download'].map((name) => marked(`inputs:${name}`)).join('');
    for (const name of namesOn('github')) expect(github).toContain(`\`${name}\``);
    for (const name of namesOn('gitlab')) expect(gitlab).toContain(`\`${name.replaceAll('-', '_')}\``);
    for (const name of namesOn('cli')) {
      expect(`${github}${options}`).toMatch(new RegExp(`\`(--)?${name}\`|\`${variableOf(name)}\``));
    }
  });

  test('is an option of the command line, with its variable', async () => {
    const { stdout } = await run(process.execPath, ['cli/main.ts', task, '--help'], { cwd: projectFolder });
    const help = stdout.replace(/\s+/g, ' ');
    for (const name of namesOn('cli')) {
      if (SETTINGS[name].type === 'secret-key') expect(help).not.toContain(`--${name}`);
      else expect(help).toMatch(new RegExp(` --${name} .*?env: ${variableOf(name)}\\)`));
    }
  });

  // The template itself reads what only GitLab has.
  const known = own.filter(([, { on }]) => on?.join() !== 'gitlab');
  test.each(known.map(([name]) => name))('%s is used in code', (name) => {
    expect(new RegExp(`\\b${keyOf(name)}\\b`).test(CODE)).toBe(true);
  });
});

/** Without comments and strings, in which a name does not count. */
const CODE = globSync('{src,action,cli,gitlab}/**/*.ts', { cwd: projectFolder })
  .filter((path) => !/^src\/(inputs|input-values)\.ts$/.test(path))
  .map((path) => read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, ''))
  .join('\n');

describe('every setting', () => {
  test.each(settings)(
    '%s has help in whole sentences, which names its choices',
    (_, { help, choices = [], where }) => {
      const texts = [help, ...Object.values(where ?? {}).map((variant) => variant?.help ?? help)];
      for (const text of texts) expect(text).toMatch(/^[A-Z][^|\n]*\.$/);
      if (choices.length < 5) for (const choice of choices) expect(help).toContain(choice);
    },
  );

  test('has a default that is one of its choices', () => {
    for (const [, { choices, default: standard }] of settings) {
      if (choices !== undefined) expect(choices).toContain(standard);
    }
  });
});

test('required settings come first, without the credential, which an identity token or an earlier step can replace', () => {
  const required = (task: 'session' | 'upload') =>
    settingsOn('github', task).map(([name, setting]) => (setting.required === true ? name : undefined));
  expect(required('session').slice(0, 3)).toEqual(['role-arn', 'bucket', undefined]);
  expect(required('upload').filter((name) => name !== undefined)).toEqual(['path']);
});
