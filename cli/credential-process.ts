import { processAnswer } from '../src/credentials/client-profile.ts';
import { exchange } from '../src/sts/exchange.ts';
import { reportRetry, sayFirst } from './messages.ts';
import type { AddCommand } from './program.ts';
import { addSettings, type RequestOptions, readRequest, SECRET_HELP } from './request-options.ts';

const EXAMPLES = `${SECRET_HELP}

Example, in ~/.aws/config (clients ask again shortly before the end):
  [profile ci]
  credential_process = otter-sts credential-process --bucket my-bucket --role-arn arn:aws:iam::RGW1:role/bkr-1
  endpoint_url = https://es-mad-1.s3.otterstorage.io
  region = eu-mad`;

/** `otter-sts credential-process`: one session in the format that AWS SDKs read from a program (`Version: 1`). */
export const addCredentialProcess: AddCommand = (program, context) => {
  const command = program
    .command('credential-process')
    .description("print one session for the AWS SDKs' credential_process setting")
    .addHelpText('after', EXAMPLES)
    .action(async (options: RequestOptions) => {
      const checked = readRequest(options, context, false);
      // The C++ SDK reads standard error together with standard output, so warnings are only for a person at a terminal.
      if (process.stderr.isTTY === true) sayFirst(checked);
      const { credential, request, caBundle } = checked;
      const { environment } = context;
      const onRetry = process.stderr.isTTY === true ? reportRetry : undefined;
      const { session } = await exchange(credential, request, { caBundle, environment, onRetry });
      process.stdout.write(processAnswer(session));
    });
  addSettings(command, 'session');
};
