import { EOL } from 'node:os';
import * as core from '@actions/core';
import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { escapeMask } from '../src/masking/workflow-command.ts';
import { printable, printableLines } from '../src/printable.ts';
import type { Workflow } from './workflow.ts';

/** The step's environment. From here on, other processes cannot read its secrets from this process. */
export const environment = takeEnvironment(process);

/**
 * `@actions/core`, plus what it cannot do: read an input that was removed from the environment of the process, register a
 * mask that all relatives of GitHub's runner understand, and print text from outside without the runner taking it for a
 * command.
 */
export const commands: Workflow['commands'] = {
  getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
  getState: core.getState,
  setSecret: (mask) => void process.stdout.write(`::add-mask::${escapeMask(mask)}${EOL}`),
  exportVariable: core.exportVariable,
  setOutput: core.setOutput,
  saveState: core.saveState,
  startGroup: (name) => core.startGroup(printable(name)),
  endGroup: core.endGroup,
  info: (message) => core.info(printableLines(message)),
  warning: (message, properties) => core.warning(printableLines(String(message)), properties),
  error: (message, properties) => core.error(printableLines(String(message)), properties),
};
