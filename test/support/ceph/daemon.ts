/** A Ceph daemon in the foreground of a child process, which never outlives this one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from '../command.ts';
import { programPath } from '../requirements.ts';
import type { CephRelease } from './release.ts';

export interface Daemon {
  /** True until it has ended for any reason. */
  running(): boolean;
  /** Shuts it down cleanly, and waits for at most 10 s. */
  stop(): Promise<void>;
  /** Kills it, and waits for its end. Its data does not outlive the test anyway. */
  kill(): Promise<void>;
}

/**
 * Starts `program -n name -f` on the cluster in `folder`.
 *
 * @param wrap changes the command, which must stay in the same process
 */
export function startDaemon(
  folder: string,
  release: CephRelease,
  program: string,
  name: string,
  wrap = (command: readonly string[]): readonly string[] => command,
): Daemon {
  const options = ['-c', join(folder, 'ceph.conf'), '-n', name, '-f'];
  const { command, args, env } = release.invoke(program, options);
  // With setpriv, the kernel ends the daemon when this process ends, even by SIGKILL.
  const bound = [programPath('ceph', 'setpriv'), '--pdeathsig', 'KILL', command, ...args];
  const [first = '', ...rest] = wrap(bound);
  const child = spawn(first, rest, { env: { ...cleanEnvironment(folder), ...env }, stdio: 'ignore' });
  child.on('error', () => undefined);
  const running = () => isRunning(child);
  const end = async (signal: NodeJS.Signals) => {
    if (!running()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const lastResort = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(lastResort);
  };
  return { running, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function readLogTail(folder: string, name: string): Promise<string> {
  const log = await readFile(join(folder, `${name}.log`), 'utf8').catch(() => '(it wrote no log)');
  return log.split('\n').slice(-30).join('\n');
}

/**
 * Calls `probe` until it returns true. Throws with the end of the daemon's log if that takes more than `timeout`
 * milliseconds, or if the daemon has ended.
 */
export async function waitUntilReady(
  folder: string,
  name: string,
  daemon: Daemon,
  probe: () => Promise<boolean>,
  timeout = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await probe())) {
    const state = daemon.running() ? undefined : 'ended by itself';
    const late = Date.now() > deadline ? `was not ready after ${timeout / 1000} s` : undefined;
    const problem = state ?? late;
    if (problem !== undefined)
      throw new Error(`Ceph's ${name} ${problem}. Its log ends:\n${await readLogTail(folder, name)}`);
    await sleep(50);
  }
}
