import { describeSeconds } from '../../credentials/session.ts';
import { firstLine } from '../../failure.ts';
import { isAlive, type WatchedProcess } from './watched-process.ts';

const LOOK_MS = 1_000;

/** What the agent takes from its process: signals and uncaught errors. */
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
  // The wall clock passes the time in which a machine is suspended, the other one cannot be set back.
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
    // The terminal that it was started from may close.
    this.#on(signals, 'SIGHUP', () => undefined);
  }

  /** Ends for a reason from elsewhere. */
  now(reason: string): void {
    this.#give(reason);
  }

  /** Counts the lifetime from now on: what a busy machine takes to start is no part of it. */
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
