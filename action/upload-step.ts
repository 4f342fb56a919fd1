import { dirname } from 'node:path';
import { formatTime } from '../src/credentials/session.ts';
import { firstLine, InputError } from '../src/failure.ts';
import { keyOf } from '../src/inputs.ts';
import { makeFolders } from '../src/make-folders.ts';
import { printable } from '../src/printable.ts';
import { parsePatterns } from '../src/transfer/upload/file-selection.ts';
import type { FileLink } from '../src/transfer/upload/links.ts';
import { describeCounts, type UploadResult } from '../src/transfer/upload/upload-options.ts';
import * as runner from '../src/transfer/upload/upload-run.ts';
import { addSummary } from './summary.ts';
import { reporterFor, runTransfer, type TransferWorkflow } from './transfer.ts';
import { inputsOf, maskInputs } from './transfer-credential.ts';
import { formatUploadSummary, MOST_LISTED } from './upload-summary.ts';

/** The most files that the log lists: a runner can fold them, and a browser can still show them. */
const MOST_IN_LOG = 1_000;

const COUNTS = ['files', 'bytes', 'uploaded', 'skipped', 'headers-changed', 'deleted'] as const;

/**
 * The upload action: checks the inputs, uploads, and reports the result.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure or ExchangeFailure when the upload is incomplete
 */
export async function runUpload(workflow: TransferWorkflow): Promise<number> {
  maskInputs(workflow);
  const { commands } = workflow;
  const { getInput } = commands;
  const job = runner.prepareUpload(inputsOf(workflow, 'upload'), parsePatterns(getInput('path')));
  const { dryRun, summary } = job.choices;
  if (job.checksums !== undefined && !dryRun) makeFolderOf(job.checksums);
  return runTransfer(workflow, 'upload', async (signal, onEvent) => {
    const options = { signal, mostLinks: MOST_LISTED };
    const report = await runner.runUpload(job, reporterFor(workflow, onEvent), options);
    const { result, links = [], failure } = report;
    setOutputs(commands, result, links);
    logResult(commands, result, dryRun);
    if (summary && result.url !== '') {
      const { bucket } = job.access.request;
      addSummary(workflow, (room) => formatUploadSummary({ bucket, result, dryRun, links }, room));
    }
    if (failure !== undefined) throw failure;
    return 0;
  });
}

/** @throws InputError when the folder cannot be created */
function makeFolderOf(checksums: string): void {
  try {
    makeFolders(dirname(checksums));
  } catch (error) {
    throw new InputError('subject-checksums', `is in a folder that cannot be created: ${firstLine(error)}.`);
  }
}

function setOutputs(
  { setOutput }: TransferWorkflow['commands'],
  result: UploadResult,
  links: readonly FileLink[],
): void {
  setOutput('manifest-key', result.manifestKey);
  setOutput('manifest-sha256', result.manifestSha256);
  for (const name of COUNTS) setOutput(name, String(result[keyOf(name)]));
  setOutput('prefix', result.prefix);
  setOutput('url', result.url);
  if (links.length === 0) return;
  const list = links.map(({ path, url, endsAt }) => ({ path, url, 'ends-at': formatTime(endsAt) }));
  setOutput('links', JSON.stringify(list));
}

function logResult(commands: TransferWorkflow['commands'], result: UploadResult, dryRun: boolean): void {
  const { url, manifestKey, manifestSha256 } = result;
  if (url === '') {
    commands.info('upload: nothing to upload: no files were found.');
    return;
  }
  listFiles(commands, result, dryRun);
  commands.info(`upload: ${describeCounts(result, dryRun)}.`);
  commands.info(`upload: ${printable(url)}`);
  if (manifestSha256 === '') return;
  commands.info(`upload: manifest ${printable(manifestKey)}, SHA-256 ${manifestSha256}`);
}

/** Writes the lines that the log shows on demand. */
function listFiles(
  { info, startGroup, endGroup }: TransferWorkflow['commands'],
  { entries }: UploadResult,
  dryRun: boolean,
): void {
  if (entries.length === 0) return;
  startGroup('Files');
  for (const { sha256, outcome, path } of entries.slice(0, MOST_IN_LOG)) {
    const done = dryRun ? FORESEEN[outcome] : `${sha256}  ${outcome}`;
    info(`${done}  ${printable(path)}`);
  }
  if (entries.length > MOST_IN_LOG)
    info(`… and ${entries.length - MOST_IN_LOG} more, which the manifest lists.`);
  endGroup();
}

const FORESEEN = {
  uploaded: 'would upload',
  skipped: 'there already',
  'headers-changed': 'would change headers of',
} as const;
