import type { AddCommand } from './program.ts';
import { addSettings, SECRET_HELP } from './request-options.ts';
import { addDisplayOptions, TRANSFER_HELP, type UploadFlags } from './transfer-options.ts';

const HELP = `${SECRET_HELP}
The variable of a switch is true or false. OTTER_PATH has one path per line.

Without a service credential, the session of an earlier step is used, from AWS_* and OTTER_BUCKET.

In PATH, * ? [abc] and ** are wildcards, and braces are not. An existing file or folder is taken literally, unless a
wildcard comes before its name. ~ is the home folder in every option that names a file.

- is standard input, or the output of the command after --, as one file with the name of --name. If that command fails,
nothing is uploaded. In a pipe, a producer's failure cannot be seen: --expect-end says how its output must end. Empty
input is an error, unless --if-no-files-found is given. Other pipes (/dev/stdin, <(…)) are refused.

Files keep their path below the folder that all of them have in common. A manifest, otter-manifest.json, is written
last; download verifies files against it. The sessions can use only the prefix and --latest, and are renewed until the
upload is done. One session can only write. Others are requested if the upload has to list, read or delete.

--archive uploads all files as one object, which download unpacks: faster for thousands of small files.

The prefix and --latest may contain {ref}, {sha}, {run-id} and {job} of the CI job, and {date}, which is today in UTC.
Outside of CI, {ref} and {sha} come from git.
${TRANSFER_HELP}
Examples:
  $ otter-sts upload dist --prefix 'builds/{ref}/{sha}' --latest 'builds/{ref}/latest.json'
  $ otter-sts upload 'build/**/*.log' '!**/debug*' --prefix 'logs/{run-id}/{job}' --if-no-files-found ignore
  $ otter-sts upload public --prefix www/ --overwrite --skip-unchanged --delete --cache-control max-age=300
  $ otter-sts upload dump.sql --prefix 'nightly/{date}/' --retention-days 30 --json | jq -r .url
  $ otter-sts upload - --name dump.sql --prefix 'nightly/{date}/' -- pg_dump mydb
  $ ssh db cat dump.sql | otter-sts upload - --name dump.sql --prefix nightly/ --expect-end 'database dump complete'`;

/** `otter-sts upload PATH…`: uploads files to the bucket, however long it takes. */
export const addUpload: AddCommand = (program, context, finish) => {
  const command = program
    .command('upload')
    .usage('[options] PATH... | - [-- CMD...]')
    .description('upload files to the bucket, with a session that is renewed for as long as it takes')
    .argument('[paths...]', 'files, folders and globs; an exclamation mark in front excludes')
    .addHelpText('after', HELP)
    .action(async (args: string[], flags: UploadFlags) => {
      // Loading the code for transfers takes longer than most commands take to run.
      const { runUpload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
      const { paths, child } = splitCommand(args, program.args);
      finish(await runUpload(paths, flags, context, child));
    });
  addDisplayOptions(addSettings(command, 'upload'));
};

/** Separates the command after `- … --` from paths. Only there is anything run. */
function splitCommand(
  args: readonly string[],
  typed: readonly string[],
): { paths: readonly string[]; child?: readonly string[] } {
  const [first, ...child] = args;
  const isCommand = first === '-' && child.length > 0 && typed.at(-child.length - 1) === '--';
  return isCommand ? { paths: ['-'], child } : { paths: args };
}
