import type { ConnectionContext } from '../http/connection-context.ts';
import { formatTime } from './session.ts';
import type { SessionRequest } from './session-request.ts';

/** A long-lived key, which signs a request. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What proves the requester's identity: a key that signs the request, or a token in it. */
export type Proof = { readonly key: SigningKey } | { readonly token: string };

export interface ProofContext extends ConnectionContext {
  readonly signal: AbortSignal;
  /** Receives secrets before they are used, so that they can be masked. */
  readonly onSecrets?: ((secrets: readonly string[]) => void | Promise<void>) | undefined;
}

/** Why a server denied a session, the likeliest cause first, and what to do. In whole sentences. */
export interface Denial {
  readonly causes: readonly string[];
  readonly remedy: string;
  /** What is certainly wrong with the proof, to append to the server's answer, such as `with a token that expired at …`. */
  readonly flaw?: string | undefined;
}

/** A refused request for a session. */
export interface Refusal {
  readonly request: SessionRequest;
  readonly proof: Proof;
  /** The server's error code, such as `AccessDenied`. */
  readonly code: string;
  /** Milliseconds since the epoch, by the server's clock if it is known. */
  readonly now: number;
}

/**
 * A source as plain data, for the process that continues to obtain sessions. It contains secrets, so it may only go through
 * a pipe.
 */
export interface PackedSource {
  readonly kind: 'service-credential' | 'web-identity';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A way to obtain sessions. The exchange, the renewal and the adapters know only this interface, so that another source is
 * one file and its wiring.
 */
export interface SessionSource {
  /** The secrets that are known so far. They are masked before anything is printed. */
  readonly secrets: readonly string[];
  /** When the source can no longer give proofs, if that is known. */
  readonly expiresAt?: Date | undefined;
  /** The proof for one request. It is requested again each time. @throws InputError or ExchangeFailure if there is none */
  prove(context: ProofContext): Promise<Proof>;
  explainDenial(refusal: Refusal): Denial;
  pack(): PackedSource;
}

/** By how much a token may expire before the job's timeout: its time and the job's are counted in seconds, by two clocks. */
const SLACK_MS = 60_000;

/**
 * Warnings about a source whose sessions are renewed.
 *
 * @param endsAt when the job ends at the latest, in milliseconds since the epoch. Undefined if unknown.
 */
export function renewalWarnings({ expiresAt }: SessionSource, endsAt: number | undefined): string[] {
  if (expiresAt === undefined || (endsAt !== undefined && expiresAt.getTime() >= endsAt - SLACK_MS))
    return [];
  return [
    `the identity token expires at ${formatTime(expiresAt)}: from then on the session cannot be renewed. Ask for a duration that is long enough, or use a token that lasts longer.`,
  ];
}
