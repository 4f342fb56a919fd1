import type { ConnectionContext } from '../http/connection-context.ts';
import { formatTime } from './session.ts';
import type { SessionRequest } from './session-request.ts';

/** A long-lived key, which signs a request. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What proves to the server who asks: a key that signs the request, or a token that is sent in it. */
export type Proof = { readonly key: SigningKey } | { readonly token: string };

/** What a source may need to obtain a proof. */
export interface ProofContext extends ConnectionContext {
  readonly signal: AbortSignal;
  /** Told of what must be masked, before it is used. */
  readonly onSecrets?: ((secrets: readonly string[]) => void | Promise<void>) | undefined;
}

/** Why a server denied a session, likeliest cause first, and what to do. Whole sentences. */
export interface Denial {
  readonly causes: readonly string[];
  readonly remedy: string;
  /** What is wrong with the proof beyond doubt, to follow what came back, such as `with a token that expired at …`. */
  readonly flaw?: string | undefined;
}

/** A request for a session that was refused. */
export interface Refusal {
  readonly request: SessionRequest;
  readonly proof: Proof;
  /** The server's error code, such as `AccessDenied`. */
  readonly code: string;
  /** Milliseconds since the epoch, by the server's clock where it is known. */
  readonly now: number;
}

/** A source as plain data, for the process that goes on obtaining sessions. It holds secrets: a pipe is the one way for it. */
export interface PackedSource {
  readonly kind: 'service-credential' | 'web-identity';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * What sessions are obtained with. The exchange, the renewal and the adapters know no more of it than this, so that
 * another source is one file and its wiring.
 */
export interface SessionSource {
  /** What must never be shown, as far as it is known: masked before anything is said. */
  readonly secrets: readonly string[];
  /** When there will be no more proofs, where that is known. */
  readonly expiresAt?: Date | undefined;
  /**
   * The proof for one request. Asked for anew each time.
   *
   * @throws InputError or ExchangeFailure when there is none
   */
  prove(context: ProofContext): Promise<Proof>;
  explainDenial(refusal: Refusal): Denial;
  pack(): PackedSource;
}

/**
 * What the user should know of a source whose sessions are renewed.
 *
 * @param endsAt when the job is over at the latest, in milliseconds since the epoch; undefined when nobody knows
 */
export function renewalWarnings({ expiresAt }: SessionSource, endsAt: number | undefined): string[] {
  if (expiresAt === undefined || (endsAt !== undefined && expiresAt.getTime() >= endsAt)) return [];
  return [
    `the identity token expires at ${formatTime(expiresAt)}: from then on the session cannot be renewed. Ask for a duration that is enough, or have a token that lasts longer.`,
  ];
}
