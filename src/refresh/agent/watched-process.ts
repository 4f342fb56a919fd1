import { readFileSync } from 'node:fs';

/** Identifies a process, even if a later one gets the same ID. */
export interface WatchedProcess {
  readonly pid: number;
  /** Clock ticks from the start of the machine to the start of the process. Only on Linux. */
  readonly startedAt?: string | undefined;
}

/**
 * Records which process has this ID now.
 *
 * @returns undefined if there is no such process
 */
export function identifyProcess(pid: number): WatchedProcess | undefined {
  const found = { pid, startedAt: readStat(pid)?.startedAt };
  return isAlive(found) ? found : undefined;
}

/**
 * Whether this process is still running. On systems other than Linux, a new process with the same ID is taken for it, until
 * the agent's time limit passes.
 */
export function isAlive({ pid, startedAt }: WatchedProcess): boolean {
  if (!answersSignals(pid)) return false;
  const stat = readStat(pid);
  if (stat === undefined) return true;
  // A zombie still accepts signals.
  if (stat.state === 'Z' || stat.state === 'X') return false;
  return startedAt === undefined || stat.startedAt === startedAt;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fields 3 and 22 of proc_pid_stat(5). The name before them is in parentheses and may contain any character. */
function readStat(pid: number): { state: string; startedAt: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
