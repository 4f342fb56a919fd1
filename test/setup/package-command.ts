import { spawnSync } from 'node:child_process';

function runToEnd(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
) {
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30 * 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

/**
 * Runs a package manager with the machine's environment, including proxies and certificates. Returns undefined if it
 * succeeds, or else the line that says why not.
 */
export function runPackageCommand(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): string | undefined {
  const { status, error, stdout, stderr } = runToEnd(command, args, env, cwd);
  if (error !== undefined) return `${command}: ${error.message}`;
  if (status === 0) return undefined;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const told =
    lines.findLast((line) => /^(E:|ERROR:|Error:)/.test(line)) ?? lines.at(-1) ?? 'it printed nothing';
  return `${command} ended with ${status}: ${told.trim()}`;
}

/** Returns a package manager's standard output, or undefined if it fails. */
export function runPackageQuery(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = runToEnd(command, args, {});
  return status === 0 ? stdout : undefined;
}
