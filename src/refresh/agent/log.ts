import { closeSync, constants, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { formatTime } from '../../credentials/session.ts';
import { printable } from '../../printable.ts';
import { openPlain } from './log-tail.ts';

/** Bytes after which the log is renamed to `agent.log.1`, replacing an older one. Together they stay at about 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Bytes after which a line is lost if the log cannot be renamed. */
const LARGEST_HELD_LOG = LARGEST_LOG + 64 * 1024;
/** Characters of a line that is written. No message is as long, so only other text is shortened. */
const LONGEST_ENTRY = 4_000;

/** The agent's log: one line for each event, starting with the time. The caller must not write a secret to it. */
export class AgentLog {
  readonly path: string;
  readonly #now: () => number;
  #file: number;
  #size = 0;

  /** Empties the previous agent's log. The log stays when the agent ends, so that its last lines can be read. */
  constructor(path: string, now: () => number = Date.now) {
    this.path = path;
    this.#now = now;
    this.#file = openLog(path);
  }

  write(text: string): void {
    const line = `${formatTime(new Date(this.#now()))} ${printable(text, LONGEST_ENTRY)}\n`;
    // The session must survive if the log cannot be written, because the disk is full or a job removed the folder.
    orNothing(() => {
      this.#size += Buffer.byteLength(line);
      if (this.#size > LARGEST_LOG) this.#makeRoom(Buffer.byteLength(line));
      writeSync(this.#file, line);
    });
  }

  close(): void {
    orNothing(() => closeSync(this.#file));
  }

  /** On Windows, another program may have the log open for a moment. Then the next line tries again. */
  #makeRoom(size: number): void {
    try {
      this.#rotate(size);
    } catch (error) {
      if (this.#size > LARGEST_HELD_LOG) throw error;
    }
  }

  #rotate(size: number): void {
    renameSync(this.path, `${this.path}.1`);
    const next = openLog(this.path);
    closeSync(this.#file);
    this.#file = next;
    this.#size = size;
  }
}

/** The process ID from the log's first line. Undefined if that line is gone. */
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

/** Bytes. The first line is shorter. */
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
  // Windows has neither flag. Without O_NONBLOCK, opening a pipe that nobody reads would hang.
  const noLink = constants.O_NOFOLLOW ?? 0;
  const noWait = constants.O_NONBLOCK ?? 0;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink | noWait;
  const file = openSync(path, flags, 0o600);
  if (!fstatSync(file).isFile()) throw new Error(`The log '${path}' is not a regular file: remove it.`);
  return file;
}
