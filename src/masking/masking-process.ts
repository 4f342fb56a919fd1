import { type ChildProcess, spawn } from 'node:child_process';
import { parse } from 'node:path';
import type { MaskerOrder, MaskerReport } from './masker-process.ts';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

/** Restarts in a row after which it is not the job that kills the masker: it cannot run here. */
const MOST_RESTARTS = 20;
/** Milliseconds that a masker gets to write what is left, to a runner that may be slow to read. */
const LAST_WORDS_MS = 30_000;

/**
 * Keeps a masker running between the job's pipe and its log. One that is killed is replaced, with all that was to be
 * masked; the job's output waits in the pipe meanwhile. In a process of its own, it in turn outlives its keeper.
 */
export class MaskingProcess {
  /** Resolves when the job's output has ended, and all of it is written; rejects when no masker can be kept running. */
  readonly ended: Promise<void>;
  readonly #command: Command;
  readonly #input: number;
  readonly #onFlow: () => void;
  readonly #secrets: string[] = [];
  readonly #waiting = new Set<() => void>();
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #child: ChildProcess | undefined;
  #learned = 0;
  #restarts = 0;
  #failure: Error | undefined;

  /**
   * @param command runs `runMasker`
   * @param input the descriptor that is the masker's standard input; its standard output is this process's
   * @param onFlow called when the first output has come
   */
  constructor(command: Command, input: number, onFlow: () => void) {
    this.#command = command;
    this.#input = input;
    this.#onFlow = onFlow;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.ended.catch(() => undefined);
    this.#start();
  }

  /** Returns once the secrets are masked in all that is read from then on. */
  async learn(secrets: readonly string[]): Promise<void> {
    this.#secrets.push(...secrets);
    const enough = this.#secrets.length;
    this.#send({ learn: secrets });
    while (this.#learned < enough && this.#failure === undefined) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Ends the masker once no output comes any more, although somebody may still hold the pipe. */
  async finish(): Promise<void> {
    this.#send({ finish: true });
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), LAST_WORDS_MS);
    this.#restarts = MOST_RESTARTS;
    await this.ended.catch(() => undefined);
    clearTimeout(timer);
  }

  /** Ends it at once: nothing has been written to the pipe. */
  kill(): void {
    this.#restarts = MOST_RESTARTS;
    this.#child?.kill('SIGKILL');
  }

  #start(): void {
    const [program, ...args] = this.#command;
    const cwd = parse(process.execPath).root;
    const child = spawn(program, args, { cwd, stdio: [this.#input, 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    this.#learned = 0;
    child.on('message', (report: MaskerReport) => this.#hear(child, report));
    child.once('error', (error) => this.#fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (code === 0) this.#settle?.resolve();
      else if (this.#restarts >= MOST_RESTARTS) this.#fail(`ended with ${signal ?? `exit code ${code}`}`);
      else this.#restart();
      this.#wake();
    });
    if (this.#secrets.length > 0) this.#send({ learn: this.#secrets });
  }

  #restart(): void {
    this.#restarts += 1;
    this.#start();
  }

  #hear(child: ChildProcess, report: MaskerReport): void {
    if (child !== this.#child) return;
    if ('flowing' in report) this.#onFlow();
    else this.#learned = report.learned;
    this.#wake();
  }

  #send(order: MaskerOrder): void {
    // One that has just died is replaced, and its follower told everything.
    this.#child?.send(order, () => undefined);
  }

  #fail(what: string): void {
    this.#failure = new Error(`The masker of the job's output ${what}.`);
    this.#settle?.reject(this.#failure);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
