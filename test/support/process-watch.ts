/** Repeatedly reads the arguments and the environment of every process on the machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

export interface SeenProcess {
  arguments: string;
  environment: string;
}

/** Starts watching. The returned function stops it and returns every process that was seen. */
export function watchProcesses(intervalMs = 50): () => SeenProcess[] {
  const seen = new Map<string, SeenProcess>();
  const look = () => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const process = { arguments: read(`/proc/${pid}/cmdline`), environment: read(`/proc/${pid}/environ`) };
      // A process changes both when it executes another program.
      if (process.arguments !== '')
        seen.set(`${pid} ${process.arguments} ${process.environment.length}`, process);
    }
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    return [...seen.values()];
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1').replaceAll('\0', '\n');
  } catch {
    return '';
  }
}
