import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownCommand } from './own-command.ts';

/** The descriptor on which the keeper answers the template's shell. */
const ANSWER = 3;

/**
 * Starts the keeper in its own process session, so that a signal to the job's process group does not end it. The template
 * does this itself if the image has `setsid`.
 *
 * @returns the exit code
 */
export async function startKeeper(args: readonly string[]): Promise<number> {
  const [program, ...words] = ownCommand('gitlab', 'keep', ...args);
  const keeper = spawn(program, words, { detached: true, stdio: ['inherit', 'inherit', 'inherit', ANSWER] });
  await once(keeper, 'spawn');
  keeper.unref();
  return 0;
}
