/** A file of an artifact. */
export interface ManifestFile {
  /** Below the artifact's folder, with `/` between the segments. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The bits of 0o777. */
  readonly mode: number;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly mtime: string;
}

/** A symbolic link of an artifact. It has no object: the manifest is all there is of it. */
export interface ManifestLink {
  readonly path: string;
  /** Relative to the link's folder, with `/`; stays inside of the artifact's folder. */
  readonly target: string;
  readonly mtime?: string;
}

/** What an artifact consists of. */
export interface Manifest {
  readonly version: 1;
  /** The beginning of the keys: a file's key is this and its path. */
  readonly prefix: string;
  readonly createdAt: string;
  /** When the bucket's lifecycle may remove it. */
  readonly expiresAt?: string;
  readonly files: readonly ManifestFile[];
  readonly links: readonly ManifestLink[];
}

/** The name of the manifest's object after the prefix. */
export const MANIFEST_NAME = 'otter-manifest.json';

export declare function formatManifest(manifest: Manifest): string;
export declare function parseManifest(text: string): Manifest;
