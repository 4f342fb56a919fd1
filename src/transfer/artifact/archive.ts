import type { FileParts } from './manifest.ts';

/** The names that an archive can have below the prefix. They say how it is compressed. */
const ARCHIVE_NAMES = ['otter-archive.tar.zst', 'otter-archive.tar.gz'] as const;

export type ArchiveName = (typeof ARCHIVE_NAMES)[number];

/** The one object that holds all files of an artifact, in the manifest's order. */
export interface ManifestArchive {
  readonly path: ArchiveName;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Only if it has more than one part. */
  readonly parts?: FileParts;
}

/** The size of a block of a tar archive, in bytes. Headers and contents are padded to it. */
export const BLOCK = 512;

/** How many bytes follow content of this size up to the next block. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

export function isArchiveName(path: string): path is ArchiveName {
  return (ARCHIVE_NAMES as readonly string[]).includes(path);
}
