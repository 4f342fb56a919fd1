import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import { EventLines } from '../src/transfer/progress/event-lines.ts';
import { Progress } from '../src/transfer/progress/progress.ts';
import type { Context } from './request-options.ts';
import type { DisplayOptions } from './transfer-options.ts';

export interface Display {
  take(event: TransferEvent): void;
  /** Removes the progress bar. */
  end(): void;
}

/** Shows the events of a transfer on standard error: for people, or with `--json` for programs. */
export function startDisplay({ json, quiet, verbose }: DisplayOptions, { environment }: Context): Display {
  // If the reader of the progress is gone, the transfer continues.
  process.stderr.on('error', () => undefined);
  const write = (text: string) => void process.stderr.write(text);
  const now = () => performance.now();
  if (json === true) {
    const lines = quiet === true ? undefined : new EventLines({ write, now });
    return { take: (event) => lines?.take(event), end: () => undefined };
  }
  return new Progress({
    write,
    now,
    terminal: canRedraw(environment),
    // A terminal of unknown size reports 0.
    width: () => process.stderr.columns || 80,
    label: 'otter-sts: ',
    verbose,
    quiet,
  });
}

/** Shows only retries on standard error, as a transfer does, for a command that has no other progress. */
export function showRetries(context: Context): Display['take'] {
  let display: Display | undefined;
  return (event) => {
    display ??= startDisplay({ quiet: true }, context);
    display.take(event);
  };
}

/** Some CI systems give a job a terminal and keep every redrawn bar as a log line. */
function canRedraw({ TERM, CI }: Context['environment']): boolean {
  return process.stderr.isTTY === true && TERM !== 'dumb' && !CI;
}
