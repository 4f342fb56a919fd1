import { randomBytes } from 'node:crypto';
import {
  type AmbientSource,
  type CheckLine,
  checkAmbientCredentials,
  checkSource,
  findAmbientSource,
  type Place,
} from '../src/check/index.ts';
import type { SessionRequest } from '../src/credentials/session-request.ts';
import { exchangeRetries } from '../src/transfer/open-store.ts';
import { hasSource, readAmbientRequest } from './ambient-request.ts';
import { countLines, formatCounts, formatJson, formatLine } from './check-report.ts';
import { CommandFailure } from './command-end.ts';
import { exitCodeOfSignal, interruptible } from './interruption.ts';
import { say, sayFirst, takesColors, warn } from './messages.ts';
import type { AddCommand } from './program.ts';
import {
  addSettings,
  type Context,
  type RequestOptions,
  readRequest,
  SECRET_HELP,
} from './request-options.ts';
import { showRetries } from './transfer-display.ts';

const EXAMPLES = `${SECRET_HELP}

Exchanges the service credential (OTTER_SERVICE_*), or the job's identity token, for a session, and uses the bucket as
--access allows. Then it tries what must be refused: other buckets, the bucket's configuration and its deletion,
another session by AssumeRole, the service key on its own, and what the role allows without a session policy. With an
identity token, it also tries tokens with a changed signature, changed claims or no signature, and one for another
audience if the CI system issues it.

Without a service credential, or with --session, it checks the credentials in AWS_*.

All objects that it creates are named .otter-sts-check-* below the prefix, and are removed again. It asks for changes
of the bucket's configuration only in a way that no server can carry out (an unreadable document), and for the
bucket's deletion only while the bucket has an object.

Exit codes: 0 no line failed; 1 a line failed; 2 invalid command line or input.

Examples:
  $ otter-sts check
  $ otter-sts check --access write --prefix nightly/ --duration 12h
  $ otter-sts check --other-bucket somebody-elses-bucket
  $ otter-sts check --json | jq -r '.checks[] | select(.status == "fail").remedy'
  $ otter-sts exec -- otter-sts check --session
  $ otter-sts check --web-identity-token-file token.jwt`;

interface CheckOptions extends RequestOptions {
  otherBucket?: string;
  session?: boolean;
  json?: boolean;
}

/** `otter-sts check`: checks that a credential does what it should and nothing else. */
export const addCheck: AddCommand = (program, context, finish) => {
  const command = program
    .command('check')
    .description('check that this credential does what it should, and nothing else')
    .option('--session', 'Checks the credentials in AWS_*, even if there is a service credential.')
    .option('--other-bucket <NAME>', "Someone else's existing bucket, to which access must be denied.")
    .option('--json', 'Prints one JSON document.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: CheckOptions) => finish(await checkCredential(options, context)));
  addSettings(command, 'session');
};

/** @returns the exit code */
export async function checkCredential(options: CheckOptions, context: Context): Promise<number> {
  const source = chooseSource(options, context);
  const run =
    source === undefined
      ? prepareSourceCheck(options, context)
      : prepareAmbientCheck(options, context, source);
  return await runCheck(run, options.json === true, context);
}

/** A check whose settings have been read, and which has sent nothing yet. */
type Run = (signal: AbortSignal, report: (line: CheckLine) => void) => Promise<void>;

/** @returns the source of the credentials in `AWS_*`; `undefined` to check the service credential, or the identity token */
function chooseSource(options: CheckOptions, { environment }: Context): AmbientSource | undefined {
  const source = findAmbientSource(environment);
  if (options.session === true && source === undefined) {
    throw new CommandFailure(
      '--session finds no credentials: neither AWS_ACCESS_KEY_ID nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set here.',
      2,
    );
  }
  return options.session === true || !hasSource(options, environment) ? source : undefined;
}

function prepareSourceCheck(options: CheckOptions, context: Context): Run {
  const checked = readRequest(options, context, false);
  sayFirst(checked);
  const { credential, request, caBundle } = checked;
  const place = placeOf(request, options, caBundle, context);
  return (signal, report) => checkSource(credential, request, { ...place, signal }, report);
}

function prepareAmbientCheck(options: CheckOptions, context: Context, source: AmbientSource): Run {
  const { environment } = context;
  const roleArn = options.roleArn || environment.OTTER_ROLE_ARN;
  const { request, warnings, caBundle } = readAmbientRequest({ ...options, roleArn }, context);
  warn(warnings);
  const stated = options.access || environment.OTTER_ACCESS;
  const subject = {
    environment,
    source,
    access: stated ? request.access : undefined,
    request,
  };
  const place = placeOf(request, options, caBundle, context);
  return (signal, report) => checkAmbientCredentials(subject, { ...place, signal }, report);
}

/** The place that is checked. */
export function placeOf(
  { endpoint, region, bucket }: Pick<SessionRequest, 'endpoint' | 'region' | 'bucket'>,
  { otherBucket }: Pick<CheckOptions, 'otherBucket'>,
  caBundle: string | undefined,
  context: Context,
): Omit<Place, 'signal'> {
  if (otherBucket !== undefined && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(otherBucket)) {
    throw new CommandFailure('--other-bucket is not a bucket name: 3 to 63 of a-z, 0-9, dot and hyphen.', 2);
  }
  if (otherBucket === bucket) {
    throw new CommandFailure("--other-bucket is the session's own bucket: name someone else's.", 2);
  }
  const { environment, now } = context;
  return {
    endpoint,
    region,
    bucket,
    otherBucket,
    onRetry: exchangeRetries(showRetries(context)),
    connection: { caBundle, environment },
    now,
    randomId: () => randomBytes(6).toString('hex'),
  };
}

/** @returns the exit code */
async function runCheck(run: Run, json: boolean, { environment }: Context): Promise<number> {
  const lines: CheckLine[] = [];
  const colors = takesColors(process.stdout, environment);
  const report = (line: CheckLine) => {
    lines.push(line);
    if (!json) process.stdout.write(formatLine(line, colors));
  };
  const interruption = await interruptible((signal) => run(signal, report));
  process.stdout.write(json ? formatJson(lines) : formatCounts(countLines(lines)));
  if (interruption === undefined) return countLines(lines).failed === 0 ? 0 : 1;
  if (interruption !== 'SIGPIPE') {
    say('interrupted. Everything that the check created has been removed, except what a line names.');
  }
  return exitCodeOfSignal(interruption);
}
