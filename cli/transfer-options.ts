import { type Command, Option } from 'commander';
import type { Given } from '../src/input-values.ts';

/** The options of both transfers for their output. */
export interface DisplayOptions {
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

export type UploadFlags = Given<'credential' | 'upload'> & DisplayOptions;

export type DownloadFlags = Given<'credential' | 'download'> & DisplayOptions;

export function addDisplayOptions(command: Command): void {
  command
    .option(
      '--json',
      'Prints the result as one JSON object, and progress or the reason of a failure as lines of JSON on standard error.',
    )
    .addOption(new Option('--quiet', 'Prints only the result and errors.').conflicts('verbose'))
    .option('--verbose', 'Prints each file when it is done, and each renewal of the session.');
}

/** The part of their help that both transfers share. */
export const TRANSFER_HELP = `
Exit codes: 0 done; 1 the exchange or the transfer failed; 2 invalid command line or input; 3 nothing was found
(upload: for a PATH, with --if-no-files-found error or --delete); 4 some files failed; 5 refused by the server, or
already there; 6 content does not match its checksum; 128 + N for signal N, after unfinished files have been removed.

If a transfer fails with --json, the last line on standard error is
{"event":"failed","kind":…,"exit-code":…,"message":…}. The kind is input, exchange, failed, nothing-found, partial,
refused, exists, integrity or interrupted. With --quiet that line is the only one.
`;
