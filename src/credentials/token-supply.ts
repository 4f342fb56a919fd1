import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';
import { checkIdToken, readIdToken, timeClaim } from './id-token.ts';
import { type IdTokenCall, printIdToken } from './id-token-program.ts';
import { type IdTokenRequest, requestIdToken } from './id-token-request.ts';
import type { ProofContext } from './session-source.ts';

/** Where identity tokens come from. */
export interface TokenSupply {
  readonly kind: 'fixed' | 'file' | 'requested';
  /** Secrets of the supply itself. */
  readonly secrets: readonly string[];
  /** When its last token expires, if there is a last one and it says so. */
  readonly expiresAt?: Date | undefined;
  /** A token for one exchange. @throws InputError or ExchangeFailure if there is none */
  next(context: ProofContext): Promise<string>;
  /** A token for another audience, if the CI system issues it. @throws ExchangeFailure */
  nextFor?(audience: string, context: ProofContext): Promise<string>;
  /** The supply as plain data, including its secrets. */
  pack(): Readonly<Record<string, string>>;
}

/** One token, for as long as it lasts. @throws InputError if it is not one */
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
 * A token file. It is read for each exchange, because its writer replaces it.
 *
 * @param path absolute, because an agent runs in another folder
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
    // A pipe can be read only once, and the next read would hang.
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

/** A CI system that issues a token for each request of the job. */
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

/** A CI system whose program prints a token each time. */
export interface IdTokenProgram extends Omit<IdTokenCall, 'args'> {
  readonly argumentsFor: (audience: string) => readonly string[];
}

export function printedToken({ argumentsFor, ...program }: IdTokenProgram, audience: string): TokenSupply {
  const callFor = (audience: string) => ({ ...program, args: argumentsFor(audience) });
  return {
    ...calledToken(callFor(audience), audience),
    nextFor: (other, context) => printIdToken(callFor(other), other, context),
  };
}

function calledToken(call: IdTokenCall, audience: string): TokenSupply {
  return {
    kind: 'requested',
    secrets: call.secrets,
    next: (context) => printIdToken(call, audience, context),
    pack: () => ({ supply: 'printed', call: JSON.stringify(call), audience }),
  };
}

/** @throws InputError if a part of it is invalid */
export function unpackSupply(fields: Readonly<Record<string, string>>): TokenSupply {
  const { supply, input = '', token = '', path = '', url = '', call = '', audience = '' } = fields;
  if (supply === 'fixed') return fixedToken(input, token);
  if (supply === 'file') return tokenFile(input, path);
  if (supply === 'printed') return calledToken(JSON.parse(call) as IdTokenCall, audience);
  return requestedToken({ url, token }, audience);
}
