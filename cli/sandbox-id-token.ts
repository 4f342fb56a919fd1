import type { AddCommand } from './program.ts';
import { addConsoleOption, askConsole, type ConsoleOptions } from './sandbox-console.ts';

const EXAMPLES = `
The sandbox must run with --keyless. Its role accepts the job that --keyless names. Use another job or another audience to
see a refusal. The token is a secret: do not log it.

Examples:
  $ export OTTER_ID_TOKEN="$(otter-sts sandbox id-token)"
  $ otter-sts sandbox id-token --job gitlab:acme/app@feature > token.jwt`;

/** `otter-sts sandbox id-token`: an identity token of a running sandbox's issuer. */
export const addIdToken: AddCommand = (sandbox, context) => {
  const command = sandbox
    .command('id-token')
    .description('print an identity token that a running sandbox issues, like one of GitHub or GitLab')
    .option('--job <JOB>', "The job, in the form of --keyless; by default the sandbox's own.", '')
    .option(
      '--audience <NAME>',
      "The audience of the token; by default the one that the sandbox's role expects.",
      '',
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ job, audience, ...options }: ConsoleOptions & { job: string; audience: string }) => {
      const asked = { job, audience };
      const { idToken } = await askConsole<{ idToken: string }>(options, context, '/id-tokens', asked);
      process.stdout.write(`${idToken}\n`);
    });
  addConsoleOption(command);
};
