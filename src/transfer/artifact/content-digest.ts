import { createHash, type Hash, hash } from 'node:crypto';

const ALGORITHM = 'sha256';
const DIGEST = /^[0-9a-f]{64}$/;

/** The digest that the manifest and its pointer use: SHA-256 in lower-case hexadecimal, like `sha256sum`. */
export function contentDigest(content: Uint8Array): string {
  return hash(ALGORITHM, content);
}

/** For content that arrives in pieces. End it with `digest('hex')`. */
export function startContentDigest(): Hash {
  return createHash(ALGORITHM);
}

export function isContentDigest(text: string): boolean {
  return DIGEST.test(text);
}
