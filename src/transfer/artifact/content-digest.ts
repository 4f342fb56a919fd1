import { createHash, type Hash, hash } from 'node:crypto';

const ALGORITHM = 'sha256';
const DIGEST = /^[0-9a-f]{64}$/;

/** What a manifest and the pointer to it hold of content: its SHA-256 in lower-case hexadecimal, as `sha256sum` writes it. */
export function contentDigest(content: Uint8Array): string {
  return hash(ALGORITHM, content);
}

/** For content that arrives in pieces; to be ended by `digest('hex')`. */
export function startContentDigest(): Hash {
  return createHash(ALGORITHM);
}

export function isContentDigest(text: string): boolean {
  return DIGEST.test(text);
}
