import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { readJobInputs } from '../gitlab/inputs.ts';
import { jobSecondsLeft, sessionNameOfJob } from '../src/ci/index.ts';
import { chooseSessionLength } from '../src/credentials/session-length.ts';
import {
  checkRequest,
  describeSeconds,
  readCaBundle,
  refreshVariables,
  remainingSeconds,
  SERVICE_VARIABLES,
  ServiceCredential,
  type SessionRequest,
  SHADOWS_OF_REFRESH,
  SHADOWS_OF_SESSION,
  sessionVariables,
  targetVariables,
  type Variables,
} from '../src/index.ts';
import { packHandover } from '../src/refresh/agent/handover.ts';
import { type Started, startKeeper } from '../src/refresh/keeper-start.ts';
import { warn } from './messages.ts';
import { ownCommand } from './own-command.ts';
import type { Context } from './request-options.ts';
import { formatVariables, quoteForShell } from './variable-format.ts';

/** The descriptor on which the template's shell hands over the job's log: standard output is read by that shell. */
const LOG = 4;

export interface StartFlags {
  directory: string;
  shellPid: number;
}

/** @returns shell code: variables to set and to unset, and what to say first through the masker */
export async function startJob(
  { directory, shellPid }: StartFlags,
  input: NodeJS.ReadStream,
  context: Context,
): Promise<string> {
  const { environment } = context;
  const job = text(input).then((inputs) => readJob(inputs, context));
  const launch = { keeper: ownCommand('gitlab', 'keep', directory), log: LOG, environment };
  const started = await startKeeper(
    launch,
    job.then(({ credential, request, caBundle, refresh, warnings }) => {
      warn(warnings);
      return { shellPid, handover: packHandover(credential, request, caBundle), refresh };
    }),
  );
  return describeStart(await job, started, writeProgram(directory), context);
}

type Job = ReturnType<typeof readJob>;

function describeStart(job: Job, started: Started, program: string, { environment, now }: Context): string {
  const delivered = deliver(started, job.request, environment);
  const unset = [...delivered.shadows, ...SERVICE_VARIABLES, ...job.secretVariables];
  const left = describeSeconds(remainingSeconds(started.session, now()));
  const life = job.refresh ? 'that is renewed until the job ends' : `that ends in ${left}`;
  const say = `otter-sts: a session for bucket ${job.request.bucket} ${life}. The output is masked from here on.`;
  return (
    formatVariables({ ...delivered.variables, OTTER_STS: program }, 'sh', [...new Set(unset)]) +
    `otter_sts_keeper=${started.pid}\necho '${say}'\n`
  );
}

/**
 * Makes this program one that the job's script can call, such as `"$OTTER_STS" upload build/`, however it was found.
 *
 * @returns its path
 */
function writeProgram(directory: string): string {
  const path = join(directory, 'otter-sts');
  const words = ownCommand().map((word) => quoteForShell(resolve(word)));
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o700 });
  return path;
}

function readJob(inputs: string, { environment, now }: Context) {
  const job = readJobInputs(inputs, environment);
  const jobSeconds = jobSecondsLeft(environment, now());
  const length = chooseSessionLength(job.texts.duration, job.refresh, jobSeconds);
  const credential = new ServiceCredential(job.texts.serviceAccessKey, job.texts.serviceSecretKey);
  const { request, warnings } = checkRequest(
    { ...job.texts, duration: length.duration },
    { sessionName: sessionNameOfJob(environment), jobSeconds, renewed: length.refresh },
  );
  return {
    credential,
    request,
    refresh: length.refresh,
    warnings: length.note === undefined ? warnings : [length.note, ...warnings],
    caBundle: readCaBundle(job.caBundle),
    secretVariables: job.secretVariables,
  };
}

function deliver(
  { session, endpoint }: Started,
  request: SessionRequest,
  environment: Context['environment'],
): { variables: Variables; shadows: readonly string[] } {
  const target = targetVariables(request);
  return endpoint === undefined
    ? { variables: { ...sessionVariables(session), ...target }, shadows: SHADOWS_OF_SESSION }
    : { variables: { ...refreshVariables(endpoint, environment), ...target }, shadows: SHADOWS_OF_REFRESH };
}
