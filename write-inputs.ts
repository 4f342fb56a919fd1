/**
 * `npm run inputs`, a part of `npm run build`: writes the settings of `src/inputs.ts` into the action files, GitLab's
 * templates and the documents. The documents also get the outputs of the actions. With `--check` it writes nothing, and
 * names the files that are stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { type Name, type Setting, settingsOf, settingsOn, type Task, variableOf } from './src/inputs.ts';

const PROJECT = import.meta.dirname;

/** The tables of the documents, by the name in the comments around them. */
const TABLES: Readonly<Record<string, () => string>> = {
  'inputs:github': () => inputTable(settingsOn('github', 'session')),
  'inputs:upload': () => inputTable(settingsOn('github', 'upload')),
  'inputs:download': () =>
    inputTable(withoutSame(settingsOn('github', 'download'), settingsOn('github', 'upload'))),
  'inputs:gitlab': () => inputTable(gitlabSettings('session')),
  'inputs:gitlab-upload': () => inputTable(gitlabSettings('upload')),
  'inputs:gitlab-download': () =>
    inputTable(withoutSame(gitlabSettings('download'), gitlabSettings('upload'))),
  'inputs:buildkite': () => inputTable(settingsOn('buildkite', 'session')),
  'inputs:cli': () => optionTable(settingsOn('cli', 'session')),
  // Only the settings that are not inputs of the action.
  'inputs:cli-upload': () => optionTable(settingsOf('upload').filter(([, { on }]) => on?.join() === 'cli')),
  'inputs:cli-download': () =>
    optionTable(settingsOf('download').filter(([, { on }]) => on?.join() === 'cli')),
  'outputs:github': () => outputTable('action.yml'),
  'outputs:upload': () => outputTable('upload/action.yml'),
  'outputs:download': () => outputTable('download/action.yml'),
};

type Row = readonly [name: string, setting: Setting];

/** The up-to-date contents of every file that contains settings, by path. */
export function filesOfInputs(): Map<string, string> {
  const documents = globSync(['README.md', 'docs/**/*.md'], { cwd: PROJECT }).sort();
  return new Map([
    ['action.yml', actionFile('action.yml', 'session')],
    ['upload/action.yml', actionFile('upload/action.yml', 'upload')],
    ['download/action.yml', actionFile('download/action.yml', 'download')],
    ['gitlab/sts-credentials.yml', template('gitlab/sts-credentials.yml', 'session')],
    ['gitlab/upload.yml', template('gitlab/upload.yml', 'upload')],
    ['gitlab/download.yml', template('gitlab/download.yml', 'download')],
    ['plugins/buildkite/plugin.yml', pluginFile('plugins/buildkite/plugin.yml')],
    ...documents.map((path): [string, string] => [path, document(path)]),
  ]);
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** Replaces the part of a file that matches the pattern. */
function put(path: string, place: RegExp, text: string): string {
  const file = read(path);
  if (!place.test(file)) throw new Error(`${path} has no place for its settings (${place}).`);
  return file.replace(place, () => text);
}

function actionFile(path: string, task: Task): string {
  const inputs = settingsOn('github', task).map(([name, setting]) => [name, githubInput(setting)]);
  // Up to the next line that is not indented.
  return put(
    path,
    /^inputs:.*\n(?:(?: .*)?\n)+/m,
    `inputs: ${MADE}\n${yaml(Object.fromEntries(inputs), 2)}\n`,
  );
}

const MADE = '# Made from src/inputs.ts by npm run inputs.';

function githubInput({ help, required, default: standard, type }: Setting): object {
  if (required === true) return { description: help, required };
  return { description: help, default: standard ?? (type === 'switch' ? 'false' : '') };
}

function yaml(content: object, indentation: number): string {
  return dump(content, { lineWidth: -1 }).replace(/^(?=.)/gm, ' '.repeat(indentation));
}

/** Everything is optional, because a variable may hold it. */
function pluginFile(path: string): string {
  const properties = settingsOn('buildkite', 'session').map(([name, { help, type, choices }]) => [
    name,
    {
      type: type === 'switch' ? 'boolean' : 'string',
      description: help,
      ...(choices === undefined ? {} : { enum: choices }),
    },
  ]);
  const configuration = {
    properties: Object.fromEntries(properties),
    required: [],
    additionalProperties: false,
  };
  return put(path, /^configuration:.*\n(?: .*\n)*/m, `configuration: ${MADE}\n${yaml(configuration, 2)}`);
}

/** GitLab's names have underscores, because a pipeline would have to quote a hyphen. */
function gitlabSettings(task: Task): [string, Setting][] {
  return settingsOn('gitlab', task).map(([name, setting]) => [
    name.replaceAll('-', '_'),
    { ...setting, required: false, default: String(gitlabDefault(name, setting)) },
  ]);
}

function template(path: string, task: Task): string {
  const settings = settingsOn('gitlab', task);
  const inputs = settings.map(([name, setting]) => [name.replaceAll('-', '_'), gitlabInput(name, setting)]);
  const header = put(
    path,
    /^ {2}inputs:.*\n(?: {4}.*\n)+/m,
    `  inputs: ${MADE}\n${yaml(Object.fromEntries(inputs), 4)}`,
  );
  return header.replace(/(?:^ +[\w-]+(?:\[\])?=\$\[\[ inputs\.\w+ \]\]\n)+/m, () => handOn(settings));
}

/** The template itself reads where the program is. */
const OF_THE_TEMPLATE: readonly Name[] = ['bundle', 'bundle-sha256', 'node-from'];

/** A line for each setting, into which GitLab inserts the value and which the program reads. */
function handOn(settings: readonly [Name, Setting][]): string {
  return settings
    .filter(([name]) => !OF_THE_TEMPLATE.includes(name))
    .map(([name, { type }]) => {
      const operator = type === 'list' ? '[]=' : '=';
      return `      ${name}${operator}$[[ inputs.${name.replaceAll('-', '_')} ]]\n`;
    })
    .join('');
}

/** No line breaks, because GitLab inserts the value into the text of the pipeline, where a second line would be code. */
const ONE_LINE = '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$';
const VARIABLE = '^\\$\\{?[A-Za-z_][A-Za-z0-9_]*\\}?$';

function gitlabInput(name: string, setting: Setting): object {
  const { help, type, choices, pattern = isKey(setting) ? VARIABLE : ONE_LINE } = setting;
  const described = { description: help, type: gitlabType(type), default: gitlabDefault(name, setting) };
  if (described.type !== 'string') return described;
  return choices === undefined ? { ...described, regex: pattern } : { ...described, options: choices };
}

function gitlabType(type: Setting['type']): string {
  if (type === 'list') return 'array';
  return type === 'switch' ? 'boolean' : 'string';
}

function gitlabDefault(name: string, setting: Setting): string | boolean | string[] {
  if (isKey(setting)) return `$${variableOf(name)}`;
  if (setting.type === 'list') return [];
  return setting.type === 'switch' ? setting.default === 'true' : (setting.default ?? '');
}

function isKey({ type }: Setting): boolean {
  return type === 'access-key' || type === 'secret-key';
}

function document(path: string): string {
  return read(path).replace(
    /(<!-- ((?:in|out)puts:[\w-]+) begin -->\n)[\s\S]*?(<!-- \2 end -->)/g,
    (_, begin: string, name: string, end: string) => {
      const table = TABLES[name];
      if (table === undefined)
        throw new Error(`${path} has a place for ${name}, but there is no such table.`);
      return `${begin}\n${table()}\n${end}`;
    },
  );
}

/** Omits the settings that both have, such as the credential. */
function withoutSame(rows: readonly Row[], others: readonly Row[]): Row[] {
  const known = new Map(others.map(([name, { help }]) => [name, help]));
  return rows.filter(([name, { help }]) => known.get(name) !== help);
}

function inputTable(rows: readonly Row[]): string {
  return table(
    ['input', 'default', 'meaning'],
    rows.map(([name, setting]) => [code(name), standardOf(setting), setting.help]),
  );
}

function optionTable(rows: readonly Row[]): string {
  return table(
    ['option', 'variable', 'default', 'meaning'],
    rows.map(([name, setting]) => [
      // Every user of a machine can read the arguments of its processes.
      setting.type === 'secret-key' ? '' : code(`--${name}`),
      code(variableOf(name)),
      standardOf({ ...setting, required: false }),
      setting.help,
    ]),
  );
}

function outputTable(path: string): string {
  const { outputs } = load(read(path)) as { outputs: Record<string, { description: string }> };
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  return table(['output', 'meaning'], rows);
}

function standardOf({
  required,
  type,
  default: standard = type === 'switch' ? 'false' : '',
}: Setting): string {
  return required === true ? '*required*' : standard && code(standard);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.toSpliced(1, 0, `|${'---|'.repeat(head.length)}\n`).join('');
}

if (import.meta.main) {
  const stale = [...filesOfInputs()].filter(([path, text]) => text !== read(path));
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`${path} does not match src/inputs.ts: run npm run inputs.`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [path, text] of stale) writeFileSync(join(PROJECT, path), text);
  }
}
