/** The tables of inputs and outputs as the documents must have them, from the action files and the templates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { projectFolder } from './command.ts';
import { templateInputs } from './gitlab-template.ts';

interface Parameter {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

export interface ActionFile {
  readonly inputs: Record<string, Parameter>;
  readonly outputs: Record<string, Parameter>;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

export function readAction(path: string): ActionFile {
  return load(readFileSync(join(projectFolder, path), 'utf8')) as ActionFile;
}

/** Each table by the name in the comments around it. */
export function settingTables(): Map<string, string> {
  const [action, upload, download] = ['action.yml', 'upload/action.yml', 'download/action.yml'].map(
    readAction,
  );
  const [gitlab, gitlabUpload, gitlabDownload] = ['sts-credentials', 'upload', 'download'].map((name) =>
    templateInputs(join(projectFolder, `gitlab/${name}.yml`)),
  );
  return new Map([
    ['inputs:github', inputTable(action?.inputs)],
    ['inputs:upload', inputTable(upload?.inputs)],
    ['inputs:download', inputTable(without(download?.inputs, upload?.inputs))],
    ['inputs:gitlab', inputTable(gitlab)],
    ['inputs:gitlab-upload', inputTable(gitlabUpload)],
    ['inputs:gitlab-download', inputTable(without(gitlabDownload, gitlabUpload))],
    ['outputs:github', outputTable(action?.outputs)],
    ['outputs:upload', outputTable(upload?.outputs)],
    ['outputs:download', outputTable(download?.outputs)],
  ]);
}

type Parameters = Record<string, Parameter>;

/** What upload has with another meaning stays; what both have alike, such as the credential, is not written twice. */
function without(parameters: Parameters = {}, others: Parameters = {}): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, { description }]) => others[name]?.description !== description),
  );
}

function inputTable(inputs: Parameters = {}): string {
  const rows = Object.entries(inputs).map(([name, { description, required, default: standard }]) => {
    const text = String(standard ?? '');
    const value = required === true ? '*required*' : text === '' ? '' : `\`${text}\``;
    return `| \`${name}\` | ${value} | ${description} |\n`;
  });
  return `\n| input | default | meaning |\n|---|---|---|\n${rows.join('')}\n`;
}

function outputTable(outputs: Parameters = {}): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |\n`);
  return `\n| output | meaning |\n|---|---|\n${rows.join('')}\n`;
}
