import type { Command } from '../src/masking/masking-process.ts';

/** Starts this program again with other arguments. A single-file executable has no script. */
export function ownCommand(...args: string[]): Command {
  const script = process.argv[1];
  return script === undefined ? [process.execPath, ...args] : [process.execPath, script, ...args];
}
