import { encodings } from '../src/masking/index.ts';
import { copyMasked } from '../src/masking/masked-copy.ts';
import { warn } from './messages.ts';
import type { AddCommand } from './program.ts';
import type { Context } from './request-options.ts';

/** The variables with secrets that the AWS SDKs and this program read. */
const SECRET_VARIABLES: readonly string[] = [
  'OTTER_SERVICE_SECRET_KEY',
  'OTTER_ID_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY_ID',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];

const EXAMPLES = `
The values of these variables are masked, also in base64, base64url, hex, URL, JSON and shell form:
  ${SECRET_VARIABLES.join('\n  ')}

Example:
  $ ./build.sh 2>&1 | otter-sts mask`;

/** `otter-sts mask`: copies standard input to standard output, with the secrets of the environment masked. */
export const addMask: AddCommand = (program, context) => {
  program
    .command('mask')
    .description(
      'copy standard input to standard output, with the AWS_* and OTTER_* secrets of the environment masked',
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const secrets = secretsOf(context);
      warn(describeGaps(secrets));
      const values = secrets.map(({ value }) => value);
      await copyMasked(process, values);
    });
};

interface Secret {
  readonly name: string;
  readonly value: string;
}

function secretsOf({ environment }: Context): Secret[] {
  return SECRET_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value ? [{ name, value }] : [];
  });
}

/** Warns of gaps, because unmasked output looks like output without secrets. */
function describeGaps(secrets: readonly Secret[]): string[] {
  if (secrets.length === 0) {
    return [
      "nothing is masked, because none of the variables is exported: 'otter-sts mask --help' lists them.",
    ];
  }
  return secrets
    .filter(({ value }) => encodings(value).length === 0)
    .map(({ name }) => `${name} is too short to be masked.`);
}
