import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, installDebianPackages } from './debian.ts';
import { runPackageCommand } from './package-command.ts';

/** Identifies what an environment was made from, including its path, which its programs' first lines contain. */
function fingerprint(pins: string, folder: string): string {
  return createHash('sha256')
    .update([readFileSync(pins, 'utf8'), folder, process.arch].join('\n'))
    .digest('hex');
}

function makeEnvironment(folder: string, at: Installation): string | undefined {
  const args = ['-m', 'venv', folder];
  const failure = runPackageCommand('python3', args);
  if (failure === undefined) return undefined;
  // Debian has the venv module in a separate package.
  const notInstalled = installDebianPackages(['python3', 'python3-venv'], at);
  return notInstalled === undefined ? runPackageCommand('python3', args) : `${failure}; ${notInstalled}`;
}

/** Whether `folder` holds exactly the pinned packages. */
export function isPythonReady(folder: string, pins: string): boolean {
  const stamp = join(folder, 'pins.sha256');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(pins, folder);
}

/** Recreates the environment with the packages that the file `pins` lists. Returns why it failed. */
export function installPythonPackages(folder: string, pins: string, at: Installation): string | undefined {
  rmSync(folder, { recursive: true, force: true });
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'];
  const install = ['-m', 'pip', 'install', ...options, '--requirement', pins];
  const failure = makeEnvironment(folder, at) ?? runPackageCommand(join(folder, 'bin/python'), install);
  if (failure === undefined) writeFileSync(join(folder, 'pins.sha256'), fingerprint(pins, folder));
  return failure;
}
