import { parseDuration } from '../src/credentials/duration.ts';
import { InputError } from '../src/failure.ts';
import { provision } from '../src/provision/index.ts';
import { CommandFailure } from './command-end.ts';
import type { AddCommand } from './program.ts';
import { type IdentityOptions, readKeylessTarget } from './provision-identity.ts';
import { addKeylessOptions, runKeyless } from './provision-keyless.ts';
import { addList } from './provision-list.ts';
import { addAdministrationOptions, connectionOf, readOwnerKey, readTarget } from './provision-options.ts';
import { addRevoke } from './provision-revoke.ts';
import { addRotate } from './provision-rotate.ts';
import { addChangeOptions, addCredentialFormat, type RunOptions, runVerb } from './provision-run.ts';

const KEYS_HELP = `
Keys are read only from the environment. OTTER_ADMIN_ACCESS_KEY and OTTER_ADMIN_SECRET_KEY belong to a user of the
bucket's tenant with the caps users=*;roles=*;user-policy=*;buckets=read, or to an account's root user (RGW 19 and
newer).`;

const EXAMPLES = `${KEYS_HELP}
OTTER_OWNER_ACCESS_KEY and OTTER_OWNER_SECRET_KEY belong to the bucket's owner. They are used to add a statement to the
bucket's policy that lets the owner use what sessions upload. In an account they are not needed.

Creates or corrects a user that can only request sessions, and a role of the same name for the objects of one bucket.
It never widens what you made narrower, and keeps the statements of other programs. Run it again after an
interruption. At the end, 'otter-sts check' tests the result.

With --github, --gitlab or --issuer, it creates a keyless role instead: jobs get sessions with their identity tokens,
and no key is stored. It registers the issuer, and the role accepts only tokens with that subject and audience. The
necessary caps are users=read;roles=*;oidc-provider=*;buckets=read. Ceph 18 and older cannot read the keys of GitHub
and GitLab; 19.2.4 and 20 can.

'list', 'rotate' and 'revoke' are always subcommands. For a bucket with such a name, use --bucket.

Exit codes: 0 done, and no line of the check failed; 1 failed; 2 invalid command line or input.

Examples:
  $ otter-sts provision my-bucket --endpoint https://rgw.example.com --dry-run
  $ otter-sts provision my-bucket --endpoint https://rgw.example.com --format gh
  $ otter-sts provision list
  $ otter-sts provision rotate my-bucket
  $ otter-sts provision rotate my-bucket --finish --keep NEW_ACCESS_KEY
  $ otter-sts provision revoke my-bucket --sessions
  $ otter-sts provision my-bucket --github octo/app --ref main
  $ otter-sts provision my-bucket --github octo/app --environment production
  $ otter-sts provision my-bucket --gitlab group/app --ref refs/tags/v*
  $ otter-sts provision revoke my-bucket --github octo/app --ref main`;

/** Seconds. RGW accepts no smaller maximum session duration for a role. */
const SHORTEST_OF_ROLE = 3_600;

interface ProvisionFlags extends RunOptions, IdentityOptions {
  maxDuration?: string;
  recreateRole?: boolean;
}

/** `otter-sts provision`: creates a bucket's service credential on your own RGW. */
export const addProvision: AddCommand = (program, context, finish) => {
  const command = program
    .command('provision')
    .description("create, list, rotate and revoke a bucket's service credential on your own RGW")
    .argument('[BUCKET]', 'the bucket')
    .enablePositionalOptions()
    .helpCommand(false)
    .option('--max-duration <TIME>', "The role's maximum session duration, 1h to 12h. A new role has 12h.")
    .option(
      '--recreate-role',
      'Recreates the role if an RGW 16 cannot change --max-duration. Its sessions end.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (bucket: string | undefined, options: ProvisionFlags) => {
      const keyless = readKeylessTarget(bucket, options, context);
      if (keyless !== undefined) {
        const maxSessionSeconds = readMaxDuration(options.maxDuration);
        return finish(await runKeyless(keyless, { ...options, maxSessionSeconds }, context));
      }
      const target = readTarget(bucket, options, context);
      const maxSessionSeconds = readMaxDuration(options.maxDuration);
      const ownerKey = readOwnerKey(context);
      finish(
        await runVerb(target, options, context, async ({ administration, report, onKey, site, ...run }) => {
          const { recreateRole = false } = options;
          const connection = connectionOf(site, context);
          const settings = { ...run, ownerKey, maxSessionSeconds, recreateRole, connection };
          return provision(administration, target, settings, report.step, onKey);
        }),
      );
    });
  addKeylessOptions(command);
  addCredentialFormat(addChangeOptions(addAdministrationOptions(command)));
  for (const add of [addList, addRotate, addRevoke]) add(command, context, finish);
};

/** @returns seconds. @throws CommandFailure */
function readMaxDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = secondsOf(text);
  if (seconds >= SHORTEST_OF_ROLE) return seconds;
  throw new CommandFailure('--max-duration must be from 1h to 12h, such as 12h.', 2);
}

/** @returns 0 for an invalid or too long duration */
function secondsOf(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof InputError) return 0;
    throw error;
  }
}
