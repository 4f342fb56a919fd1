import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure, type ArtifactFailureKind } from '../artifact/failure.ts';
import { formatCount, formatFiles } from '../progress/units.ts';
import { type EntryCount, EntryFailure, formatEntries, formatEntriesOf } from './entry.ts';
import { describeSystemError, isGeneralFault, isSystemError } from './local-failure.ts';

/** Why one file or link is not at its place. */
export interface FileFailure {
  readonly path: string;
  readonly entry: 'file' | 'link';
  readonly kind: ArtifactFailureKind;
  /** Without a full stop. */
  readonly reason: string;
  /** What to do, as one or more sentences; part of the reason when it is left out. */
  readonly remedy?: string;
  /** That no other file would fare better. */
  readonly general: boolean;
  readonly error: unknown;
}

/** @throws the error itself when it is none of a file, a store or an artifact: a fault of this program */
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

/** The key comes from the manifest: what the user has written led there, and is right. */
function gone({ tried, cameBack }: StoreFailure) {
  return {
    tried,
    cameBack: `${cameBack}: the manifest lists it, but the bucket no longer has it`,
    remedy: 'A lifecycle rule (retention-days) or another client deleted it: upload the artifact again.',
  };
}

/** @param kind of a failure while an object of the artifact was read */
function kindOf({ kind }: StoreFailure): ArtifactFailureKind {
  if (kind === 'integrity') return 'integrity';
  if (kind === 'refused' || kind === 'expired') return 'refused';
  // The manifest is there and the object is not: an artifact of which a part is missing.
  return kind === 'not-found' ? 'partial' : 'failed';
}

/** Whether no other request would fare better. One is given up after minutes: to try thousands more would take days. */
export function isOutage({ kind }: StoreFailure): boolean {
  return ['network', 'timeout', 'tls', 'server', 'expired'].includes(kind);
}

/** The most files that a message names. */
const NAMED = 10;

/** How far a download came. */
export interface Standing {
  readonly directory: string;
  readonly done: EntryCount;
  readonly all: EntryCount;
  /** Large files of which a part is there, for the next download to go on with. */
  readonly kept: number;
}

/** What a download that has failed says, as a whole. */
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

/** Integrity goes before all else; a refusal is one only when nothing else has failed. */
function kindOfAll(failures: readonly FileFailure[], done: number): ArtifactFailureKind {
  const kinds = new Set(failures.map(({ kind }) => kind));
  if (kinds.has('integrity')) return 'integrity';
  const [only] = kinds;
  if (kinds.size === 1 && (only === 'exists' || only === 'refused')) return only;
  return done > 0 || kinds.has('partial') ? 'partial' : 'failed';
}

/** Why the manifest could not be read, as a failure of the artifact; any other error is returned as it is. */
export function judgeManifest(error: unknown): unknown {
  if (!(error instanceof StoreFailure)) return error;
  return new ArtifactFailure(kindOf(error), error.message, { cause: error });
}
