import { appendFileSync, existsSync, writeSync } from 'node:fs';
import { EOL } from 'node:os';
/*
 * `@actions/core` without its index, which loads the OIDC client as well, and with it undici: 1 MB and 40 ms in each of
 * main and post (measured), for what neither does. The package names no other way in, so these are the files themselves.
 */
import { issueCommand } from '../node_modules/@actions/core/lib/command.js';
import { toCommandProperties, toCommandValue } from '../node_modules/@actions/core/lib/utils.js';
import type { Workflow } from './workflow.ts';

type Commands = Workflow['commands'];
type AnnotationLevel = 'warning' | 'error';

/** The runner's commands as the index of `@actions/core` has them, for the process's own environment and output. */
export const commands: Commands = {
  getInput: (name) => (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
  getState: (name) => process.env[`STATE_${name}`] ?? '',
  setSecret: (secret) => issueLine('add-mask', {}, secret),
  exportVariable: (name, value) => {
    process.env[name] = toCommandValue(value);
    issueValue('ENV', 'set-env', name, value);
  },
  setOutput: (name, value) => {
    // As a command it has to begin a line.
    if (!process.env.GITHUB_OUTPUT) print(EOL);
    issueValue('OUTPUT', 'set-output', name, value);
  },
  saveState: (name, value) => issueValue('STATE', 'save-state', name, value),
  info: (message) => print(`${message}${EOL}`),
  warning: (message, properties) => annotate('warning', message, properties),
  error: (message, properties) => annotate('error', message, properties),
};

/** Through the file that the runner names; a runner without one reads the command from the output. */
function issueValue(file: string, command: string, name: string, value: unknown): void {
  const path = process.env[`GITHUB_${file}`];
  const text = toCommandValue(value);
  if (path) issueFileCommand(path, name, text);
  else issueLine(command, { name }, text);
}

/**
 * As the package's own file-command.js, whose delimiter is a random UUID: its node:crypto takes 4 ms to load, and the
 * whole of post 30. A value cannot end itself early here either, since the delimiter is one that is not in it.
 */
function issueFileCommand(path: string, name: string, value: string): void {
  // The runner made its files: another one nobody would read.
  if (!existsSync(path)) throw new Error(`Missing file at path: ${path}`);
  const delimiter = delimiterFor(value);
  appendFileSync(path, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
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
  issueLine(level, toCommandProperties(properties), String(message));
}

/**
 * Whether the output's stream is in use, on which what was written earlier may still wait. It takes 3 ms to load, and
 * post seldom has more to say than one line. Windows' consoles need it: they do not take UTF-8.
 */
let streaming = process.platform === 'win32';

function issueLine(...command: Parameters<typeof issueCommand>): void {
  streaming = true;
  issueCommand(...command);
}

/** Ends the process 1 ms sooner than by itself (measured), unless the stream may still hold what would be lost. */
export function endProcess(): void {
  if (!streaming) process.exit();
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
