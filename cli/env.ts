import { Option } from 'commander';
import { redactorOf } from '../src/ci/index.ts';
import { SHADOWS_OF_SESSION, sessionVariables, targetVariables } from '../src/credentials/environment.ts';
import { describeSeconds, remainingSeconds, sessionSecrets } from '../src/credentials/session.ts';
import { addToRedactor } from '../src/masking/log-redactor.ts';
import { exchange } from '../src/sts/exchange.ts';
import { reportRetry, say, sayFirst } from './messages.ts';
import type { AddCommand } from './program.ts';
import { addSettings, type RequestOptions, readRequest, SECRET_HELP } from './request-options.ts';
import { trustOfShell } from './shell-trust.ts';
import { FORMATS, type Format, formatVariables } from './variable-format.ts';

const EXAMPLES = `${SECRET_HELP}

Examples:
  $ session="$(otter-sts env)" && eval "$session"     sh, bash, zsh; stops if there is no session
  $ set -l s (otter-sts env --format fish); and string join \\n $s | source     fish; the same
  $ otter-sts env --format powershell | Out-String | Invoke-Expression
  $ otter-sts env --format json --access read --prefix builds/
  $ otter-sts env --format azure     in a step of Azure Pipelines: masked, for the steps after it`;

/** `otter-sts env`: one session, printed for a shell or a program. */
export const addEnv: AddCommand = (program, context) => {
  const command = program
    .command('env')
    .description('print one session as variables (they are secrets: evaluate them, do not log them)')
    .addOption(new Option('--format <FORMAT>', 'The format of the output.').choices(FORMATS).default('sh'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: RequestOptions & { format: Format }) => {
      const checked = readRequest(options, context, false);
      sayFirst(checked);
      const { credential, request, caBundle } = checked;
      const { environment, now } = context;
      const redactor = redactorOf(environment);
      await addToRedactor(redactor, credential.secrets);
      const { session } = await exchange(credential, request, {
        caBundle,
        environment,
        onRetry: reportRetry,
      });
      await addToRedactor(redactor, sessionSecrets(session));
      const trust = await trustOfShell(caBundle, environment);
      const variables = { ...sessionVariables(session), ...targetVariables(request), ...trust };
      const secrets = [...credential.secrets, ...sessionSecrets(session)];
      process.stdout.write(formatVariables(variables, options.format, SHADOWS_OF_SESSION, secrets));
      say(
        `a session for bucket '${request.bucket}' that ends in ${describeSeconds(remainingSeconds(session, now()))}.`,
      );
    });
  addSettings(command, 'session');
};
