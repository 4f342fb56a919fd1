import { resolve } from 'node:path';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { fillKey, fillPrefix } from '../artifact/prefix-template.ts';
import { formatSubjectChecksums } from '../artifact/subject-checksums.ts';
import { exchangeRetries } from '../open-store.ts';
import { type InputSource, type Reporter, storeOptionsFor, type TransferAccess } from '../reporter.ts';
import { assertWritable, writeWhole } from '../whole-file.ts';
import { noticesOf, type Selection, selectFiles } from './file-selection.ts';
import { type FileLink, LinkMaker } from './links.ts';
import { upload } from './upload.ts';
import { checkUploadInputs, type UploadChoices } from './upload-inputs.ts';
import type { UploadResult } from './upload-options.ts';
import { openStores } from './upload-stores.ts';

/** One upload, after all inputs were read and before anything is sent. */
export interface UploadJob {
  readonly access: TransferAccess;
  readonly patterns: readonly string[];
  readonly cwd: string;
  readonly choices: UploadChoices;
  readonly prefix: string;
  readonly latest: string | undefined;
  /** The CI system's ID of the run. */
  readonly runId: string | undefined;
  /** The absolute path of the file for the SHA-256 of each file. It is not part of the artifact. */
  readonly checksums: string | undefined;
}

/** The outcome of an upload. */
export interface UploadReport {
  /** Without a manifest key and a URL if there was nothing to upload. */
  readonly result: UploadResult;
  /** Present if links were requested and could be created. */
  readonly links?: readonly FileLink[];
  /** What failed after all files and the manifest were uploaded. */
  readonly failure?: unknown;
}

/** @throws InputError if an input is invalid */
export function prepareUpload(
  { textsOf, factsFor, accessFor, now, cwd }: InputSource,
  patterns: readonly string[],
): UploadJob {
  const texts = textsOf('upload');
  const choices = checkUploadInputs(texts);
  if (patterns.length === 0) {
    throw new InputError('path', 'is empty: name the files, folders or globs to upload, one per line.');
  }
  const facts = factsFor([texts.prefix, texts.latest]);
  const today = new Date(now());
  const prefix = fillPrefix(texts.prefix, facts, today);
  const latest = fillKey('latest', texts.latest, facts, today);
  const access = accessFor({ access: 'write', prefix });
  if (choices.presignSeconds !== undefined && access.credential === undefined) {
    throw new InputError(
      'presign',
      'needs the service credential in this step: a link contains the token of the session that signed it, and expires with it, so a session of an earlier step is not used.',
    );
  }
  const { subjectChecksums } = choices;
  const checksums = subjectChecksums === undefined ? undefined : resolve(cwd, subjectChecksums);
  return { access, patterns, cwd, choices, prefix, latest, runId: facts.runId, checksums };
}

/**
 * Finds the files, uploads them, and then creates the requested list of checksums and links.
 *
 * @param mostLinks how many files get a link. By default all.
 * @throws InputError before anything is sent
 * @throws ArtifactFailure, StoreFailure, ExchangeFailure if the upload is incomplete
 */
export async function runUpload(
  job: UploadJob,
  reporter: Reporter,
  { signal, mostLinks }: { readonly signal: AbortSignal; readonly mostLinks?: number },
): Promise<UploadReport> {
  const { access, choices, prefix, checksums } = job;
  access.warnings.forEach(reporter.warn);
  if (checksums !== undefined) await assertWritable('subject-checksums', checksums);
  const selection = await selectFiles({
    patterns: job.patterns,
    cwd: job.cwd,
    includeHidden: choices.includeHiddenFiles,
    followLinks: choices.followSymlinks,
    leftOut: checksums,
    signal,
  });
  noticesOf(selection, choices).forEach(reporter.warn);
  if (selection.files.length + selection.links.length === 0) return { result: nothingUploaded(prefix) };
  const maker = await prepareLinks(job, reporter, signal);
  const result = await send(job, selection, reporter, signal);
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  if (checksums !== undefined && !choices.dryRun) await writeChecksums(checksums, result).catch(note);
  const links = await maker?.make(result.entries.slice(0, mostLinks)).catch(note);
  return { result, ...(links ? { links } : {}), failure: failures[0] };
}

function nothingUploaded(prefix: string): UploadResult {
  return {
    ...{ files: 0, bytes: 0, uploaded: 0, skipped: 0, deleted: 0 },
    ...{ manifestKey: '', manifestSha256: '', prefix, url: '', entries: [] },
    manifest: { version: 1, prefix, createdAt: '', files: [], links: [] },
  };
}

/** Only if links were requested and there is something to link to. */
async function prepareLinks(
  { access, choices }: UploadJob,
  { onEvent, mask }: Reporter,
  signal: AbortSignal,
): Promise<LinkMaker | undefined> {
  const { presignSeconds: seconds, dryRun } = choices;
  const { credential, request, caBundle, environment, now } = access;
  if (credential === undefined || seconds === undefined || dryRun) return undefined;
  return await LinkMaker.prepare({
    credential,
    request,
    context: { caBundle, environment, now, signal, onRetry: exchangeRetries(onEvent), onSecrets: mask },
    seconds,
    // The access key and token are in every link. A runner that masked them would put *** into the summary. The signing key
    // is masked.
    onObtained: ({ secretAccessKey }) => mask?.([secretAccessKey]),
  });
}

async function send(
  { access, choices, prefix, latest, runId }: UploadJob,
  selection: Selection,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { request: target, now } = access;
  const { concurrency } = choices;
  const stores = openStores({ ...storeOptionsFor(access, reporter, signal), concurrency, latest });
  const { onEvent } = reporter;
  try {
    const what = { selection, prefix, latest, runId };
    return await upload({ ...choices, ...what, target, stores, now, onEvent, signal });
  } finally {
    await stores.close();
  }
}

async function writeChecksums(path: string, { manifest }: UploadResult): Promise<void> {
  try {
    await writeWhole(path, formatSubjectChecksums(manifest.files));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ArtifactFailure(
      'failed',
      `All files are uploaded, but writing subject-checksums to '${printable(path)}' failed (${code}). Choose a file that this step can write, and run it again.`,
      { cause: error },
    );
  }
}
