import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { runGitlab } from './gitlab.ts';

/** From here on, other processes cannot read the secrets of this process's environment. */
const environment = takeEnvironment(process);

/**
 * Loads only what the command needs. The names of chunks say what is loaded together: each is a part of the program, and
 * what two small chunks share is in both. A job on GitLab starts the program twice, and that is most of the time it takes.
 *
 * @returns the program's exit code
 */
async function run([name, ...args]: readonly string[]): Promise<number> {
  const context = { environment, platform: process.platform, now: Date.now };
  if (name === 'gitlab') return runGitlab(args, context);
  return (await import(/* webpackChunkName: "commands" */ './commands.ts')).runCommand(
    process.argv.slice(2),
    context,
  );
}

async function endUnforeseen(error: Error): Promise<void> {
  try {
    const { reportUnforeseen } = await import(/* webpackChunkName: "program" */ './program.ts');
    reportUnforeseen(error);
  } finally {
    process.exit(1);
  }
}

// If the process ends early, it has failed.
process.exitCode = 1;
// Node would also print the line of the bundle. An agent handles this itself.
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') === 1) void endUnforeseen(error);
});
// No top-level await, because the bundle is CommonJS.
void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
