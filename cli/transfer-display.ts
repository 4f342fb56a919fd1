import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import { EventLines } from '../src/transfer/progress/event-lines.ts';
import { Progress } from '../src/transfer/progress/progress.ts';
import type { Context } from './request-options.ts';
import type { DisplayOptions } from './transfer-options.ts';

export interface Display {
  take(event: TransferEvent): void;
  /** Takes a bar away. */
  end(): void;
}

/** Shows on standard error what a transfer reports: for people, or with `--json` for programs, which may want none of it. */
export function startDisplay({ json, quiet, verbose }: DisplayOptions, { environment }: Context): Display {
  // Whoever reads the progress may go; the transfer goes on.
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
    // A terminal that does not know its size says 0.
    width: () => process.stderr.columns || 80,
    label: 'otter-sts: ',
    verbose,
    quiet,
  });
}

/** Some CI systems give a job a terminal and keep every picture of a bar as a line of the log. */
function canRedraw({ TERM, CI }: Context['environment']): boolean {
  return process.stderr.isTTY === true && TERM !== 'dumb' && !CI;
}
