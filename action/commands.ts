import { appendFileSync, existsSync, writeSync } from 'node:fs';
/*
 * `@actions/core` without its index, which loads the OIDC client as well, and with it undici: 1 MB and 40 ms in each of
 * main and post (measured), for what neither does. The package names no other way in, so this is the file itself.
 */
import { toCommandProperties, toCommandValue } from '../node_modules/@actions/core/lib/utils.js';
import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { escapeData } from '../src/masking/workflow-command.ts';
import { visible, visibleLines } from '../src/printable.ts';
import type { Workflow } from './workflow.ts';

type Commands = Workflow['commands'];

/** The step's environment. From here on other processes do not find the secrets of it in this one. */
export const environment = takeEnvironment(process);

/** As node:os has it, which takes 0.3 ms to load: so does the package's command.js, whose issueCommand is therefore not used. */
const EOL = process.platform === 'win32' ? '\r\n' : '\n';

type AnnotationLevel = 'warning' | 'error';

/** The runner's commands as the index of `@actions/core` has them, for the process's own environment and output. */
export const commands: Commands = {
  getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
  getState: (name) => environment[`STATE_${name}`] ?? '',
  setSecret: (secret) => issueLine('add-mask', {}, secret),
  exportVariables: (variables) => {
    Object.assign(process.env, variables);
    issueValues('ENV', 'set-env', variables);
  },
  setOutput: (name, value) => {
    // As a command it has to begin a line.
    if (!process.env.GITHUB_OUTPUT) print(EOL);
    issueValues('OUTPUT', 'set-output', { [name]: value });
  },
  saveState: (name, value) => issueValues('STATE', 'save-state', { [name]: value }),
  info: (message) => print(`${visibleLines(message)}${EOL}`),
  startGroup: (name) => issueLine('group', {}, visible(name)),
  endGroup: () => issueLine('endgroup', {}, ''),
  warning: (message, properties) => annotate('warning', message, properties),
  error: (message, properties) => annotate('error', message, properties),
};

/** Through the file that the runner names; a runner without one reads the commands from the output. */
function issueValues(file: string, command: string, values: Readonly<Record<string, unknown>>): void {
  const path = process.env[`GITHUB_${file}`];
  const texts = Object.entries(values).map(([name, value]) => [name, toCommandValue(value)] as const);
  if (path) issueFileCommands(path, texts);
  else for (const [name, text] of texts) issueLine(command, { name }, text);
}

/**
 * As the package's own file-command.js, whose delimiter is a random UUID: its node:crypto takes 4 ms to load, and the
 * whole of post 30. A value cannot end itself early here either, since the delimiter is one that is not in it.
 */
function issueFileCommands(path: string, values: readonly (readonly [name: string, value: string])[]): void {
  if (values.length === 0) return;
  // The runner made its files: another one nobody would read.
  if (!existsSync(path)) throw new Error(`Missing file at path: ${path}`);
  const commands = values.map(([name, value]) => {
    const delimiter = delimiterFor(value);
    return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
  });
  appendFileSync(path, commands.join(''));
}

function delimiterFor(value: string): string {
  for (let number = 0; ; number += 1) {
    const delimiter = `ghadelimiter_${String(number).padStart(36, '0')}`;
    if (!value.includes(delimiter)) return delimiter;
  }
}

function annotate(
  level: AnnotationLevel,
  message: string | Error,
  properties: Parameters<Commands['warning']>[1] = {},
): void {
  issueLine(level, toCommandProperties(properties), visibleLines(String(message)));
}

/**
 * Whether the output's stream is in use, on which what was written earlier may still wait. It takes 3 ms to load, and
 * post seldom has more to say than one line. Windows' consoles need it: they do not take UTF-8.
 */
let streaming = process.platform === 'win32';

function issueLine(command: string, properties: object, message: string): void {
  streaming = true;
  const said = Object.entries(properties)
    .filter(([, value]) => Boolean(value))
    .map(([name, value]) => `${name}=${escapeProperty(toCommandValue(value))}`);
  const head = said.length === 0 ? command : `${command} ${said.join(',')}`;
  process.stdout.write(`::${head}::${escapeData(message)}${EOL}`);
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Ends the process 1 ms sooner than by itself (measured), unless the stream may still hold what would be lost. */
export function endProcess(): void {
  if (!streaming) process.exit();
}

/** Waits until everything that was written has left the process, or nobody reads it any more. */
export async function flushOutput(): Promise<void> {
  const outputs = [process.stdout, process.stderr];
  await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
}

function print(text: string): void {
  const bytes = Buffer.from(text);
  const written = streaming ? 0 : writeAtOnce(bytes);
  if (written === bytes.length) return;
  streaming = true;
  process.stdout.write(bytes.subarray(written));
}

/** @returns how many bytes were written: few or none when somebody else made a pipe non-blocking that is full now */
function writeAtOnce(bytes: Buffer): number {
  try {
    return writeSync(1, bytes);
  } catch {
    return 0;
  }
}
