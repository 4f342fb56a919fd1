import { firstSentence, LONGEST_TEXT, printable } from '../../printable.ts';
import type { TransferEvent } from '../artifact/event.ts';
import { formatBar, formatLine } from './line.ts';
import { Tally } from './tally.ts';
import { formatCount, formatStretch } from './units.ts';

/** Milliseconds between two lines of a log, and before the first one. */
const LINE_MS = 5_000;
/** Milliseconds between two frames of the bar, and before the first one. */
const FRAME_MS = 200;
/** Milliseconds within which a cause of retries is reported only once, because an outage affects thousands of requests. */
const QUIET_MS = 5_000;
/** How many failed files are named. The rest is counted. */
const MOST_FAILURES = 20;
/** How many files a dry run names without `--verbose`. The rest is counted. */
const MOST_LISTED = 100;

/** How many causes of retries are remembered. */
const MOST_CAUSES = 100;

/** How a dry run words each outcome. */
const FORESEEN = {
  uploaded: 'would upload',
  skipped: 'would skip',
  'headers-changed': 'would change headers of',
  downloaded: 'would download',
  deleted: 'would delete',
} as const;

/** Clears the current line of a terminal. */
const CLEAR_LINE = '\r\u001b[K';

/** Calls back at an interval, without keeping the process alive. The returned function stops it. */
type Every = (milliseconds: number, callback: () => void) => () => void;

const systemTimer: Every = (milliseconds, callback) => {
  const timer = setInterval(callback, milliseconds).unref();
  return () => clearInterval(timer);
};

export interface ProgressOptions {
  /** Receives complete lines and, with `terminal`, the bar. */
  readonly write: (text: string) => void;
  /** Milliseconds since any fixed moment; never goes back. */
  readonly now: () => number;
  readonly every?: Every | undefined;
  /** Whether the output is a terminal that can redraw a line. */
  readonly terminal: boolean;
  /** The terminal's columns. Called for each frame, because windows change. */
  readonly width: () => number;
  /** The beginning of each line, such as `otter-sts: `. */
  readonly label: string;
  /** Also reports renewals, and each file when it is done. */
  readonly verbose?: boolean | undefined;
  /** Reports only failures, retries and notes, including those of a dry run. */
  readonly quiet?: boolean | undefined;
}

/**
 * Displays the progress of a transfer. A log gets a line every 5 seconds, and so none for a short transfer. A terminal gets
 * a bar, which is removed at the end. Retries, failures and notes are separate lines in both, and so are the changes of a
 * dry run.
 */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #tally = new Tally();
  readonly #retries = new Map<string, { saidAt: number; unsaid: number }>();
  readonly #stop: () => void;
  #dryRun = false;
  #failures = 0;
  #listed = 0;
  #drawn = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    const { every = systemTimer } = options;
    const period = options.terminal ? FRAME_MS : LINE_MS;
    this.#stop = options.quiet === true ? () => undefined : every(period, () => this.#show());
  }

  take(event: TransferEvent): void {
    this.#tally.take(event, this.#options.now());
    if (event.kind === 'planned') this.#dryRun = event.dryRun === true;
    const line = this.#describe(event);
    if (line !== undefined) this.#say(line);
  }

  /** Removes the bar. After this, only further events are shown. */
  end(): void {
    this.#stop();
    this.#clear();
    const unlisted = this.#listed - MOST_LISTED;
    if (unlisted > 0) this.#say(`and ${formatCount(unlisted)} more, which otter-sts upload --verbose lists`);
    const more = this.#failures - MOST_FAILURES;
    if (more > 0) this.#say(`and ${formatCount(more)} more failed`);
  }

  #show(): void {
    const { terminal, width, write, now } = this.#options;
    const state = this.#tally.stateAt(now());
    // Nothing to report while files are still being searched for.
    if (state.totalFiles === 0) return;
    if (terminal) {
      this.#drawn = true;
      // A character in the last column makes some terminals start a new line.
      write(`${CLEAR_LINE}${formatBar(state, Math.max(width() - 1, 1))}`);
    } else {
      this.#say(formatLine(state));
    }
  }

  #describe(event: TransferEvent): string | undefined {
    if (event.kind === 'note') return printable(event.text, LONGEST_TEXT);
    if (event.kind === 'retry') return this.#describeRetry(event);
    if (event.kind === 'file') return this.#describeFile(event);
    if (event.kind !== 'renewed' || this.#options.verbose !== true) return undefined;
    return `the session was renewed; the new one ends at ${event.expiration.toISOString().slice(11, 19)} UTC`;
  }

  #describeFile({ path, outcome, reason }: Extract<TransferEvent, { kind: 'file' }>): string | undefined {
    if (outcome === 'failed') return this.#describeFailure(path, reason);
    const done = outcome === 'headers-changed' ? 'changed headers of' : outcome;
    const line = `${this.#dryRun ? FORESEEN[outcome] : done} ${printable(path)}`;
    if (this.#options.verbose === true) return line;
    // A dry run always lists what would change.
    if (!this.#dryRun || this.#options.quiet === true || outcome === 'skipped') return undefined;
    this.#listed += 1;
    return this.#listed > MOST_LISTED ? undefined : line;
  }

  /** The remedy is the same for most files, so the transfer's failure states it once at the end. */
  #describeFailure(path: string, reason: string | undefined): string | undefined {
    this.#failures += 1;
    if (this.#failures > MOST_FAILURES) return undefined;
    return `failed ${printable(path)}${reason === undefined ? '' : `: ${firstSentence(reason)}`}`;
  }

  #describeRetry({
    what,
    cause,
    waitMs,
    attempt,
  }: Extract<TransferEvent, { kind: 'retry' }>): string | undefined {
    const at = this.#options.now();
    const before = this.#retries.get(cause);
    if (before !== undefined && at - before.saidAt < QUIET_MS) {
      before.unsaid += 1;
      return undefined;
    }
    if (this.#retries.size >= MOST_CAUSES) this.#retries.clear();
    this.#retries.set(cause, { saidAt: at, unsaid: 0 });
    const others = before?.unsaid ?? 0;
    const also = others === 0 ? '' : `, as ${formatCount(others)} others did meanwhile`;
    const wait = waitMs < 1000 ? `${Math.round(waitMs)} ms` : formatStretch(waitMs / 1000);
    return `${printable(what)} failed (${printable(cause, LONGEST_TEXT)})${also}; attempt ${attempt + 1} in ${wait}`;
  }

  #say(line: string): void {
    this.#clear();
    this.#options.write(`${this.#options.label}${line}\n`);
  }

  #clear(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    this.#options.write(CLEAR_LINE);
  }
}
