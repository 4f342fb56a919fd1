import { finishRotation, rotate } from '../src/provision/index.ts';
import { CommandFailure } from './command-end.ts';
import type { AddCommand } from './program.ts';
import { addAdministrationOptions, readTarget } from './provision-options.ts';
import { addChangeOptions, addCredentialFormat, type RunOptions, runVerb } from './provision-run.ts';
import type { Context } from './request-options.ts';

const EXAMPLES = `
An RGW lists keys without a date, so tell --finish which one to keep, with --keep or OTTER_SERVICE_ACCESS_KEY.

Examples:
  $ otter-sts provision rotate my-bucket                              a second key; the first continues to work
  $ otter-sts provision rotate my-bucket --finish --keep ACCESS_KEY   all others are removed`;

interface RotateOptions extends RunOptions {
  finish?: boolean;
  keep?: string;
}

/** `otter-sts provision rotate`: adds a second key, and later removes the first. */
export const addRotate: AddCommand = (provision, context, finish) => {
  const command = provision
    .command('rotate')
    .description('create a second key; with --finish, remove all keys but one')
    .argument('[BUCKET]', 'the bucket')
    .option('--finish', 'Removes every key but the one to keep.')
    .option('--keep <ACCESS_KEY>', 'With --finish, the access key to keep (OTTER_SERVICE_ACCESS_KEY).')
    .addHelpText('after', EXAMPLES)
    .action(async (bucket: string | undefined, options: RotateOptions) => {
      const target = readTarget(bucket, options, context);
      const keep = readKeep(options, context);
      finish(
        await runVerb(
          target,
          { ...options, rotated: true },
          context,
          async ({ administration, report, onKey, ...settings }) => {
            if (keep !== undefined)
              return finishRotation(administration, target, keep, settings, report.step);
            return rotate(administration, target, settings, report.step, onKey);
          },
        ),
      );
    });
  addCredentialFormat(addChangeOptions(addAdministrationOptions(command)));
};

/** @returns the key to keep; undefined to create a new one */
function readKeep({ finish, keep }: RotateOptions, { environment }: Context): string | undefined {
  if (finish !== true) {
    if (keep === undefined) return undefined;
    throw new CommandFailure('--keep needs --finish, which removes the other keys.', 2);
  }
  const key = keep ?? environment.OTTER_SERVICE_ACCESS_KEY?.trim() ?? '';
  if (key === '') {
    throw new CommandFailure(
      '--finish needs the access key to keep: give --keep ACCESS_KEY, or set OTTER_SERVICE_ACCESS_KEY to the new one.',
      2,
    );
  }
  return key;
}
