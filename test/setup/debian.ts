import { existsSync } from 'node:fs';
import { runPackageCommand } from './package-command.ts';

/** Why packages cannot be installed on this machine at all, or undefined when they can. */
export function explainNoDebian(): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return 'this machine has no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install packages';
  return undefined;
}

let listsAreFresh = false;

function installOnce(packages: readonly string[]): string | undefined {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const waitForOthers = ['-o', 'DPkg::Lock::Timeout=300'];
  if (!listsAreFresh) {
    const failure = runPackageCommand('apt-get', ['update', ...waitForOthers], quiet);
    if (failure !== undefined) return failure;
    listsAreFresh = true;
  }
  return runPackageCommand(
    'apt-get',
    ['install', '--yes', '--no-install-recommends', ...waitForOthers, ...packages],
    quiet,
  );
}

/** Installs them, and tries a second time, since a mirror may be in the middle of an update. Returns why it failed. */
export function installDebianPackages(packages: readonly string[]): string | undefined {
  const failure = explainNoDebian() ?? installOnce(packages);
  if (failure === undefined) return undefined;
  listsAreFresh = false;
  return explainNoDebian() ?? installOnce(packages);
}
