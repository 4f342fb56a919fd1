import type { RunFacts } from '../ci/system.ts';
import { type Session, sessionSecrets } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import type { Texts } from '../input-values.ts';
import type { TransferEvent } from './artifact/event.ts';

/** How an adapter reports the events of a transfer. */
export interface Reporter {
  readonly onEvent: (event: TransferEvent) => void;
  /** Receives a sentence that the user should see although nothing has failed. */
  readonly warn: (sentence: string) => void;
  /** Receives the secrets of each session before it is used, so that they can be masked. */
  readonly mask?: ((secrets: readonly string[]) => void) | undefined;
}

/** The credentials of a transfer. */
export interface TransferAccess {
  /** Without it, the session of an earlier step is used. */
  readonly credential?: SessionSource | undefined;
  readonly request: SessionRequest;
  /** PEM. */
  readonly caBundle?: string | undefined;
  /** What the user should know about the request. */
  readonly warnings: readonly string[];
  /** What the user should know of where the identity tokens come from. */
  readonly notices?: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Reports what the user should know before anything is sent. */
export function reportFirst({ warnings, notices = [] }: TransferAccess, { onEvent, warn }: Reporter): void {
  for (const text of notices) onEvent({ kind: 'note', text });
  warnings.forEach(warn);
}

export interface TransferScope {
  readonly access: 'read' | 'write';
  readonly prefix: string;
}

export interface InputSource {
  /** The text of each of a task's settings. Empty if it is not set. */
  readonly textsOf: <T extends 'upload' | 'download'>(task: T) => Texts<T>;
  /** The facts of the run that the templates need. */
  readonly factsFor: (templates: readonly string[]) => RunFacts;
  readonly accessFor: (scope: TransferScope) => TransferAccess;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The absolute folder against which relative paths are resolved. */
  readonly cwd: string;
}

export function storeOptionsFor(
  { credential, request, caBundle, environment, now }: TransferAccess,
  { onEvent, mask }: Reporter,
  signal: AbortSignal,
) {
  return {
    credential,
    request,
    context: { caBundle, environment, now, onSecrets: mask },
    onEvent,
    onObtained: (session: Session) => mask?.(sessionSecrets(session)),
    signal,
  };
}
