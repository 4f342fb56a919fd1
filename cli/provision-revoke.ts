import { CAPS_FOR_KEYLESS, type KeylessTarget, revoke, revokeKeyless } from '../src/provision/index.ts';
import { CommandFailure } from './command-end.ts';
import type { AddCommand } from './program.ts';
import { addIdentityOptions, type IdentityOptions, readKeylessTarget } from './provision-identity.ts';
import { addAdministrationOptions, readTarget } from './provision-options.ts';
import { addChangeOptions, type RunOptions, runVerb, type Work } from './provision-run.ts';
import type { Context } from './request-options.ts';

const EXAMPLES = `
Sessions that were already issued last until they expire. --sessions ends them at once, with a policy of the role that
denies everything to sessions issued before now. The user and the role stay: 'otter-sts provision BUCKET' creates a
new key.

Examples:
  $ otter-sts provision revoke my-bucket                     nobody can get a new session
  $ otter-sts provision revoke my-bucket --sessions          current sessions end too
  $ otter-sts provision revoke my-bucket --key ACCESS_KEY    this one of two keys
  $ otter-sts provision revoke my-bucket --github octo/app   the keyless role: its sessions end, and it is removed`;

interface RevokeOptions extends RunOptions, IdentityOptions {
  key?: string;
  sessions?: boolean;
}

/** `otter-sts provision revoke`: removes the keys and ends sessions. */
export const addRevoke: AddCommand = (provision, context, finish) => {
  const command = provision
    .command('revoke')
    .description(
      'remove the key, so that nobody can get a session; with --sessions, end current sessions too',
    )
    .argument('[BUCKET]', 'the bucket')
    .option('--key <ACCESS_KEY>', 'Removes only this key. Without it, all are removed.')
    .option('--sessions', 'Also ends the sessions that were issued until now.')
    .addHelpText('after', EXAMPLES)
    .action(async (bucket: string | undefined, options: RevokeOptions) => {
      const keyless = readKeylessTarget(bucket, options, context);
      if (keyless !== undefined) return finish(await runKeylessRevocation(keyless, options, context));
      const target = readTarget(bucket, options, context);
      const wanted = { accessKey: options.key, sessions: options.sessions === true };
      finish(
        await runVerb(target, options, context, async ({ administration, report, ...settings }) => {
          await revoke(administration, target, { ...settings, ...wanted }, report.step);
          return undefined;
        }),
      );
    });
  addIdentityOptions(command);
  addChangeOptions(addAdministrationOptions(command));
};

async function runKeylessRevocation(target: KeylessTarget, options: RevokeOptions, context: Context) {
  if (options.key !== undefined) {
    throw new CommandFailure('--key is for a service credential: a keyless role has none.', 2);
  }
  const work: Work = async ({ administration, report, ...settings }) => {
    await revokeKeyless(administration, target, target.identity, settings, report.step);
    return undefined;
  };
  return runVerb(target, options, context, work, CAPS_FOR_KEYLESS);
}
