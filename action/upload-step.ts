import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { github } from '../src/ci/github.ts';
import { knownFacts } from '../src/ci/system.ts';
import { firstLine, formatTime, InputError, type Session, sessionSecrets } from '../src/index.ts';
import { readTexts } from '../src/input-values.ts';
import { printable } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import { ArtifactFailure } from '../src/transfer/artifact/failure.ts';
import { fillKey, fillPrefix } from '../src/transfer/artifact/prefix-template.ts';
import { formatSubjectChecksums } from '../src/transfer/artifact/subject-checksums.ts';
import { parsePatterns, type Selection, selectFiles } from '../src/transfer/upload/file-selection.ts';
import { type FileLink, LinkMaker } from '../src/transfer/upload/links.ts';
import { noticesOf } from '../src/transfer/upload/selection-notices.ts';
import { upload } from '../src/transfer/upload/upload.ts';
import { describeCounts } from '../src/transfer/upload/upload-counts.ts';
import { checkUploadInputs, type UploadChoices } from '../src/transfer/upload/upload-inputs.ts';
import type { UploadResult } from '../src/transfer/upload/upload-options.ts';
import {
  storesOfCredential,
  storesOfEnvironment,
  type UploadStores,
} from '../src/transfer/upload/upload-stores.ts';
import { maskSecrets } from './masks.ts';
import { addSummary } from './summary.ts';
import { noteRenewalFailure, runTransfer, type TransferWorkflow } from './transfer.ts';
import { maskInputs, type PreparedTransfer, prepareTransfer } from './transfer-credential.ts';
import { formatUploadSummary, MOST_LISTED, roomIn } from './upload-summary.ts';

/** Files that the log lists: what a runner can fold and a browser still shows. */
const MOST_IN_LOG = 1_000;

/** One step's checked work. */
interface PreparedUpload extends PreparedTransfer {
  readonly patterns: readonly string[];
  readonly choices: UploadChoices;
  readonly prefix: string;
  readonly latest: string | undefined;
  /** What the CI system calls the run. */
  readonly runId: string | undefined;
}

/**
 * The upload action: checks the inputs, uploads, and says what is where.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure or ExchangeFailure when the upload is not whole
 */
export async function runUpload(workflow: TransferWorkflow): Promise<number> {
  const step = prepareUpload(workflow);
  return runTransfer(workflow, 'upload', async (signal, report) => {
    const selection = await selectFiles({
      patterns: step.patterns,
      cwd: workflow.process.cwd(),
      includeHidden: step.choices.includeHiddenFiles,
      followLinks: step.choices.followSymlinks,
      leftOut: checksumsFile(workflow, step),
      signal,
    });
    for (const notice of noticesOf(selection, step.choices)) workflow.commands.warning(notice);
    if (selection.files.length + selection.links.length === 0) return deliverNothing(workflow, step);
    const maker = await prepareLinks(workflow, step, signal);
    const result = await send(workflow, step, selection, { signal, report });
    let links: FileLink[] = [];
    try {
      links = (await maker?.make(result.entries.slice(0, MOST_LISTED))) ?? [];
    } finally {
      // Without links too: the upload is done.
      deliver(workflow, step, result, links);
    }
    return 0;
  });
}

/** @throws InputError when an input is wrong */
function prepareUpload(workflow: TransferWorkflow): PreparedUpload {
  maskInputs(workflow);
  const { commands, environment, now } = workflow;
  const texts = readTexts('github', 'upload', commands.getInput);
  const choices = checkUploadInputs(texts);
  const patterns = parsePatterns(texts.path);
  if (patterns.length === 0)
    throw new InputError('path', 'is empty: name files, folders or globs, one a line.');
  const facts = knownFacts(github, environment);
  const today = new Date(now());
  const prefix = fillPrefix(texts.prefix, facts, today);
  const latest = fillKey('latest', texts.latest, facts, today);
  const transfer = prepareTransfer(workflow, texts, { access: 'write', prefix });
  if (choices.presignSeconds !== undefined && transfer.credential === undefined) {
    throw new InputError(
      'presign',
      "needs the service credential in this step: a link holds the token of the session that has signed it, and that of an earlier step's is masked, in the summary too.",
    );
  }
  return {
    ...transfer,
    patterns,
    choices,
    prefix,
    latest,
    runId: facts.runId,
  };
}

/** What later steps are told of a step that matches nothing. */
function deliverNothing({ commands }: TransferWorkflow, { prefix }: PreparedUpload): number {
  commands.info('upload: no files were found, and nothing was uploaded.');
  for (const name of ['files', 'bytes', 'uploaded', 'skipped', 'deleted']) commands.setOutput(name, '0');
  commands.setOutput('prefix', prefix);
  return 0;
}

/** The absolute path of `subject-checksums`, which is no part of the artifact that it lists. */
function checksumsFile(
  { process }: TransferWorkflow,
  { choices: { subjectChecksums } }: PreparedUpload,
): string | undefined {
  return subjectChecksums === undefined ? undefined : resolve(process.cwd(), subjectChecksums);
}

/** Only when links were asked for, and something is there for them to lead to. */
async function prepareLinks(
  { commands }: TransferWorkflow,
  { credential, request, surroundings, choices }: PreparedUpload,
  signal: AbortSignal,
): Promise<LinkMaker | undefined> {
  const { presignSeconds: seconds, dryRun } = choices;
  if (credential === undefined || seconds === undefined || dryRun) return undefined;
  return LinkMaker.prepare({
    credential,
    request,
    surroundings: { ...surroundings, signal },
    seconds,
    // Key and token are in every link. A runner that knew them would put *** into the summary; what signs is masked.
    onObtained: ({ secretAccessKey }) => maskSecrets(commands, [secretAccessKey]),
  });
}

interface Ways {
  readonly signal: AbortSignal;
  readonly report: (event: TransferEvent) => void;
}

async function send(
  workflow: TransferWorkflow,
  step: PreparedUpload,
  selection: Selection,
  { signal, report }: Ways,
): Promise<UploadResult> {
  const { request, choices, prefix, latest, runId } = step;
  const stores = openStores(workflow, step, { signal, report });
  try {
    return await upload({
      ...choices,
      target: request,
      stores,
      selection,
      prefix,
      latest,
      runId,
      now: workflow.now,
      onEvent: report,
      signal,
    });
  } finally {
    await stores.close();
  }
}

function openStores(
  { commands, environment, now }: TransferWorkflow,
  { credential, request, surroundings, choices, latest }: PreparedUpload,
  { signal, report }: Ways,
): UploadStores {
  const options = {
    request,
    surroundings: { caBundle: surroundings.caBundle, environment, now },
    concurrency: choices.concurrency,
    latest,
    onEvent: report,
    onObtained: (session: Session) => maskSecrets(commands, sessionSecrets(session)),
    onRenewalFailure: noteRenewalFailure(report),
    signal,
  };
  return credential === undefined
    ? storesOfEnvironment(options)
    : storesOfCredential({ ...options, credential });
}

/** Tells what the step did: outputs for later steps, lines for the log, a section for the summary. */
function deliver(
  workflow: TransferWorkflow,
  step: PreparedUpload,
  result: UploadResult,
  links: readonly FileLink[],
): void {
  const { commands } = workflow;
  const { choices, request } = step;
  setOutputs(commands, result, links);
  listFiles(commands, result, choices.dryRun);
  commands.info(`upload: ${describeCounts(result, choices.dryRun)}.`);
  commands.info(`upload: ${printable(result.url)}`);
  if (result.manifestSha256 !== '') {
    commands.info(`upload: manifest ${printable(result.manifestKey)}, SHA-256 ${result.manifestSha256}`);
  }
  if (choices.summary) {
    const { bucket } = request;
    addSummary(workflow, (file) =>
      formatUploadSummary({ bucket, result, dryRun: choices.dryRun, links }, roomIn(file)),
    );
  }
  const checksums = checksumsFile(workflow, step);
  if (checksums !== undefined && !choices.dryRun) writeChecksums(checksums, result);
}

/** @throws ArtifactFailure when it cannot be written, though the upload is done */
function writeChecksums(path: string, { manifest }: UploadResult): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, formatSubjectChecksums(manifest.files));
  } catch (error) {
    throw new ArtifactFailure(
      'failed',
      `All files are uploaded, but writing subject-checksums failed: ${firstLine(error)}. Name a file that this step can write.`,
      { cause: error },
    );
  }
}

function setOutputs(
  commands: TransferWorkflow['commands'],
  result: UploadResult,
  links: readonly FileLink[],
): void {
  commands.setOutput('manifest-key', result.manifestKey);
  commands.setOutput('manifest-sha256', result.manifestSha256);
  for (const name of ['files', 'bytes', 'uploaded', 'skipped', 'deleted'] as const) {
    commands.setOutput(name, String(result[name]));
  }
  commands.setOutput('prefix', result.prefix);
  commands.setOutput('url', result.url);
  if (links.length === 0) return;
  const list = links.map(({ path, url, endsAt }) => ({ path, url, 'ends-at': formatTime(endsAt) }));
  commands.setOutput('links', JSON.stringify(list));
}

/** Lines that the log shows on demand. */
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

/** What a dry run says of a file, by what would become of it. */
const FORESEEN = { uploaded: 'would be uploaded', skipped: 'there already' } as const;
