import { InputError } from '../src/failure.ts';
import { variableOf } from '../src/inputs.ts';
import { parsePatterns } from '../src/transfer/upload/file-selection.ts';
import * as runner from '../src/transfer/upload/upload-run.ts';
import { prepareReport, writeAnnotations, writeDotenv } from './gitlab-reports.ts';
import type { Context } from './request-options.ts';
import { inputsOf, reporterFor, runTransfer } from './transfer.ts';
import type { UploadFlags } from './transfer-options.ts';
import { formatJsonOutcome, formatOutcome } from './upload-report.ts';

/**
 * Runs `otter-sts upload` with the arguments, the options or their variables.
 *
 * @returns the exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when the upload is
 *   incomplete
 */
export async function runUpload(
  paths: readonly string[],
  flags: UploadFlags,
  context: Context,
): Promise<number> {
  const inputs = inputsOf(flags, context);
  const { environment } = context;
  const patterns = paths.length === 0 ? parsePatterns(environment[variableOf('path')] ?? '') : paths;
  if (patterns.includes('-')) {
    throw new InputError('path', 'is -, but standard input cannot be uploaded: save it to a file first.');
  }
  const job = runner.prepareUpload(inputs, patterns);
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
    const { result, links, failure } = await runner.runUpload(job, reporter, { signal });
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
