import { childEnvironment, SHADOWS_OF_REFRESH, type Variables } from '../src/credentials/environment.ts';
import { InputError } from '../src/failure.ts';
import { variableOf } from '../src/inputs.ts';
import type { TransferAccess } from '../src/transfer/reporter.ts';
import { parsePatterns } from '../src/transfer/upload/file-selection.ts';
import type { StreamSource } from '../src/transfer/upload/streamed-input.ts';
import * as runner from '../src/transfer/upload/upload-run.ts';
import { prepareReport, writeAnnotations, writeDotenv } from './gitlab-reports.ts';
import type { Context } from './request-options.ts';
import { commandOutput, standardInput } from './stream-sources.ts';
import { inputsOf, reporterFor, runTransfer } from './transfer.ts';
import type { UploadFlags } from './transfer-options.ts';
import { formatJsonOutcome, formatOutcome } from './upload-report.ts';

/** What stands for standard input, or the output of a command. */
const STREAM = '-';

/**
 * Runs `otter-sts upload` with the arguments, the options or their variables.
 *
 * @param command what is behind `--`: a command whose output is uploaded
 * @returns the exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when the upload is
 *   incomplete
 */
export async function runUpload(
  paths: readonly string[],
  flags: UploadFlags,
  context: Context,
  command?: readonly string[],
): Promise<number> {
  const inputs = inputsOf(flags, context);
  const { environment } = context;
  const patterns = paths.length === 0 ? parsePatterns(environment[variableOf('path')] ?? '') : paths;
  const isStream = patterns.includes(STREAM);
  if (isStream && patterns.length > 1) {
    throw new InputError(
      'path',
      'has - among other paths: upload standard input alone, or put -- before a command.',
    );
  }
  const job = runner.prepareUpload(inputs, patterns, { isStream });
  const stream = isStream ? streamOf(command, job, context) : undefined;
  const { dryRun } = job.choices;
  const reportTo = async (name: 'dotenv' | 'annotations') => {
    const path = job.choices[name];
    if (dryRun || path === '') return undefined;
    await prepareReport(name, path);
    return path;
  };
  const dotenv = await reportTo('dotenv');
  const annotations = await reportTo('annotations');
  return runTransfer(flags, context, async (signal, onEvent) => {
    const reporter = reporterFor(onEvent);
    const { result, links, failure } = await runner.runUpload(job, reporter, {
      signal,
      ...(stream && { stream }),
    });
    const outcome = { ...result, ...(links && { links }) };
    const text = (flags.json === true ? formatJsonOutcome : formatOutcome)(outcome, dryRun);
    try {
      if (dotenv !== undefined) await writeDotenv(dotenv, outcome, reporter);
      if (annotations !== undefined && failure === undefined) {
        await writeAnnotations(annotations, outcome, reporter);
      }
    } catch (error) {
      return { text, failure: failure ?? error };
    }
    return { text, failure };
  });
}

function streamOf(
  command: readonly string[] | undefined,
  { access }: runner.UploadJob,
  context: Context,
): StreamSource {
  return command === undefined ? standardInput() : commandOutput(command, environmentOf(access, context));
}

/** Without the credentials of the upload, which the command does not need. */
function environmentOf({ credential }: TransferAccess, { environment }: Context): Variables {
  if (credential !== undefined) return childEnvironment(environment, {}, [], credential.secrets);
  const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN } = environment;
  const tokens = [AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN];
  return childEnvironment(
    environment,
    {},
    [...SHADOWS_OF_REFRESH, 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
    tokens.filter((token): token is string => Boolean(token)),
  );
}
