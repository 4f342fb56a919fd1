import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure, type ArtifactFailureKind } from '../artifact/failure.ts';
import { formatCount, formatFiles } from '../progress/units.ts';
import { type EntryCount, EntryFailure, formatEntries, formatEntriesOf } from './entry.ts';
import { describeSystemError, isGeneralFault, isSystemError } from './local-failure.ts';

/** Why one file or link was not restored. */
export interface FileFailure {
  readonly path: string;
  readonly entry: 'file' | 'link';
  readonly kind: ArtifactFailureKind;
  /** Without a full stop. */
  readonly reason: string;
  /** What to do, as one or more sentences. Undefined if the reason says it. */
  readonly remedy?: string;
  /** Whether every other file would fail the same way. */
  readonly general: boolean;
  readonly error: unknown;
}

/** @throws the error itself if it does not come from a file, a store or an artifact: a bug in this program */
export function judgeFile(path: string, entry: 'file' | 'link', error: unknown): FileFailure {
  const fault = { path, entry, error, general: isGeneralFault(error) };
  if (error instanceof EntryFailure) {
    return { ...fault, kind: error.kind, reason: error.reason, remedy: error.remedy };
  }
  if (error instanceof ArtifactFailure) {
    return { ...fault, kind: error.kind, reason: error.message.replace(/\.$/, '') };
  }
  if (error instanceof StoreFailure) {
    const { tried, cameBack, remedy } = isGone(error) ? gone(error) : error;
    const reason = `${tried} failed: ${cameBack}`;
    return { ...fault, kind: kindOf(error), reason, remedy, general: isOutage(error) };
  }
  if (isSystemError(error)) return { ...fault, kind: 'failed', reason: describeSystemError(error) };
  throw error;
}

function isGone({ kind, code }: StoreFailure): boolean {
  return kind === 'not-found' && code !== 'NoSuchBucket';
}

/** The key comes from the manifest, so the user's input is correct. */
function gone({ tried, cameBack }: StoreFailure) {
  return {
    tried,
    cameBack: `${cameBack}: it is listed, but the bucket no longer has it`,
    remedy: 'A lifecycle rule (retention-days) or another client deleted it: upload the artifact again.',
  };
}

/** @param kind the kind of a failure to read an object of the artifact */
function kindOf({ kind }: StoreFailure): ArtifactFailureKind {
  if (kind === 'integrity') return 'integrity';
  if (kind === 'refused' || kind === 'expired') return 'refused';
  // The manifest exists and the object does not: the artifact is incomplete.
  return kind === 'not-found' ? 'partial' : 'failed';
}

/** Whether every other request would fail too. Each takes minutes to give up, so thousands would take days. */
export function isOutage({ kind }: StoreFailure): boolean {
  return ['network', 'timeout', 'tls', 'server', 'expired'].includes(kind);
}

/** How many files a message names at most. */
const NAMED = 10;

/** The state of a download when it failed. */
export interface Standing {
  readonly directory: string;
  readonly done: EntryCount;
  readonly all: EntryCount;
  /** Large files with a partial file that the next download can continue. */
  readonly kept: number;
}

/** The message of a failed download. */
export function summarize(
  failures: readonly FileFailure[],
  { directory, done, all, kept }: Standing,
): ArtifactFailure {
  const [first] = failures;
  const failed = countEntries(failures);
  const named = failures.slice(0, NAMED).map(({ path, reason }) => `  ${printable(path)}: ${reason}.`);
  const more = failures.length - named.length;
  const unfinished = {
    files: all.files - done.files - failed.files,
    links: all.links - done.links - failed.links,
  };
  const doneAtAll = done.files + done.links;
  const lines = [
    `Downloading to '${printable(directory)}' failed for ${formatEntriesOf(failed, all)}:`,
    ...named,
    ...(more > 0 ? [`  and ${formatCount(more)} more.`] : []),
    ...new Set(failures.flatMap(({ remedy }) => remedy ?? [])),
    ...(unfinished.files + unfinished.links > 0
      ? [`Not tried or not finished: ${formatEntries(unfinished)}.`]
      : []),
    ...(doneAtAll > 0
      ? [`Complete and verified: ${formatEntries(done)}. The next download keeps them.`]
      : []),
    ...(kept > 0
      ? [`Begun: ${formatFiles(kept)}. The next download to this directory continues where it stopped.`]
      : []),
    ...(doneAtAll + kept === 0 ? ['Nothing was written.'] : []),
  ];
  return new ArtifactFailure(kindOfAll(failures, doneAtAll), lines.join('\n'), { cause: first?.error });
}

function countEntries(failures: readonly FileFailure[]): EntryCount {
  const files = failures.filter(({ entry }) => entry === 'file').length;
  return { files, links: failures.length - files };
}

/** `integrity` takes precedence. `refused` applies only if nothing failed otherwise. */
function kindOfAll(failures: readonly FileFailure[], done: number): ArtifactFailureKind {
  const kinds = new Set(failures.map(({ kind }) => kind));
  if (kinds.has('integrity')) return 'integrity';
  const [only] = kinds;
  if (kinds.size === 1 && (only === 'exists' || only === 'refused')) return only;
  return done > 0 || kinds.has('partial') ? 'partial' : 'failed';
}

/** Turns a failure to read the manifest into one of the artifact. Returns any other error unchanged. */
export function judgeManifest(error: unknown): unknown {
  if (!(error instanceof StoreFailure)) return error;
  return new ArtifactFailure(kindOf(error), error.message, { cause: error });
}
