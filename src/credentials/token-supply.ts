import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';
import { checkIdToken, readIdToken, timeClaim } from './id-token.ts';
import { type IdTokenRequest, requestIdToken } from './id-token-request.ts';
import type { ProofContext } from './session-source.ts';

/** Where identity tokens come from. */
export interface TokenSupply {
  readonly kind: 'fixed' | 'file' | 'requested';
  /** Secrets of the supply itself. */
  readonly secrets: readonly string[];
  /** When its last token expires, where there is a last one that says so. */
  readonly expiresAt?: Date | undefined;
  /** A token for one exchange. @throws InputError or ExchangeFailure when there is none */
  next(context: ProofContext): Promise<string>;
  /** A token for another audience, where the CI system makes one. @throws ExchangeFailure */
  nextFor?(audience: string, context: ProofContext): Promise<string>;
  /** The supply as plain data. It holds its secrets. */
  pack(): Readonly<Record<string, string>>;
}

/** One token, for as long as it lasts. @throws InputError when it is none */
export function fixedToken(input: string, text: string): TokenSupply {
  const token = checkIdToken(input, text);
  return {
    kind: 'fixed',
    secrets: [token],
    expiresAt: expirationOf(token),
    next: async () => token,
    pack: () => ({ supply: 'fixed', input, token }),
  };
}

function expirationOf(token: string): Date | undefined {
  const content = readIdToken(token);
  const time = content && timeClaim(content, 'exp');
  return time === undefined ? undefined : new Date(time);
}

/**
 * A file, which whoever writes it keeps fresh: it is read for each exchange.
 *
 * @param path absolute, since an agent runs in another folder
 */
export function tokenFile(input: string, path: string): TokenSupply {
  return {
    kind: 'file',
    secrets: [],
    next: async () => checkIdToken(input, readToken(input, path)),
    pack: () => ({ supply: 'file', input, path }),
  };
}

function readToken(input: string, path: string): string {
  try {
    // A pipe could be read once, and would hang.
    if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new InputError(
      input,
      `names '${printable(path)}', which cannot be read (${code}): give the path of the file with the identity token.`,
    );
  }
  throw new InputError(
    input,
    `names '${printable(path)}', which is not a regular file: the token is read again for each session.`,
  );
}

/** A CI system that gives a token to each request of the job's. */
export function requestedToken(request: IdTokenRequest, audience: string): TokenSupply {
  const { url, token } = request;
  return {
    kind: 'requested',
    secrets: [token],
    next: (context) => requestIdToken(request, audience, context),
    nextFor: (other, context) => requestIdToken(request, other, context),
    pack: () => ({ supply: 'requested', url, token, audience }),
  };
}

/** @throws InputError when a part of it is wrong */
export function unpackSupply(fields: Readonly<Record<string, string>>): TokenSupply {
  const { supply, input = '', token = '', path = '', url = '', audience = '' } = fields;
  if (supply === 'fixed') return fixedToken(input, token);
  return supply === 'file' ? tokenFile(input, path) : requestedToken({ url, token }, audience);
}
