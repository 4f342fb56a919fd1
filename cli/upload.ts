import type { Command } from 'commander';
import type { AddCommand } from './program.ts';
import { addRequestOptions, SECRET_HELP } from './request-options.ts';
import type { UploadFlags } from './transfer-flags.ts';
import { addDisplayOptions, TRANSFER_HELP } from './transfer-options.ts';

const HELP = `${SECRET_HELP} The options that say what is uploaded and how have
variables too: OTTER_IF_NO_FILES_FOUND, OTTER_SKIP_UNCHANGED=true and so on; OTTER_PATH holds one path a line.

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

/** `otter-sts upload PATH…`: files to the bucket, fast and whole, however long it takes. */
export const addUpload: AddCommand = (program, surroundings, finish) => {
  const command = program
    .command('upload')
    .usage('[options] PATH...')
    .description('upload files to the bucket, with a session that is renewed for as long as it takes')
    .argument('[paths...]', 'files, folders and globs; an exclamation mark in front excludes')
    .addHelpText('after', HELP)
    .action(async (paths: string[], flags: UploadFlags) => {
      // What transfers need takes longer to load than most commands to run.
      const { runUpload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
      finish(await runUpload(paths, flags, surroundings));
    });
  addSelectionOptions(command);
  addObjectOptions(command);
  addDisplayOptions(command);
  addRequestOptions(command, {
    access: false,
    prefix: 'where the files go, and all that the session may touch (OTTER_PREFIX; the whole bucket)',
  });
};

function addSelectionOptions(command: Command): void {
  command
    .option(
      '--if-no-files-found <WHAT>',
      'for a PATH that matches nothing: warn (the default), ignore, or error, which is exit code 3',
    )
    .option(
      '--include-hidden-files',
      'take all that has a name with a dot at its beginning, not only what a PATH names',
    )
    .option('--follow-symlinks', 'upload what symbolic links lead to, instead of the links')
    .option(
      '--overwrite',
      'replace objects that are there; without it they are a refusal, unless they are the same',
    )
    .option('--skip-unchanged', 'do not send a file again whose object has the same content')
    .option(
      '--delete',
      'at the end delete what is below the prefix and was not uploaded (needs a prefix, and a match for each PATH)',
    )
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--latest <KEY>', 'at the very end write a small object there that names this upload')
    .option('--subject-checksums <FILE>', 'write the SHA-256 of each file there, as attestations take them')
    .option('--dotenv <FILE>', 'write where the upload is there, in lines OTTER_ARTIFACT_PREFIX=… and so on')
    .option('--annotations <FILE>', "write links to it there, for GitLab's report of that name");
}

function addObjectOptions(command: Command): void {
  command
    .option(
      '--retention-days <N>',
      'tag each object with retention-days=N, for a lifecycle rule of the bucket',
    )
    .option('--metadata <NAME=VALUE>', 'metadata of each object, repeatable', collect)
    .option('--cache-control <TEXT>', 'header of each object')
    .option('--content-type <TYPE>', "header of each object (by the file's name)")
    .option('--acl <NAME>', 'canned ACL of each object, or none (bucket-owner-full-control)')
    .option('--concurrency <N>', 'requests at once, 1 to 256 (32)')
    .option('--part-size <SIZE>', 'parts of larger files, such as 64MiB; at least 5MiB (16MiB)')
    .option(
      '--presign <TIME>',
      'print a link to each file that needs no key and ends after so long, at most 12h',
    );
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
