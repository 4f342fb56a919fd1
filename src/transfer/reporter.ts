import type { RunFacts } from '../ci/system.ts';
import { type Session, sessionSecrets } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import type { Texts } from '../input-values.ts';
import type { TransferEvent } from './artifact/event.ts';

/** How the adapter that runs a transfer tells its world what happens. */
export interface Reporter {
  readonly onEvent: (event: TransferEvent) => void;
  /** Takes a sentence that the user should see although nothing has failed. */
  readonly warn: (sentence: string) => void;
  /** Takes what is secret of each session, before it is used, to be masked. */
  readonly mask?: ((secrets: readonly string[]) => void) | undefined;
}

/** With whose rights a transfer is made. */
export interface TransferAccess {
  /** Without it, the session of an earlier step is used. */
  readonly credential?: SessionSource | undefined;
  readonly request: SessionRequest;
  /** PEM. */
  readonly caBundle?: string | undefined;
  /** What the user should know of the request. */
  readonly warnings: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the sessions of a transfer are for. */
export interface TransferScope {
  readonly access: 'read' | 'write';
  readonly prefix: string;
}

/** Where a transfer's inputs come from. */
export interface InputSource {
  /** What was given for each of a task's settings; empty when it was not. */
  readonly textsOf: <T extends 'upload' | 'download'>(task: T) => Texts<T>;
  /** What the CI system says of the run, as far as the templates ask for it. */
  readonly factsFor: (templates: readonly string[]) => RunFacts;
  readonly accessFor: (scope: TransferScope) => TransferAccess;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The absolute folder that relative paths start from. */
  readonly cwd: string;
}

/** How stores are opened for a transfer. */
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
