import type { AddCommand } from './program.ts';
import { addSettings, SECRET_HELP } from './request-options.ts';
import { addDisplayOptions, type DownloadFlags, TRANSFER_HELP } from './transfer-options.ts';

const HELP = `${SECRET_HELP}
The variable of a switch is true or false. OTTER_INCLUDE has one glob per line.

Without a service credential, the session of an earlier step is used, from AWS_* and OTTER_BUCKET.

Downloads the files that a manifest lists: the manifest of the prefix, of --manifest-key, or the one that --latest
names. Each file gets its final name only after its SHA-256 has been verified. Modes, times and symbolic links are
restored, and nothing is written outside the directory. A file that already has the right content is not downloaded
again.

--latest and --manifest-key identify the artifact without a prefix; --prefix '' overrides OTTER_PREFIX. --include reads
patterns as upload reads its paths: a folder means everything in it, and '!' excludes.

--unverified also downloads what has no manifest, such as what other tools have put there. It is compared with the MD5
or the size in the listing, and a warning says so.

--stdout writes one file to standard output, and the result to standard error. Set pipefail: its reader gets the first
bytes before the last are verified.

A wildcard in --prefix means several artifacts, and so does --pattern, which is relative to the prefix: each gets a
folder of its own, unless --merge-multiple is given.

The prefix, --manifest-key and --latest may contain {ref}, {sha}, {run-id}, {job} and {date}, as with upload.
${TRANSFER_HELP}
Examples:
  $ otter-sts download --prefix 'builds/{ref}/{sha}' --directory dist
  $ otter-sts download --prefix 'builds/{sha}/*/' --directory release
  $ otter-sts download --latest builds/main/latest.json --include '**/*.js'
  $ otter-sts download --manifest-key builds/main/otter-manifest.json --manifest-sha256 "$MANIFEST_SHA256"
  $ otter-sts download --prefix nightly/2026-01-31/ --include dump.sql --stdout | psql mydb`;

/** `otter-sts download`: downloads the files that a manifest lists, and verifies each. */
export const addDownload: AddCommand = (program, context, finish) => {
  const command = program
    .command('download')
    .description('download what an upload wrote, and verify it')
    .addHelpText('after', HELP)
    .action(async (flags: DownloadFlags) => {
      const { runDownload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
      finish(await runDownload(flags, context));
    });
  addDisplayOptions(addSettings(command, 'download'));
};
