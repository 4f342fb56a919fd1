import { closeSync, constants, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { formatTime } from '../../credentials/session.ts';
import { printable } from '../../printable.ts';
import { openPlain } from './last-words.ts';

/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Characters of a line: only one that is no sentence is cut. */
const LONGEST_LINE = 4_000;

/** Says what an agent did, one line each, with the time in front. Whoever writes to it sees to it that there is no secret. */
export class AgentLog {
  readonly path: string;
  readonly #now: () => number;
  #file: number;
  #size = 0;

  /** Empties the log of the agent before. It stays when the agent ends, so that its last words can be read. */
  constructor(path: string, now: () => number = Date.now) {
    this.path = path;
    this.#now = now;
    this.#file = openLog(path);
  }

  write(text: string): void {
    const line = `${formatTime(new Date(this.#now()))} ${printable(text, LONGEST_LINE)}\n`;
    // A log that cannot be written, on a full disk or in a folder that a job removed, must not cost the session.
    orNothing(() => {
      this.#size += Buffer.byteLength(line);
      if (this.#size > LARGEST_LOG) this.#rotate(Buffer.byteLength(line));
      writeSync(this.#file, line);
    });
  }

  close(): void {
    orNothing(() => closeSync(this.#file));
  }

  #rotate(size: number): void {
    renameSync(this.path, `${this.path}.1`);
    const next = openLog(this.path);
    closeSync(this.#file);
    this.#file = next;
    this.#size = size;
  }
}

/** The process that the log's first line is of; undefined when that line is gone. */
export function readAgentPid(path: string): number | undefined {
  let pid: number | undefined;
  for (const log of [path, `${path}.1`]) {
    orNothing(() => {
      const digits = /^\S+ agent (\d+) started/.exec(readBeginning(log))?.[1];
      if (digits !== undefined) pid ??= Number(digits);
    });
  }
  return pid;
}

/** Bytes in which the first line is. */
const FIRST_LINE = 1_024;

function readBeginning(path: string): string {
  const file = openPlain(path);
  if (file === undefined) return '';
  const bytes = Buffer.alloc(FIRST_LINE);
  const length = readSync(file, bytes, 0, FIRST_LINE, 0);
  closeSync(file);
  return bytes.toString('utf8', 0, length);
}

function orNothing(work: () => void): void {
  try {
    work();
  } catch {
    // See write.
  }
}

function openLog(path: string): number {
  // Windows knows neither. A pipe that nobody reads would be waited for.
  const noLink = constants.O_NOFOLLOW ?? 0;
  const noWait = constants.O_NONBLOCK ?? 0;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink | noWait;
  const file = openSync(path, flags, 0o600);
  if (!fstatSync(file).isFile()) throw new Error(`The log '${path}' is not a plain file: remove it.`);
  return file;
}
