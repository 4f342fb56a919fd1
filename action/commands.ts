import * as core from '@actions/core';
import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { printable, printableLines } from '../src/printable.ts';
import type { Workflow } from './workflow.ts';

/** The step's environment. From here on other processes do not find the secrets of it in this one. */
export const environment = takeEnvironment(process);

/**
 * `@actions/core`, and what it cannot do: find an input that was taken out of the process's environment, and show text from
 * outside that is no command to the runner.
 */
export const commands: Workflow['commands'] = {
  getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
  getState: core.getState,
  setSecret: core.setSecret,
  exportVariable: core.exportVariable,
  setOutput: core.setOutput,
  saveState: core.saveState,
  startGroup: (name) => core.startGroup(printable(name)),
  endGroup: core.endGroup,
  info: (message) => core.info(printableLines(message)),
  warning: (message, properties) => core.warning(printableLines(String(message)), properties),
  error: (message, properties) => core.error(printableLines(String(message)), properties),
};

/** Waits until everything that was written has left the process, or nobody reads it any more. */
export async function flushOutput(): Promise<void> {
  const outputs = [process.stdout, process.stderr];
  await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
}
