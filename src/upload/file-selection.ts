/** A regular file as it was when it was listed. */
export interface SourceFile {
  readonly absolute: string;
  /** Below the selection's root, with `/` between the segments on every platform. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The bits of 0o777. */
  readonly mode: number;
  /** Milliseconds since 1970, with their fraction. */
  readonly mtimeMs: number;
}

/** A symbolic link that is kept as one. */
export interface SourceLink {
  readonly absolute: string;
  readonly path: string;
  /** Relative to the link's folder, with `/`; never leads out of the root. What it names need not exist. */
  readonly target: string;
  readonly mtimeMs: number;
}

export interface Selection {
  /** The absolute folder that all paths are relative to. */
  readonly root: string;
  /** Sorted by the code units of their paths, as are the links. */
  readonly files: readonly SourceFile[];
  readonly links: readonly SourceLink[];
  /** Of all files together. */
  readonly bytes: number;
  /** How many files and folders matched and were left out because they are hidden, a folder counting once. */
  readonly hidden: number;
}

export interface SelectionOptions {
  /** One pattern each, in the order that counts: a later one may take back what an earlier one excluded. */
  readonly patterns: readonly string[];
  /** The absolute folder that relative patterns start from. */
  readonly cwd: string;
  readonly includeHidden: boolean;
  /** Whether a link's content is taken in its place. */
  readonly followLinks: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The files that `patterns` name, with the meaning that they have in `actions/upload-artifact`.
 * Throws `InputError` when a pattern is wrong, a link leaves the root, a folder cannot be read, or something is neither file nor link.
 */
export async function selectFiles(_options: SelectionOptions): Promise<Selection> {
  throw new Error('not yet');
}
