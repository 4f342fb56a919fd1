import type { Command } from '../src/refresh/agent/message.ts';

/** This program once more, with other arguments. A single-file executable has no script. */
export function ownCommand(...args: string[]): Command {
  const script = process.argv[1];
  return script === undefined ? [process.execPath, ...args] : [process.execPath, script, ...args];
}
