import type { AddCommand } from './program.ts';
import { addConsoleOption, askConsole, type ConsoleOptions } from './sandbox-console.ts';

const EXAMPLES = `
The sandbox has to run with --keyless. Its role lets in the job that is named there: a token of another job, or for another
audience, is for seeing what a refusal looks like. The token is a secret: keep it out of logs.

Examples:
  $ export OTTER_ID_TOKEN="$(otter-sts sandbox id-token)"
  $ otter-sts sandbox id-token --job gitlab:acme/app@feature > token.jwt`;

/** `otter-sts sandbox id-token`: an identity token of a running sandbox's issuer. */
export const addIdToken: AddCommand = (sandbox, context) => {
  const command = sandbox
    .command('id-token')
    .description('print an identity token that a running sandbox makes, as GitHub or GitLab would')
    .option('--job <JOB>', "The job that it is of, as --keyless has it; the sandbox's otherwise.", '')
    .option('--audience <NAME>', "For whom it is; the sandbox's own audience otherwise.", '')
    .addHelpText('after', EXAMPLES)
    .action(async ({ job, audience, ...options }: ConsoleOptions & { job: string; audience: string }) => {
      const asked = { job, audience };
      const { idToken } = await askConsole<{ idToken: string }>(options, context, '/id-tokens', asked);
      process.stdout.write(`${idToken}\n`);
    });
  addConsoleOption(command);
};
