import { existsSync } from 'node:fs';
import { runPackageCommand } from './package-command.ts';

export interface Installation {
  /** Whether Debian packages may be installed on this machine. */
  install: boolean;
  say(line: string): void;
}

/** Why packages cannot be installed on this machine, or undefined if they can. */
function explainNoDebian(): string | undefined {
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

/**
 * Announces and installs packages, with one retry, since a mirror may be in the middle of an update. Returns why it failed.
 */
export function installDebianPackages(
  packages: readonly string[],
  { install, say }: Installation,
): string | undefined {
  const cannot = install ? explainNoDebian() : '--no-install was given';
  if (cannot !== undefined) return cannot;
  say(`Installing on this machine, from Debian: ${packages.join(' ')} (npm test -- --no-install does not) …`);
  if (installOnce(packages) === undefined) return undefined;
  listsAreFresh = false;
  return installOnce(packages);
}
