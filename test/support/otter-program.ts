/** How tests start the command line: from its sources, or as the executable that the variable OTTER_TEST_PROGRAM names. */
import { join } from 'node:path';
import { projectFolder } from './command.ts';

const executable = process.env.OTTER_TEST_PROGRAM;

/** It has its own runtime, which tests cannot replace or take something from. */
export const isExecutable = executable !== undefined;

/** The file to start, and the arguments before its own. */
export const otterFile = executable ?? process.execPath;
export const otterArguments: readonly string[] =
  executable === undefined ? [join(projectFolder, 'cli/main.ts')] : [];

/** Both, for a shell. */
export const otterInShell = [otterFile, ...otterArguments].map((word) => `'${word}'`).join(' ');
