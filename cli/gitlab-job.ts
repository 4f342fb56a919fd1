import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readJobInputs } from '../gitlab/inputs.ts';
import { jobSecondsLeft, sessionNameOfJob } from '../src/ci/index.ts';
import {
  refreshVariables,
  SERVICE_VARIABLES,
  SHADOWS_OF_REFRESH,
  SHADOWS_OF_SESSION,
  sessionVariables,
  targetVariables,
  type Variables,
} from '../src/credentials/environment.ts';
import { describeSeconds, remainingSeconds } from '../src/credentials/session.ts';
import { chooseSessionLength } from '../src/credentials/session-length.ts';
import { checkRequest, type SessionRequest } from '../src/credentials/session-request.ts';
import { renewalWarnings } from '../src/credentials/session-source.ts';
import { readSource } from '../src/credentials/source-inputs.ts';
import { InputError } from '../src/failure.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { writeTrustFiles } from '../src/http/trust-files.ts';
import { agentEnvironment } from '../src/refresh/agent/environment.ts';
import type { KeeperJob, Kept } from '../src/refresh/keeper.ts';
import { warn } from './messages.ts';
import { ownCommand } from './own-command.ts';
import type { Context } from './request-options.ts';
import { formatVariables, quoteForShell } from './variable-format.ts';

/** A job whose inputs are checked. */
export interface PreparedJob extends KeeperJob {
  /** @returns shell code that sets and unsets variables, and then prints the first masked line */
  describe(kept: Kept): Promise<string>;
}

/** Reads the inputs of a job, and prints warnings about them. @throws InputError for an invalid input */
export function prepareJob(inputs: string, directory: string, context: Context): PreparedJob {
  const job = readJob(inputs, context);
  warn(job.warnings);
  return {
    ...job,
    environment: agentEnvironment(context.environment),
    describe: (kept) => describeStart(job, kept, directory, context),
  };
}

type Job = ReturnType<typeof readJob>;

function readJob(inputs: string, { environment, now }: Context) {
  const job = readJobInputs(inputs, environment);
  const jobSeconds = jobSecondsLeft(environment, now());
  const length = chooseSessionLength(job.texts.duration, job.refresh, jobSeconds);
  const source = readSource({ ...job.texts, idToken: job.idToken }, {});
  if (source === undefined) throw new InputError('service-access-key', 'is empty.');
  const { request, warnings } = checkRequest(
    { ...job.texts, duration: length.duration },
    { sessionName: sessionNameOfJob(environment), jobSeconds, renewed: length.refresh },
  );
  const endsAt = jobSeconds === undefined ? undefined : now() + jobSeconds * 1000;
  const note = length.note === undefined ? [] : [length.note];
  return {
    source,
    request,
    refresh: length.refresh,
    warnings: [...note, ...warnings, ...(length.refresh ? renewalWarnings(source, endsAt) : [])],
    caBundle: readCaBundle(job.caBundle),
    secretVariables: job.secretVariables,
  };
}

async function describeStart(job: Job, kept: Kept, directory: string, context: Context): Promise<string> {
  const { environment, now } = context;
  const delivered = deliver(kept, job.request, environment);
  const unset = [...delivered.shadows, ...SERVICE_VARIABLES, ...job.secretVariables];
  const left = describeSeconds(remainingSeconds(kept.session, now()));
  const life = job.refresh ? 'that is renewed until the job ends' : `that ends in ${left}`;
  const say = `otter-sts: a session for bucket ${job.request.bucket} ${life}. The output is masked from here on.`;
  const trust = job.caBundle === undefined ? {} : await writeTrustFiles(directory, job.caBundle, environment);
  const variables = { ...delivered.variables, ...trust, OTTER_STS: writeProgram(directory) };
  return `${formatVariables(variables, 'sh', [...new Set(unset)])}echo '${say}'\n`;
}

/**
 * Writes a script that runs this program, so that the job can call it as `"$OTTER_STS" upload build/`.
 *
 * @returns the path of the script
 */
function writeProgram(directory: string): string {
  const path = join(directory, 'otter-sts');
  const words = ownCommand().map((word) => quoteForShell(resolve(word)));
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o700 });
  return path;
}

function deliver(
  { session, endpoint }: Kept,
  request: SessionRequest,
  environment: Context['environment'],
): { variables: Variables; shadows: readonly string[] } {
  const target = targetVariables(request);
  return endpoint === undefined
    ? { variables: { ...sessionVariables(session), ...target }, shadows: SHADOWS_OF_SESSION }
    : { variables: { ...refreshVariables(endpoint, environment), ...target }, shadows: SHADOWS_OF_REFRESH };
}
