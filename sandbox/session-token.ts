import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A session. It is contained in its encrypted token, and the sandbox stores nothing about it. */
export interface Session {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly role: string;
  /** Distinguishes the role from a later one with the same name. */
  readonly roleId: string;
  /** The user who requested the session, and who owns the objects that it uploads. */
  readonly user: string;
  /** Whether it was issued for an identity token. Its user is then not a stored one. */
  readonly federated?: boolean;
  readonly sessionName: string;
  /** The inline session policy as it was sent, already parsed once. */
  readonly policy: string | undefined;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Authenticated with the token, so that a token of another format or version is refused and not misread. */
const CONTEXT = Buffer.from('otter-sandbox session token 2');

/** Bytes of the key that encrypts tokens. */
export const SEALING_KEY_BYTES = 32;

/** Encrypts and authenticates a session into its token, in base64. */
export function sealSession(session: Session, sealingKey: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES }).setAAD(CONTEXT);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @returns the session, or `undefined` if the token was encrypted with another key or was altered. */
export function openSession(token: string, sealingKey: Buffer): Session | undefined {
  const bytes = Buffer.from(token, 'base64');
  // Another base64 encoding of the same bytes is not the token that was issued.
  if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64') !== token) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(CONTEXT).setAuthTag(tag);
  try {
    const opened = Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
    return JSON.parse(opened.toString('utf8')) as Session;
  } catch {
    return undefined;
  }
}
