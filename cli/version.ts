import type { AddCommand } from './program.ts';

const EXAMPLE = `
Example:
  $ otter-sts version --json | jq -r .version`;

/** `otter-sts version`: which program this is, and what it runs on. */
export const addVersion: AddCommand = (program) => {
  program
    .command('version')
    .description('print the version; with --json, also the version of Node and the platform')
    .option('--json', 'Prints one line of JSON: version, node, platform, arch.')
    .addHelpText('after', EXAMPLE)
    .action(({ json = false }: { json?: boolean }) => {
      const version = program.version();
      const { platform, arch } = process;
      const node = process.versions.node;
      process.stdout.write(`${json ? JSON.stringify({ version, node, platform, arch }) : version}\n`);
    });
};
