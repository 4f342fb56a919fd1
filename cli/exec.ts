import { join } from 'node:path';
import {
  childEnvironment,
  MaskedOutputs,
  obtainer,
  refreshVariables,
  type Session,
  SHADOWS_OF_REFRESH,
  sessionSecrets,
  startFreshCredentials,
  targetVariables,
  type Variables,
  writeTrustFiles,
} from '../src/index.ts';
import { runChild } from './child.ts';
import { withCommandFolder } from './command-folder.ts';
import { reportRenewal, reportRetry, warn } from './messages.ts';
import type { AddCommand } from './program.ts';
import {
  addSettings,
  type Context,
  type RequestOptions,
  readRequest,
  SECRET_HELP,
} from './request-options.ts';

const EXAMPLES = `${SECRET_HELP}

The command's clients find the credentials through AWS_CONTAINER_CREDENTIALS_FULL_URI and refresh by themselves: the
AWS CLI, boto3, every AWS SDK, s5cmd, and rclone with env_auth=true do; mc and s3cmd do not.

Examples:
  $ otter-sts exec -- aws s3 cp dump.sql s3://my-bucket/
  $ otter-sts exec --access write --prefix nightly/ -- ./backup.sh
  $ otter-sts exec --no-mask -- bash`;

/** `otter-sts exec -- CMD…`: runs a command with credentials that are renewed before they expire, and masks its output. */
export const addExec: AddCommand = (program, context, finish) => {
  const command = program
    .command('exec')
    .usage('[options] -- CMD...')
    .description('run a command with credentials that never expire under it, its output masked')
    .argument('<command...>', 'the command and its arguments')
    .option('--no-mask', 'Does not mask the output. A terminal then stays a terminal for the command.')
    .passThroughOptions()
    .addHelpText('after', EXAMPLES)
    .action(async (child: string[], options: ExecOptions) => finish(await runFresh(child, options, context)));
  addSettings(command, 'session');
};

function writeTrust(
  folder: string | undefined,
  caBundle: string | undefined,
  environment: Context['environment'],
): Variables {
  if (caBundle === undefined) return {};
  if (folder !== undefined) return writeTrustFiles(folder, caBundle, environment);
  warn([
    'the command does not get the certificates of ca-bundle, since no temporary folder can be written to: set TMPDIR to one that can.',
  ]);
  return {};
}

interface ExecOptions extends RequestOptions {
  mask: boolean;
}

/** @returns the command's exit code */
async function runFresh(child: readonly string[], options: ExecOptions, context: Context): Promise<number> {
  const { credential, request, warnings, caBundle } = readRequest(options, context, true);
  warn(warnings);
  const { environment } = context;
  const outputs = options.mask ? new MaskedOutputs() : undefined;
  const secrets = new Set<string>();
  const learn = (learned: readonly string[]) => {
    for (const secret of learned) secrets.add(secret);
    outputs?.learn(learned);
  };
  learn(credential.secrets);
  return withCommandFolder(async (folder) => {
    const trust = writeTrust(folder, caBundle, environment);
    const renewal = {
      obtain: obtainer(credential, request, {
        caBundle,
        environment,
        onRetry: reportRetry,
        onSecrets: learn,
      }),
      onObtained: (session: Session) => outputs?.learn(sessionSecrets(session)),
      onFailure: reportRenewal,
    };
    const fresh = await startFreshCredentials(renewal, folder && join(folder, 'token'));
    outputs?.learn([fresh.endpoint.token]);
    const own = { ...refreshVariables(fresh.endpoint, environment), ...targetVariables(request), ...trust };
    try {
      const variables = childEnvironment(environment, own, SHADOWS_OF_REFRESH, [...secrets]);
      return await runChild(child, variables, outputs ?? 'inherit');
    } finally {
      await fresh.stop();
    }
  });
}
