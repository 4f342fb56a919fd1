import { Option } from 'commander';
import { serviceVariables } from './granted-variables.ts';
import { say } from './messages.ts';
import type { AddCommand } from './program.ts';
import { addConsoleOptions, type ConsoleOptions, findConsoleBucket } from './sandbox-console.ts';
import { FORMATS, type Format, formatVariables } from './variable-format.ts';

const EXAMPLES = `
Examples:
  $ eval "$(otter-sts sandbox service-credential create --label nightly)"
  $ otter-sts sandbox service-credential list
  $ otter-sts sandbox service-credential revoke OSVC0123456789ABCDEF`;

interface Created {
  accessKey: string;
  secretKey: string;
  roleArn: string;
  bucket: string;
  endpoint: string;
  region: string;
}

interface Listed {
  keys: { accessKey: string; label: string; createdAt: string }[];
}

/** `otter-sts sandbox service-credential create|list|revoke`, on a running sandbox. */
export const addServiceCredential: AddCommand = (sandbox, context) => {
  const group = sandbox
    .command('service-credential')
    .description("create, list and revoke service credentials of a running sandbox's bucket")
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  const find = (options: ConsoleOptions) => findConsoleBucket(options, context);

  addConsoleOptions(
    group
      .command('create')
      .description('create one, and print its OTTER_* variables; the secret is shown only once')
      .option('--label <TEXT>', 'What it is for.', '')
      .addOption(new Option('--format <FORMAT>', 'The format of the output.').choices(FORMATS).default('sh')),
  ).action(async (options: ConsoleOptions & { label: string; format: Format }) => {
    const { ask } = await find(options);
    const created = await ask<Created>('POST', '/service-credentials', { label: options.label });
    process.stdout.write(
      formatVariables(
        serviceVariables({
          ...created,
          serviceAccessKey: created.accessKey,
          serviceSecretKey: created.secretKey,
        }),
        options.format,
      ),
    );
  });

  addConsoleOptions(
    group.command('list').description('list them, without their secrets').option('--json', 'Prints JSON.'),
  ).action(async (options: ConsoleOptions & { json?: boolean }) => {
    const { ask } = await find(options);
    const { keys } = await ask<Listed>('GET', '/service-credentials');
    const rows = keys.map(
      ({ accessKey, label, createdAt }) => `${accessKey}  ${createdAt}  ${printed(label)}`,
    );
    process.stdout.write(
      options.json ? `${JSON.stringify(keys, null, 2)}\n` : rows.map((row) => `${row}\n`).join(''),
    );
  });

  addConsoleOptions(
    group
      .command('revoke')
      .description('revoke one: it gets no new sessions, and current ones last until they expire')
      .argument('<ACCESS_KEY>', 'its access key'),
  ).action(async (accessKey: string, options: ConsoleOptions) => {
    const { ask } = await find(options);
    await ask('POST', `/service-credentials/${encodeURIComponent(accessKey)}/revoke`);
    say(`service credential ${accessKey} is revoked.`);
  });
};

/** A label must not control the terminal. */
function printed(label: string): string {
  return label.replace(/\p{C}/gu, '?');
}
