import { resolve } from 'node:path';
import type { RunFacts } from '../../ci/system.ts';
import { EmptyInputs, InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { assertWritable, writeWhole } from '../../whole-file.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { fillKey, fillPrefix } from '../artifact/prefix-template.ts';
import { formatSubjectChecksums } from '../artifact/subject-checksums.ts';
import { exchangeRetries } from '../open-store.ts';
import {
  type InputSource,
  type Reporter,
  reportFirst,
  storeOptionsFor,
  type TransferAccess,
} from '../reporter.ts';
import { noticesOf, selectFiles } from './file-selection.ts';
import { type FileLink, LinkMaker } from './links.ts';
import { uploadSelection } from './selected-upload.ts';
import { checkStreamInputs, refuseStreamInputs, type WhenEmpty } from './stream-inputs.ts';
import { emptyFailure, uploadStream } from './stream-upload.ts';
import type { StreamSource } from './streamed-input.ts';
import { checkUploadInputs, type UploadChoices } from './upload-inputs.ts';
import type { UploadOptions, UploadResult } from './upload-options.ts';
import { openStores } from './upload-stores.ts';

/** One upload, after all inputs were read and before anything is sent. */
export interface UploadJob {
  readonly access: TransferAccess;
  readonly patterns: readonly string[];
  /** Present when a stream is uploaded, and no files. */
  readonly whenEmpty?: WhenEmpty;
  readonly cwd: string;
  readonly choices: UploadChoices;
  readonly prefix: string;
  readonly latest: string | undefined;
  readonly run: Pick<RunFacts, 'runId' | 'number'>;
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

/**
 * @param options.isStream whether a stream is uploaded, and no files
 * @throws InputError if an input is invalid
 */
export function prepareUpload(
  { textsOf, factsFor, accessFor, now, cwd }: InputSource,
  patterns: readonly string[],
  { isStream = false }: { readonly isStream?: boolean } = {},
): UploadJob {
  const texts = textsOf('upload');
  const choices = checkUploadInputs(texts);
  if (patterns.length === 0) throw withoutPath(() => accessFor({ access: 'write', prefix: '' }));
  if (!isStream) refuseStreamInputs(choices);
  const whenEmpty = isStream ? checkStreamInputs(texts, choices) : undefined;
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
  return {
    access,
    patterns,
    ...(whenEmpty && { whenEmpty }),
    cwd,
    choices,
    prefix,
    latest,
    run: facts,
    checksums,
  };
}

/** Also names what the credential lacks. */
function withoutPath(readAccess: () => unknown): InputError {
  try {
    readAccess();
  } catch (error) {
    if (error instanceof EmptyInputs) return error.and('path');
  }
  return new EmptyInputs(['path'], ': name the files, folders or globs to upload, one per line.');
}

/**
 * Finds the files, uploads them, and then creates the requested list of checksums and links.
 *
 * @param stream what the path - stands for
 * @param mostLinks how many files get a link. By default all.
 * @throws InputError before anything is sent
 * @throws ArtifactFailure, StoreFailure, ExchangeFailure if the upload is incomplete
 */
export async function runUpload(
  job: UploadJob,
  reporter: Reporter,
  {
    signal,
    stream,
    mostLinks,
  }: { readonly signal: AbortSignal; readonly stream?: StreamSource; readonly mostLinks?: number },
): Promise<UploadReport> {
  const { access, choices, checksums } = job;
  reportFirst(access, reporter);
  if (checksums !== undefined) assertWritable('subject-checksums', checksums);
  const work =
    stream === undefined ? await workOnFiles(job, reporter, signal) : workOnStream(job, stream, reporter);
  const maker = work && (await prepareLinks(job, reporter, signal));
  const result = work && (await send(job, reporter, signal, work));
  if (result === undefined) return { result: nothingUploaded(job.prefix) };
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  if (checksums !== undefined && !choices.dryRun) await writeChecksums(checksums, result).catch(note);
  const links = await maker?.make(result.entries.slice(0, mostLinks)).catch(note);
  return { result, ...(links ? { links } : {}), failure: failures[0] };
}

/** The upload itself, once nothing is in its way. Undefined when there was nothing to upload. */
type Work = (options: Omit<UploadOptions, 'selection'>) => Promise<UploadResult | undefined>;

async function workOnFiles(
  job: UploadJob,
  { warn }: Reporter,
  signal: AbortSignal,
): Promise<Work | undefined> {
  const { choices, checksums } = job;
  const selection = await selectFiles({
    patterns: job.patterns,
    cwd: job.cwd,
    includeHidden: choices.includeHiddenFiles,
    followLinks: choices.followSymlinks,
    takeGrowing: choices.takeGrowing,
    leftOut: checksums,
    signal,
  });
  noticesOf(selection, choices).forEach(warn);
  if (selection.files.length + selection.links.length === 0) return undefined;
  return (options) => uploadSelection({ ...options, selection });
}

function workOnStream({ choices, whenEmpty }: UploadJob, stream: StreamSource, { warn }: Reporter): Work {
  const { name, expectEnd } = choices;
  return async (options) => {
    const result = await uploadStream({ ...options, stream, name, expectEnd });
    if (result === undefined && whenEmpty === 'error') throw emptyFailure(stream.title);
    if (result === undefined && whenEmpty === 'warn') warn(`${stream.title} is empty. Nothing was uploaded.`);
    return result;
  };
}

function nothingUploaded(prefix: string): UploadResult {
  return {
    ...{ files: 0, bytes: 0, uploaded: 0, skipped: 0, headersChanged: 0, deleted: 0 },
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
  { access, choices, prefix, latest, run }: UploadJob,
  reporter: Reporter,
  signal: AbortSignal,
  work: Work,
): Promise<UploadResult | undefined> {
  const { request: target, now } = access;
  const { concurrency } = choices;
  const stores = openStores({ ...storeOptionsFor(access, reporter, signal), concurrency, latest });
  const { onEvent } = reporter;
  try {
    return await work({ ...choices, prefix, latest, run, target, stores, now, onEvent, signal });
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
