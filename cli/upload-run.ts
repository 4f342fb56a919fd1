import { resolve } from 'node:path';
import { InputError } from '../src/index.ts';
import { variableOf } from '../src/inputs.ts';
import { printable } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import { fillKey, fillPrefix } from '../src/transfer/artifact/prefix-template.ts';
import { formatSubjectChecksums } from '../src/transfer/artifact/subject-checksums.ts';
import { parsePatterns, type Selection, selectFiles } from '../src/transfer/upload/file-selection.ts';
import { LinkMaker } from '../src/transfer/upload/links.ts';
import { noticesOf } from '../src/transfer/upload/selection-notices.ts';
import { upload } from '../src/transfer/upload/upload.ts';
import { checkUploadInputs, type UploadChoices } from '../src/transfer/upload/upload-inputs.ts';
import type { UploadResult } from '../src/transfer/upload/upload-options.ts';
import {
  storesOfCredential,
  storesOfEnvironment,
  type UploadStores,
} from '../src/transfer/upload/upload-stores.ts';
import { CommandFailure } from './command-end.ts';
import { noteRenewal, noteWarnings } from './messages.ts';
import { readSettings, type Surroundings } from './request-options.ts';
import { readTransferRequest, runTransfer, type TransferRequest } from './transfer.ts';
import { readFacts } from './transfer-inputs.ts';
import type { UploadFlags } from './transfer-options.ts';
import { prepareAnnotations, writeAnnotations } from './upload-annotations.ts';
import { prepareDotenv, writeDotenv } from './upload-dotenv.ts';
import { formatJsonOutcome, formatOutcome, nothingUploaded, type UploadOutcome } from './upload-report.ts';
import { assertWritable, writeWhole } from './whole-file.ts';

/** One upload, with everything read and nothing sent. */
interface PreparedUpload {
  readonly transfer: TransferRequest;
  readonly patterns: readonly string[];
  readonly choices: UploadChoices;
  readonly prefix: string;
  readonly latest: string | undefined;
  /** What the CI system calls the run. */
  readonly runId: string | undefined;
  /** A file for what came of it; undefined for none. */
  readonly dotenv: string | undefined;
  /** A file for links to it. */
  readonly annotations: string | undefined;
  readonly flags: UploadFlags;
}

/** How the work is told to stop, and tells what it does. */
interface Ways {
  readonly signal: AbortSignal;
  readonly onEvent: (event: TransferEvent) => void;
}

/**
 * `otter-sts upload`, with everything from the arguments, the options or the variables.
 *
 * @returns the exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when the upload is not whole
 */
export async function runUpload(
  paths: readonly string[],
  flags: UploadFlags,
  surroundings: Surroundings,
): Promise<number> {
  const prepared = prepareUpload(paths, flags, surroundings);
  const { choices, transfer, prefix } = prepared;
  if (choices.subjectChecksums !== undefined) {
    await assertWritable('subject-checksums', choices.subjectChecksums);
  }
  if (prepared.dotenv !== undefined) await prepareDotenv(prepared.dotenv);
  if (prepared.annotations !== undefined) await prepareAnnotations(prepared.annotations);
  return runTransfer(flags, surroundings, async (signal, onEvent) => {
    noteWarnings(onEvent, transfer.warnings);
    const selection = await selectFiles({
      patterns: prepared.patterns,
      cwd: process.cwd(),
      includeHidden: choices.includeHiddenFiles,
      followLinks: choices.followSymlinks,
      leftOut: choices.subjectChecksums === undefined ? undefined : resolve(choices.subjectChecksums),
      signal,
    });
    noteWarnings(onEvent, noticesOf(selection, choices));
    if (selection.files.length + selection.links.length === 0) {
      const nothing = nothingUploaded(prefix);
      if (prepared.dotenv !== undefined) await writeDotenv(prepared.dotenv, nothing, onEvent);
      return { text: format(nothing, prepared) };
    }
    const ways = { signal, onEvent };
    const maker = await prepareLinks(prepared, surroundings, signal);
    const result = await send(prepared, selection, surroundings, ways);
    try {
      await writeChecksums(prepared, result);
      if (prepared.dotenv !== undefined) await writeDotenv(prepared.dotenv, result, onEvent);
      const links = await maker?.make(result.entries);
      const outcome = links === undefined ? result : { ...result, links };
      if (prepared.annotations !== undefined) await writeAnnotations(prepared.annotations, outcome, onEvent);
      return { text: format(outcome, prepared) };
    } catch (failure) {
      return { text: format(result, prepared), failure };
    }
  });
}

/** @throws InputError when an input is wrong */
function prepareUpload(
  paths: readonly string[],
  flags: UploadFlags,
  surroundings: Surroundings,
): PreparedUpload {
  const { environment } = surroundings;
  const texts = readSettings('upload', flags, environment);
  const choices = checkUploadInputs(texts);
  const patterns = paths.length === 0 ? parsePatterns(environment[variableOf('path')] ?? '') : paths;
  if (patterns.includes('-')) {
    throw new InputError('path', 'is -, and standard input cannot be uploaded: write it to a file first.');
  }
  if (patterns.length === 0) {
    throw new InputError('path', 'is empty: name files, folders or globs after upload, or set OTTER_PATH.');
  }
  const facts = readFacts([texts.prefix, texts.latest], surroundings);
  const today = new Date(surroundings.now());
  const prefix = fillPrefix(texts.prefix, facts, today);
  const latest = fillKey('latest', texts.latest, facts, today);
  const transfer = readTransferRequest(flags, surroundings, { access: 'write', prefix });
  if (choices.presignSeconds !== undefined && transfer.credential === undefined) {
    throw new InputError(
      'presign',
      "needs the service credential itself: a link holds the token of the session that has signed it, and ends with it, so an earlier step's session is not used.",
    );
  }
  const report = (path: string) => (choices.dryRun || path === '' ? undefined : path);
  return {
    transfer,
    patterns,
    choices,
    prefix,
    latest,
    runId: facts.runId,
    dotenv: report(choices.dotenv),
    annotations: report(choices.annotations),
    flags,
  };
}

async function send(
  prepared: PreparedUpload,
  selection: Selection,
  surroundings: Surroundings,
  ways: Ways,
): Promise<UploadResult> {
  const { choices, prefix, latest, runId, transfer } = prepared;
  const stores = openStores(prepared, surroundings, ways);
  try {
    return await upload({
      ...choices,
      ...ways,
      target: transfer.request,
      stores,
      selection,
      prefix,
      latest,
      runId,
      now: surroundings.now,
    });
  } finally {
    await stores.close();
  }
}

function openStores(
  { transfer, choices, latest }: PreparedUpload,
  { environment, now }: Surroundings,
  ways: Ways,
): UploadStores {
  const { credential, request, caBundle } = transfer;
  const options = {
    ...ways,
    request,
    surroundings: { caBundle, environment, now },
    concurrency: choices.concurrency,
    onRenewalFailure: noteRenewal(ways.onEvent),
    latest,
  };
  return credential === undefined
    ? storesOfEnvironment(options)
    : storesOfCredential({ ...options, credential });
}

/** Only when links were asked for, and something is there for them to lead to. */
async function prepareLinks(
  { transfer, choices }: PreparedUpload,
  { environment, now }: Surroundings,
  signal: AbortSignal,
): Promise<LinkMaker | undefined> {
  const { presignSeconds: seconds, dryRun } = choices;
  const { credential, request, caBundle } = transfer;
  if (credential === undefined || seconds === undefined || dryRun) return undefined;
  return LinkMaker.prepare({
    credential,
    request,
    surroundings: { caBundle, environment, now, signal },
    seconds,
  });
}

/** The upload is done by then: that its list could not be written is said as such. */
async function writeChecksums({ choices }: PreparedUpload, { manifest }: UploadResult): Promise<void> {
  const { subjectChecksums: path, dryRun } = choices;
  if (path === undefined || dryRun) return;
  try {
    await writeWhole(path, formatSubjectChecksums(manifest.files));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `all files are uploaded, but ${printable(path)} cannot be written (${code}): make room there, and run it again.`,
      1,
    );
  }
}

function format(outcome: UploadOutcome, { flags, choices }: PreparedUpload): string {
  return (flags.json === true ? formatJsonOutcome : formatOutcome)(outcome, choices.dryRun);
}
