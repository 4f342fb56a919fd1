import { describeSeconds } from '../../credentials/session.ts';
import { firstLine } from '../../failure.ts';
import { isAlive, type WatchedProcess } from './watched-process.ts';

const LOOK_MS = 1_000;

/** The part of the agent's process that reports signals and uncaught errors. */
export type Signals = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

export interface EndConditions {
  readonly lifetimeSeconds: number;
  readonly watched?: WatchedProcess | undefined;
  readonly signals: Signals;
}

/** Waits for the first reason to end. */
export class End {
  /** Resolves with the reason, as the end of the sentence "ended: REASON". */
  readonly reason: Promise<string>;
  #give: (reason: string) => void = () => undefined;
  readonly #cleanUp: (() => void)[] = [];
  readonly #lifetimeSeconds: number;
  // The wall clock continues while the machine is suspended. The monotonic clock cannot be set back.
  #wallEnd = 0;
  #monotonicEnd = 0;

  constructor({ lifetimeSeconds, watched, signals }: EndConditions) {
    this.#lifetimeSeconds = lifetimeSeconds;
    this.beginLifetime();
    this.reason = new Promise((resolve) => {
      this.#give = resolve;
    });
    this.#watch(watched);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) this.#on(signals, signal, () => this.now(signal));
    this.#on(signals, 'uncaughtException', (error) => this.now(`internal error: ${firstLine(error)}`));
    // The agent outlives the terminal that it was started from.
    this.#on(signals, 'SIGHUP', () => undefined);
  }

  /** Reports a reason to end. The first one counts. */
  now(reason: string): void {
    this.#give(reason);
  }

  /** Counts the lifetime from now on, so that a slow start does not shorten it. */
  beginLifetime(): void {
    this.#wallEnd = Date.now() + this.#lifetimeSeconds * 1000;
    this.#monotonicEnd = performance.now() + this.#lifetimeSeconds * 1000;
  }

  /** Stops watching. */
  close(): void {
    for (const undo of this.#cleanUp) undo();
  }

  #watch(watched: WatchedProcess | undefined): void {
    const timer = setInterval(() => {
      if (watched !== undefined && !isAlive(watched)) this.now(`process ${watched.pid} has ended`);
      if (Date.now() >= this.#wallEnd || performance.now() >= this.#monotonicEnd) {
        this.now(`its time limit of ${describeSeconds(this.#lifetimeSeconds)} has passed`);
      }
    }, LOOK_MS);
    this.#cleanUp.push(() => clearInterval(timer));
  }

  #on(signals: Signals, event: string, handler: (error: unknown) => void): void {
    signals.on(event, handler);
    this.#cleanUp.push(() => signals.off(event, handler));
  }
}
