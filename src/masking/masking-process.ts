import { type ChildProcess, spawn } from 'node:child_process';
import { parse } from 'node:path';
import type { MaskerMessage, MaskerReport } from './masker-process.ts';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

/** After this many restarts in a row, the masker cannot run here, rather than being killed by the job. */
const MOST_RESTARTS = 20;
/** How long a masker may take to write the rest to a slow runner, in milliseconds. */
const LAST_WORDS_MS = 30_000;

/**
 * Keeps a masker running between the job's pipe and its log. A killed masker is replaced, with all its secrets, while the
 * job's output waits in the pipe. The masker is a separate process, so it outlives its keeper.
 */
export class MaskingProcess {
  /** Resolves when the job's output has ended and is written. Rejects if no masker can be kept running. */
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
  #isFinishing = false;
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

  /** Resolves once the secrets are masked in all output that is read from then on. */
  async learn(secrets: readonly string[]): Promise<void> {
    this.#secrets.push(...secrets);
    const enough = this.#secrets.length;
    this.#send({ learn: secrets });
    while (this.#learned < enough && this.#failure === undefined) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Ends the masker once there is no more output, although somebody may still hold the pipe. A masker that is killed
   * meanwhile, or was just before, is still replaced.
   */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    this.#send({ finish: true });
    const timer = setTimeout(() => this.kill(), LAST_WORDS_MS);
    await this.ended.catch(() => undefined);
    clearTimeout(timer);
  }

  /** Ends it at once, with what is still in the pipe. */
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
    if (this.#isFinishing) this.#send({ finish: true });
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

  #send(message: MaskerMessage): void {
    // A masker that has just died is replaced, and its successor gets everything.
    this.#child?.send(message, () => undefined);
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
