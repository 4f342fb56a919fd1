import { Option } from 'commander';
import { parseDuration } from '../src/credentials/duration.ts';
import { SHADOWS_OF_SESSION, targetVariables } from '../src/credentials/environment.ts';
import { say } from './messages.ts';
import type { AddCommand } from './program.ts';
import { addConsoleOptions, type ConsoleOptions, findConsoleBucket } from './sandbox-console.ts';
import { FORMATS, type Format, formatVariables } from './variable-format.ts';

const EXAMPLES = `
The variables are those of 'otter-sts env'. They are secrets: evaluate them, do not log them.

Examples:
  $ eval "$(otter-sts sandbox issue)"
  $ otter-sts sandbox issue --bucket builds --duration 12h --format json`;

/** The console's answer. */
interface Issued {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: string;
  bucket: string;
  endpoint: string;
  region: string;
}

/** `otter-sts sandbox issue`: temporary credentials from a running sandbox, like its console's. */
export const addIssue: AddCommand = (sandbox, context) => {
  const command = sandbox
    .command('issue')
    .description("print temporary credentials of a running sandbox's bucket, as its console generates them")
    .option('--duration <TIME>', 'How long they last: 1h, 4h, 12h or any other duration.', '1h')
    .addOption(new Option('--format <FORMAT>', 'The format of the output.').choices(FORMATS).default('sh'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConsoleOptions & { duration: string; format: Format }) => {
      const durationSeconds = parseDuration(options.duration);
      const { ask } = await findConsoleBucket(options, context);
      const issued = await ask<Issued>('POST', '/sessions', { durationSeconds });
      process.stdout.write(formatVariables(variablesOf(issued), options.format, SHADOWS_OF_SESSION));
      say(`credentials for bucket '${issued.bucket}' that end at ${issued.expiration}.`);
    });
  addConsoleOptions(command);
};

function variablesOf(issued: Issued): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: issued.accessKeyId,
    AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
    AWS_SESSION_TOKEN: issued.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: issued.expiration,
    ...targetVariables(issued),
  };
}
