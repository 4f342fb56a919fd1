import { revoke } from '../src/provision/index.ts';
import type { AddCommand } from './program.ts';
import { addAdministrationOptions, readTarget } from './provision-options.ts';
import { addChangeOptions, type RunOptions, runVerb } from './provision-run.ts';

const EXAMPLES = `
Sessions that run go on until they expire, though their key is removed. --sessions ends them at once, by a policy of the
role that denies everything to sessions from before now. User and role stay: 'otter-sts provision BUCKET' makes a new key.

Examples:
  $ otter-sts provision revoke my-bucket                     nobody gets a session any more
  $ otter-sts provision revoke my-bucket --sessions          and those that are out end now
  $ otter-sts provision revoke my-bucket --key ACCESS_KEY    this one of two keys`;

interface RevokeOptions extends RunOptions {
  key?: string;
  sessions?: boolean;
}

/** `otter-sts provision revoke`: removes the keys and ends sessions. */
export const addRevoke: AddCommand = (provision, context, finish) => {
  const command = provision
    .command('revoke')
    .description(
      'remove the key, so that nobody gets a session; with --sessions end those that are running too',
    )
    .argument('[BUCKET]', 'the bucket')
    .option('--key <ACCESS_KEY>', 'Removes only this key. Without it, all are removed.')
    .option('--sessions', 'Also ends the sessions that were issued until now.')
    .addHelpText('after', EXAMPLES)
    .action(async (bucket: string | undefined, options: RevokeOptions) => {
      const target = readTarget(bucket, options, context);
      const wanted = { accessKey: options.key, sessions: options.sessions === true };
      finish(
        await runVerb(target, options, context, async ({ administration, report, ...settings }) => {
          await revoke(administration, target, { ...settings, ...wanted }, report.step);
          return undefined;
        }),
      );
    });
  addChangeOptions(addAdministrationOptions(command));
};
