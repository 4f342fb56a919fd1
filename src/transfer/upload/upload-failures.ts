import { firstLine } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { StoreFailure, type StoreFailureKind } from '../../s3/failure.ts';
import { ArtifactFailure, type ArtifactFailureKind, endOfTransfer } from '../artifact/failure.ts';
import { formatCount, formatFiles } from '../progress/units.ts';
import type { FileChoices } from './upload-inputs.ts';

/** Failures that affect one file. All others would affect every file. */
const OF_ONE_FILE: ReadonlySet<StoreFailureKind> = new Set([
  'exists',
  'integrity',
  'no-upload',
  'invalid',
  'not-found',
]);
/** How many files a message names at most. */
const MOST_NAMED = 10;

interface Failed {
  readonly path: string;
  readonly error: unknown;
}

/** The failed files of an upload, and whether continuing makes sense. */
export class UploadFailures {
  readonly #failed: Failed[] = [];
  readonly #choices: Pick<FileChoices, 'dryRun' | 'overwrite'>;
  readonly #stop = new AbortController();

  constructor(choices: Pick<FileChoices, 'dryRun' | 'overwrite'>) {
    this.#choices = choices;
  }

  /** Aborted with a failure that would affect every other file. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get isEmpty(): boolean {
    return this.#failed.length === 0;
  }

  /** @returns why it failed, on one line */
  add(path: string, error: unknown): string {
    this.#failed.push({ path, error });
    if (!isOfOneFile(error)) this.#stop.abort(error);
    return firstLine(error);
  }

  /** @throws ArtifactFailure, or the failure itself if it does not concern a file */
  throwIfAny(files: number, done: number): void {
    const [first] = this.#failed;
    if (first === undefined) return;
    const { reason } = this.#stop.signal;
    if (reason !== undefined && !(reason instanceof StoreFailure)) throw reason;
    throw new ArtifactFailure(this.#kind(done), this.#describe(files, done), {
      cause: reason ?? first.error,
    });
  }

  #kind(done: number): ArtifactFailureKind {
    const kinds = this.#failed.map(({ error }) => kindOf(error));
    if (kinds.includes('integrity')) return 'integrity';
    if (kinds.every((kind) => kind === 'exists')) return 'exists';
    if (kinds.every((kind) => kind === 'refused' || kind === 'exists')) return 'refused';
    return done > 0 ? 'partial' : 'failed';
  }

  /** Repeating does not help if something is in the way. */
  #helpsToRepeat(done: number): boolean {
    return done > 0 && this.#failed.some(({ error }) => !['exists', 'refused'].includes(kindOf(error)));
  }

  #whyNotTried(): string {
    return this.#stop.signal.aborted
      ? 'Not tried, because the same error would recur'
      : 'Not tried, because pages and what else names files are uploaded after these';
  }

  #describe(files: number, done: number): string {
    const named = this.#failed.slice(0, MOST_NAMED);
    const more = this.#failed.length - named.length;
    const stopped = files - done - this.#failed.length;
    const counts = [this.#failed.length, files, done].map(formatCount);
    const lines = [
      this.#choices.dryRun
        ? `${counts[0]} of ${counts[1]} files would fail, and no manifest would be written.`
        : `${counts[0]} of ${counts[1]} files failed, ${counts[2]} are in the bucket, and no manifest was written.`,
      ...named.map(({ path, error }) => `  ${printable(path)}: ${firstLine(error)}`),
      ...(more === 0 ? [] : [`  and ${formatCount(more)} more`]),
      ...(stopped === 0 ? [] : [`${this.#whyNotTried()}: ${formatFiles(stopped)}.`]),
      ...(this.#choices.overwrite && !this.#choices.dryRun && done > 0
        ? ['The manifest of an earlier upload there is out of date.']
        : []),
      ...(!this.#choices.dryRun && this.#helpsToRepeat(done)
        ? ['Run it again: files that are there already are not sent again.']
        : []),
    ];
    return lines.join('\n');
  }
}

function isOfOneFile(error: unknown): boolean {
  if (error instanceof StoreFailure) return OF_ONE_FILE.has(error.kind) && error.code !== 'NoSuchBucket';
  return error instanceof ArtifactFailure;
}

function kindOf(error: unknown): ArtifactFailureKind {
  if (error instanceof ArtifactFailure) return error.kind;
  return error instanceof StoreFailure ? endOfTransfer(error) : 'failed';
}
