import { readFileSync } from 'node:fs';

/** A process as it is told apart from a later one with the same number. */
export interface WatchedProcess {
  readonly pid: number;
  /** Clock ticks from the machine's start to the process's; on Linux alone. */
  readonly startedAt?: string | undefined;
}

/**
 * Takes down which process it is.
 *
 * @returns undefined when there is no such process
 */
export function identifyProcess(pid: number): WatchedProcess | undefined {
  const found = { pid, startedAt: readStat(pid)?.startedAt };
  return isAlive(found) ? found : undefined;
}

/**
 * Whether the very process is still there. Elsewhere than on Linux a new process with its number would be taken
 * for it; the agent's time limit ends that.
 */
export function isAlive({ pid, startedAt }: WatchedProcess): boolean {
  if (!answersSignals(pid)) return false;
  const stat = readStat(pid);
  if (stat === undefined) return true;
  // One that has ended and that its parent has not fetched still answers signals.
  if (stat.state === 'Z' || stat.state === 'X') return false;
  return startedAt === undefined || stat.startedAt === startedAt;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fields 3 and 22 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
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
