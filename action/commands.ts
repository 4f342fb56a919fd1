import { EOL } from 'node:os';
/*
 * `@actions/core` without its index, which loads the OIDC client as well, and with it undici: 1 MB and 40 ms in each of
 * main and post (measured), for what neither does. The package names no other way in, so these are the files themselves.
 */
import { issueCommand } from '../node_modules/@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '../node_modules/@actions/core/lib/file-command.js';
import { toCommandProperties, toCommandValue } from '../node_modules/@actions/core/lib/utils.js';
import type { Workflow } from './workflow.ts';

type Commands = Workflow['commands'];
type AnnotationLevel = 'warning' | 'error';

/** The runner's commands as the index of `@actions/core` has them, for the process's own environment and output. */
export const commands: Commands = {
  getInput: (name) => (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
  getState: (name) => process.env[`STATE_${name}`] ?? '',
  setSecret: (secret) => issueCommand('add-mask', {}, secret),
  exportVariable: (name, value) => {
    process.env[name] = toCommandValue(value);
    issueValue('ENV', 'set-env', name, value);
  },
  setOutput: (name, value) => {
    // As a command it has to begin a line.
    if (!process.env.GITHUB_OUTPUT) process.stdout.write(EOL);
    issueValue('OUTPUT', 'set-output', name, value);
  },
  saveState: (name, value) => issueValue('STATE', 'save-state', name, value),
  info: (message) => void process.stdout.write(`${message}${EOL}`),
  warning: (message, properties) => annotate('warning', message, properties),
  error: (message, properties) => annotate('error', message, properties),
};

/** Through the file that the runner names; a runner without one reads the command from the output. */
function issueValue(file: string, command: string, name: string, value: unknown): void {
  if (process.env[`GITHUB_${file}`]) issueFileCommand(file, prepareKeyValueMessage(name, value));
  else issueCommand(command, { name }, toCommandValue(value));
}

function annotate(
  level: AnnotationLevel,
  message: string | Error,
  properties: Parameters<Commands['warning']>[1] = {},
): void {
  issueCommand(level, toCommandProperties(properties), String(message));
}
