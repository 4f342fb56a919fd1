import type { AddCommand } from './program.ts';
import { addSettings, SECRET_HELP } from './request-options.ts';
import { addDisplayOptions, TRANSFER_HELP, type UploadFlags } from './transfer-options.ts';

const HELP = `${SECRET_HELP} The variable of a switch is true or false;
OTTER_PATH holds one path a line.

Without a service credential the session of an earlier step is used: what is in AWS_*, with OTTER_BUCKET.

In PATH, * ? [abc] and ** are wildcards, and braces are not; a file or folder that is there is never read as a pattern,
as far as no wildcard stands before it. ~ is the home folder in every option that names a file. A pipe
(/dev/stdin, <(…)) is refused: write its content to a file, and name that file.

Files keep their path below the folder that all of them have in common. A manifest, otter-manifest.json, is written
last; download verifies it. The sessions reach no more than the prefix and --latest, and are renewed for as long as the
transfer lasts: one can only write; others are asked for when something has to be looked up, or deleted.

The prefix and --latest may hold {ref}, {sha}, {run-id} and {job} of the CI job ({ref} and {sha} come from git
elsewhere), and {date}, which is today in UTC.
${TRANSFER_HELP}
Examples:
  $ otter-sts upload dist --prefix 'builds/{ref}/{sha}' --latest 'builds/{ref}/latest.json'
  $ otter-sts upload 'build/**/*.log' '!**/debug*' --prefix 'logs/{run-id}/{job}' --if-no-files-found ignore
  $ otter-sts upload public --prefix www/ --overwrite --skip-unchanged --delete --cache-control max-age=300
  $ otter-sts upload dump.sql --prefix 'nightly/{date}/' --retention-days 30 --json | jq -r .url`;

/** `otter-sts upload PATH…`: uploads files to the bucket, however long it takes. */
export const addUpload: AddCommand = (program, context, finish) => {
  const command = program
    .command('upload')
    .usage('[options] PATH...')
    .description('upload files to the bucket, with a session that is renewed for as long as it takes')
    .argument('[paths...]', 'files, folders and globs; an exclamation mark in front excludes')
    .addHelpText('after', HELP)
    .action(async (paths: string[], flags: UploadFlags) => {
      // Loading the code for transfers takes longer than most commands take to run.
      const { runUpload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
      finish(await runUpload(paths, flags, context));
    });
  addDisplayOptions(addSettings(command, 'upload'));
};
