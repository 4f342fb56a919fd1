import { firstSentence, LONGEST_TEXT, printable } from '../../printable.ts';
import type { TransferEvent } from '../artifact/event.ts';
import { formatBar, formatLine } from './line.ts';
import { Tally } from './tally.ts';
import { formatCount, formatStretch } from './units.ts';

/** Milliseconds between two lines of a log, and before the first. */
const LINE_MS = 5_000;
/** Milliseconds between two pictures of a bar; the first one comes after as many. */
const FRAME_MS = 200;
/** Milliseconds in which the same cause of a retry is said once: an outage lets thousands of requests fail alike. */
const QUIET_MS = 5_000;
/** Failed files that are named; the rest is counted. */
const MOST_FAILURES = 20;
/** Files that a dry run names without being asked for each; the rest is counted. */
const MOST_LISTED = 100;

/** Causes that are remembered for that. */
const MOST_CAUSES = 100;

/** What a dry run says in the place of what was done. */
const FORESEEN = {
  uploaded: 'would upload',
  skipped: 'would skip',
  downloaded: 'would download',
  deleted: 'would delete',
} as const;

/** Goes to the line's beginning and takes away what is there. */
const CLEAR_LINE = '\r\u001b[K';

/** Calls back every so many milliseconds, without keeping the process alive; what it returns ends that. */
type Every = (milliseconds: number, callback: () => void) => () => void;

const systemTimer: Every = (milliseconds, callback) => {
  const timer = setInterval(callback, milliseconds).unref();
  return () => clearInterval(timer);
};

export interface ProgressOptions {
  /** Takes whole lines, and with `terminal` the bar as well. */
  readonly write: (text: string) => void;
  /** Milliseconds since any fixed moment; never goes back. */
  readonly now: () => number;
  readonly every?: Every | undefined;
  /** Whether what is written reaches a terminal that can redraw a line. */
  readonly terminal: boolean;
  /** Columns of the terminal; asked anew for each picture, since windows change. */
  readonly width: () => number;
  /** What each line begins with, such as `otter-sts: `. */
  readonly label: string;
  /** Says too when a session was renewed, and each file as it is done. */
  readonly verbose?: boolean | undefined;
  /** Says failures, retries and notes alone, of a dry run too. */
  readonly quiet?: boolean | undefined;
}

/**
 * Shows people what a transfer reports: in a log a line every 5 seconds, and so none for a short one; on a terminal a bar
 * that is redrawn and in the end taken away. Retries, failures and notes are lines of their own in both, and so is in a
 * dry run what would change.
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

  /** Takes the bar away; nothing is shown from here on but what is still taken. */
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
    const standing = this.#tally.standing(now());
    // Before anything is planned there is nothing to say, and files are still being looked for.
    if (standing.totalFiles === 0) return;
    if (terminal) {
      this.#drawn = true;
      // In the last column some terminals would begin a new line.
      write(`${CLEAR_LINE}${formatBar(standing, Math.max(width() - 1, 1))}`);
    } else {
      this.#say(formatLine(standing));
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
    const line = `${this.#dryRun ? FORESEEN[outcome] : outcome} ${printable(path)}`;
    if (this.#options.verbose === true) return line;
    // What would change is what a dry run is made for.
    if (!this.#dryRun || this.#options.quiet === true || outcome === 'skipped') return undefined;
    this.#listed += 1;
    return this.#listed > MOST_LISTED ? undefined : line;
  }

  /** The transfer's own failure says the rest at its end: what to do is the same for most files. */
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
