import { join } from 'node:path';
import { ClientProfile } from '../src/credentials/client-profile.ts';
import {
  childEnvironment,
  refreshVariables,
  SHADOWS_OF_REFRESH,
  targetVariables,
  type Variables,
} from '../src/credentials/environment.ts';
import { sessionSecrets } from '../src/credentials/session.ts';
import type { SessionRequest } from '../src/credentials/session-request.ts';
import { writeTrustFiles } from '../src/http/trust-files.ts';
import { MaskedOutputs } from '../src/masking/index.ts';
import { type FreshCredentials, obtainer, startFreshCredentials } from '../src/refresh/fresh-credentials.ts';
import type { RenewalOptions } from '../src/refresh/renewal.ts';
import { runChild } from './child.ts';
import { CommandFailure } from './command-end.ts';
import { withCommandFolder } from './command-folder.ts';
import { reportRenewal, reportRetry, sayFirst, warn } from './messages.ts';
import type { AddCommand } from './program.ts';
import {
  addSettings,
  type CheckedRequest,
  type Context,
  type RequestOptions,
  readRequest,
  SECRET_HELP,
} from './request-options.ts';

const EXAMPLES = `${SECRET_HELP}

S3 clients find the credentials through AWS_CONTAINER_CREDENTIALS_FULL_URI and refresh them: the AWS CLI, boto3, the AWS
SDKs, s5cmd, restic and rclone do. For other clients, such as mc, s3cmd or an older SDK, --profile writes private files
that are replaced with each session and removed at the end. Your own profiles are then hidden from the command.

Examples:
  $ otter-sts exec -- aws s3 cp dump.sql s3://my-bucket/
  $ otter-sts exec --access write --prefix nightly/ -- ./backup.sh
  $ otter-sts exec --profile -- mc cp dump.sql otter/my-bucket/
  $ otter-sts exec --no-mask -- bash`;

/** `otter-sts exec -- CMD…`: runs a command with credentials that are renewed before they expire, and masks its output. */
export const addExec: AddCommand = (program, context, finish) => {
  const command = program
    .command('exec')
    .usage('[options] -- CMD...')
    .description('run a command with credentials that are renewed while it runs, and mask its output')
    .argument('<command...>', 'the command and its arguments')
    .option('--no-mask', 'Does not mask the output. A terminal then stays a terminal for the command.')
    .option(
      '--profile',
      'Also gives the command a default profile and MC_HOST_otter, for clients that do not ask for credentials themselves.',
    )
    .passThroughOptions()
    .addHelpText('after', EXAMPLES)
    .action(async (child: string[], options: ExecOptions) => finish(await runFresh(child, options, context)));
  addSettings(command, 'session');
};

/** @throws CommandFailure where there is no folder for it */
function makeProfile(
  folder: string | undefined,
  { profile }: ExecOptions,
  request: SessionRequest,
): ClientProfile | undefined {
  if (profile !== true) return undefined;
  if (folder !== undefined) return new ClientProfile(folder, request);
  throw new CommandFailure(
    '--profile needs a temporary folder that can be written to: set TMPDIR to one.',
    2,
  );
}

async function writeTrust(
  folder: string | undefined,
  caBundle: string | undefined,
  environment: Context['environment'],
): Promise<Variables> {
  if (caBundle === undefined) return {};
  if (folder !== undefined) return await writeTrustFiles(folder, caBundle, environment);
  warn([
    'the command does not get the certificates of ca-bundle, since no temporary folder can be written to: set TMPDIR to one that can.',
  ]);
  return {};
}

interface ExecOptions extends RequestOptions {
  mask: boolean;
  profile?: boolean;
}

/** @returns the command's exit code */
async function runFresh(child: readonly string[], options: ExecOptions, context: Context): Promise<number> {
  const checked = readRequest(options, context, true);
  sayFirst(checked);
  const { environment } = context;
  const secrets = new LearnedSecrets(options.mask);
  secrets.learn(checked.credential.secrets);
  return withCommandFolder(async (folder) => {
    const trust = await writeTrust(folder, checked.caBundle, environment);
    const profile = makeProfile(folder, options, checked.request);
    const fresh = await startFresh({ ...checked, environment }, { folder, profile, secrets });
    const own = {
      ...refreshVariables(fresh.endpoint, environment),
      ...profile?.variables(fresh.first),
      ...targetVariables(checked.request),
      ...trust,
    };
    try {
      const variables = childEnvironment(environment, own, SHADOWS_OF_REFRESH, secrets.known);
      return await runChild(child, variables, secrets.outputs ?? 'inherit');
    } finally {
      await fresh.stop();
    }
  });
}

/** Secrets that the command must not find in its environment, and that are masked in its output. */
class LearnedSecrets {
  readonly outputs: MaskedOutputs | undefined;
  readonly #known = new Set<string>();

  constructor(mask: boolean) {
    this.outputs = mask ? new MaskedOutputs() : undefined;
  }

  learn(secrets: readonly string[]): void {
    for (const secret of secrets) this.#known.add(secret);
    this.outputs?.learn(secrets);
  }

  get known(): string[] {
    return [...this.#known];
  }
}

interface Delivery {
  readonly folder: string | undefined;
  readonly profile: ClientProfile | undefined;
  readonly secrets: LearnedSecrets;
}

async function startFresh(
  { credential, request, caBundle, environment }: CheckedRequest & Pick<Context, 'environment'>,
  { folder, profile, secrets }: Delivery,
): Promise<FreshCredentials> {
  const onSecrets = (learned: readonly string[]) => secrets.learn(learned);
  const renewal: RenewalOptions = {
    obtain: obtainer(credential, request, { caBundle, environment, onRetry: reportRetry, onSecrets }),
    onObtained: async (session) => {
      secrets.outputs?.learn(sessionSecrets(session));
      await profile?.write(session);
    },
    onFailure: reportRenewal,
  };
  const fresh = await startFreshCredentials(renewal, folder && join(folder, 'token'));
  secrets.outputs?.learn([fresh.endpoint.token]);
  return fresh;
}
