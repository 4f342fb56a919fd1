import { ArtifactFailure, type ArtifactFailureKind } from '../artifact/failure.ts';
import { formatCount, formatFiles } from '../progress/units.ts';

/** The number of files and of symbolic links, counted separately, because a link has no content. */
export interface EntryCount {
  readonly files: number;
  readonly links: number;
}

/** Such as `3 files`, `1 file and 2 links`. */
export function formatEntries({ files, links }: EntryCount): string {
  if (links === 0) return formatFiles(files);
  return files === 0 ? formatLinks(links) : `${formatFiles(files)} and ${formatLinks(links)}`;
}

/** Such as `1 of 3 files`, `1 of 3 files and 2 of 2 links`. A kind with no entries is left out. */
export function formatEntriesOf(some: EntryCount, all: EntryCount): string {
  const files = some.files === 0 ? [] : [`${formatCount(some.files)} of ${formatFiles(all.files)}`];
  const links = some.links === 0 ? [] : [`${formatCount(some.links)} of ${formatLinks(all.links)}`];
  return [...files, ...links].join(' and ');
}

/** Such as `1 link`, `1,234 links`. */
export function formatLinks(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'link' : 'links'}`;
}

/** Why one file or link was not restored. The remedy is separate, so that a list of many states it once. */
export class EntryFailure extends ArtifactFailure {
  /** Without a full stop. */
  readonly reason: string;
  /** One or more sentences. */
  readonly remedy: string;

  constructor(kind: ArtifactFailureKind, reason: string, remedy: string, options?: ErrorOptions) {
    super(kind, `${reason}. ${remedy}`, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}
