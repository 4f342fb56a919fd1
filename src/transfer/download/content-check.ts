import { createHash, type Hash } from 'node:crypto';
import type { ManifestFile } from '../artifact/manifest.ts';

/** How the content of a file is verified. */
export interface ContentCheck {
  readonly algorithm: 'sha256' | 'md5';
  /** Hexadecimal. Undefined if only the size is known. */
  readonly digest: string | undefined;
}

/** A file, and the ETag of its object if no manifest lists it. */
export type Checked = Pick<ManifestFile, 'sha256'> & { readonly etag?: string | undefined };

/**
 * The check by the manifest's SHA-256, or without a manifest by the ETag: it is the MD5 of the content, unless the object was
 * uploaded in parts.
 */
export function checkOf({ sha256, etag }: Checked): ContentCheck {
  if (etag === undefined) return { algorithm: 'sha256', digest: sha256 };
  return { algorithm: 'md5', digest: isMd5(etag) ? etag.toLowerCase() : undefined };
}

export function isMd5(etag: string): boolean {
  return /^[0-9a-f]{32}$/i.test(etag);
}

export function startCheck(file: Checked): Hash {
  return createHash(checkOf(file).algorithm);
}

/** What is wrong with content of this digest, as the end of a sentence. Undefined if nothing is. */
export function differenceIn(file: Checked, found: string): string | undefined {
  const { algorithm, digest } = checkOf(file);
  if (digest === undefined || found === digest) return undefined;
  return algorithm === 'sha256'
    ? `the SHA-256 ${found}, and the manifest says ${digest}`
    : `the MD5 ${found}, and its ETag is ${digest}`;
}
