/**
 * `npm run build:executable`: the command line as one file for Linux x64 with glibc 2.17 or newer, which needs no Node.
 * Prints the path of each file that it wrote, one a line.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Not a dependency, because only those who build the executable need its 100 MB. This is the compiler itself, which no
 * script installs.
 */
const COMPILER = '@oven/bun-linux-x64';
const VERSION = '1.4.5';

const project = fileURLToPath(new URL('..', import.meta.url));

export const executable = join(project, '.cache/otter-sts-linux-x64');

/** Builds the executable. @throws Error if the compiler cannot be downloaded, or does not run on this machine */
export function buildExecutable(): void {
  const folder = join(project, '.cache/bun');
  const compiler = join(folder, 'node_modules', COMPILER, 'bin/bun');
  if (!existsSync(compiler)) {
    run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      '--loglevel=error',
      `${COMPILER}@${VERSION}`,
    ]);
  }
  // A job's own .env or bunfig.toml must not change what the program does.
  const isolated = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  const target = ['--compile', '--bytecode', '--format=esm', '--target=bun-linux-x64', ...isolated];
  run(compiler, ['build', ...target, 'cli/executable.ts', '--outfile', executable]);
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (import.meta.main) {
  buildExecutable();
  console.log(executable);
}
