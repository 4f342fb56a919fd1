import { createWriteStream, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { readJobInputs, readTransferInputs, variableOf } from '../gitlab/inputs.ts';
import { jobSecondsLeft, sessionNameOfJob } from '../gitlab/job.ts';
import { type KeeperOrder, type KeeperReply, keepJob } from '../gitlab/keeper.ts';
import { runMasker } from '../gitlab/masker.ts';
import { chooseSessionLength } from '../gitlab/session-length.ts';
import { type Started, startKeeper } from '../gitlab/start.ts';
import { parseJson, readLine } from '../src/agent/line.ts';
import {
  checkRequest,
  describeSeconds,
  InputError,
  packHandover,
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
import { CommandFailure } from './command-end.ts';
import { reportRenewal, warn } from './messages.ts';
import { ownCommand } from './own-command.ts';
import type { AddCommand } from './program.ts';
import type { Surroundings } from './request-options.ts';
import { formatVariables, quoteForShell } from './variable-format.ts';
import { readNumber } from './whole-number.ts';

/** The descriptor on which the template's shell hands over the job's log: standard output is read by that shell. */
const LOG = 4;
/** The keeper's end of the pipe on which it answers. */
const REPLY = 3;
/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;

interface StartFlags {
  directory: string;
  shellPid: number;
}

/** `otter-sts gitlab …`: what GitLab's template calls. Not for people, hence not in the help. */
export const addGitlab: AddCommand = (program, surroundings, finish) => {
  const gitlab = program.command('gitlab', { hidden: true }).helpCommand(false);
  gitlab
    .command('start')
    .requiredOption('--directory <FOLDER>', "the job's private folder")
    .requiredOption('--shell-pid <PID>', "the job's shell", readNumber)
    .action(async (flags: StartFlags) => {
      process.stdout.write(await explained(startJob(flags, await text(process.stdin), surroundings)));
    });
  gitlab.command('upload').action(async () => {
    const { runUpload } = await import('./transfer-run.ts');
    finish(await explained(transferInJob(surroundings, (job) => runUpload([], {}, job))));
  });
  gitlab.command('download').action(async () => {
    const { runDownload } = await import('./transfer-run.ts');
    finish(await explained(transferInJob(surroundings, (job) => runDownload({}, job))));
  });
  gitlab.command('keep <folder>').action((folder: string) => {
    nameProcess(folder);
    return keep(surroundings);
  });
  gitlab.command('mask <folder>').action(async (folder: string) => {
    nameProcess(folder);
    finish(await runMasker(process));
  });
};

/** @returns shell code: variables to set and to unset, and what to say first through the masker */
async function startJob(flags: StartFlags, inputs: string, surroundings: Surroundings): Promise<string> {
  const { environment, now } = surroundings;
  const job = readJob(inputs, surroundings);
  warn(job.warnings);
  const started = await startKeeper({
    directory: flags.directory,
    shellPid: flags.shellPid,
    log: LOG,
    keeper: ownCommand('gitlab', 'keep', flags.directory),
    masker: ownCommand('gitlab', 'mask', flags.directory),
    handover: packHandover(job.credential, job.request, job.caBundle),
    refresh: job.refresh,
    environment,
  });
  const delivered = deliver(started, job.request, environment);
  const program = writeProgram(flags.directory);
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

/** Runs a transfer whose inputs, the template's, come on standard input. */
async function transferInJob(
  surroundings: Surroundings,
  transfer: (job: Surroundings) => Promise<number>,
): Promise<number> {
  const { environment } = surroundings;
  const inputs = readTransferInputs(await text(process.stdin), environment);
  return transfer({ ...surroundings, environment: { ...environment, ...inputs } });
}

function readJob(inputs: string, { environment, now }: Surroundings) {
  const job = readJobInputs(inputs, environment);
  const jobSeconds = jobSecondsLeft(environment, now());
  const length = chooseSessionLength(job.request.duration ?? '', job.refresh, jobSeconds);
  const credential = new ServiceCredential(job.serviceAccessKey, job.serviceSecretKey);
  const { request, warnings } = checkRequest(
    { ...job.request, duration: length.duration },
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
  environment: Surroundings['environment'],
): { variables: Variables; shadows: readonly string[] } {
  const target = targetVariables(request);
  return endpoint === undefined
    ? { variables: { ...sessionVariables(session), ...target }, shadows: SHADOWS_OF_SESSION }
    : { variables: { ...refreshVariables(endpoint, environment), ...target }, shadows: SHADOWS_OF_REFRESH };
}

async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw explainInput(error);
  }
}

/** Names an input as the templates do, and the variable that goes before it. */
function explainInput(error: unknown): unknown {
  if (!(error instanceof InputError) || !/^[a-z-]+$/.test(error.input)) return error;
  const { input, message } = error;
  const name = input.replaceAll('-', '_');
  return new CommandFailure(
    `${name} (the input, or the variable ${variableOf(input)})${message.slice(input.length)}`,
    2,
  );
}

async function keep({ environment }: Surroundings): Promise<void> {
  const reply = createWriteStream('', { fd: REPLY });
  reply.on('error', () => undefined);
  const order = parseJson(await readLine(process.stdin, LARGEST_ORDER)) as KeeperOrder;
  const { pid } = process;
  await keepJob(
    order,
    { environment, signals: process, pid, onRenewalFailure: reportRenewal },
    (answer: KeeperReply) => {
      return new Promise((resolve) => reply.end(`${JSON.stringify(answer)}\n`, () => resolve()));
    },
  );
}

/**
 * Shows as otter-sts and not as node, which jobs end by name. The folder tells after_script that it is this job's, and
 * not a process that has got the same number since.
 */
function nameProcess(folder: string): void {
  process.title = `otter-sts ${folder}`;
}
