import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownCommand } from './own-command.ts';

/** The descriptor on which the keeper answers the template's shell. */
const ANSWER = 3;

/**
 * Starts the keeper in a session of its own, so that a signal to the job's group does not end it. The template does so
 * itself where there is a `setsid`.
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
