import { takeEnvironment } from '../src/credentials/initial-environment.ts';

/** From here on, other processes cannot read the secrets of this process's environment. */
const environment = takeEnvironment(process);

/**
 * Loads only what the command needs. `eager` keeps everything in the bundle's one file. A job on GitLab starts the program
 * twice, and that is most of the time it takes.
 *
 * @returns the program's exit code
 */
async function run([name, ...args]: readonly string[]): Promise<number> {
  const context = { environment, platform: process.platform, now: Date.now };
  if (name === 'gitlab')
    return (await import(/* webpackMode: "eager" */ './gitlab.ts')).runGitlab(args, context);
  return (await import(/* webpackMode: "eager" */ './commands.ts')).runCommand(
    process.argv.slice(2),
    context,
  );
}

async function endUnforeseen(error: Error): Promise<void> {
  try {
    const { reportUnforeseen } = await import(/* webpackMode: "eager" */ './program.ts');
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
