import type { EndpointAddress } from '../../credentials/environment.ts';
import type { Session } from '../../credentials/session.ts';
import { ExchangeFailure, type FailureDetail, InputError } from '../../failure.ts';
import { AgentFailure, type AgentFailureKind } from './failure.ts';
import type { WatchedProcess } from './watched-process.ts';

/** The line of JSON with which the agent is started, on its standard input. */
export interface StartMessage {
  readonly directory: string;
  readonly lifetimeSeconds: number;
  readonly watched?: WatchedProcess | undefined;
  readonly port?: number | undefined;
  /** What the exchange needs, including the service secret. The agent passes it on unread. */
  readonly handover: unknown;
}

/** What a started agent answers. */
export interface AgentReady extends EndpointAddress {
  readonly pid: number;
  /** The first session, so that the starter can mask it and report when it ends. */
  readonly session: Session;
  /** The log's path. */
  readonly log: string;
}

/** An error that is sent from one process to another, with its type and its whole explanation. */
export type SentError =
  | { readonly type: 'exchange'; readonly detail: FailureDetail }
  | { readonly type: 'input'; readonly inputs: readonly string[]; readonly sentence: string }
  | { readonly type: 'agent'; readonly kind: AgentFailureKind; readonly message: string };

/** The line of JSON that the program writes on its standard output. */
export type Reply = { readonly ready: AgentReady } | { readonly failure: SentError };

export function packError(error: unknown): SentError {
  if (error instanceof ExchangeFailure) return { type: 'exchange', detail: error.detail };
  if (error instanceof InputError) {
    return { type: 'input', inputs: error.inputs, sentence: error.sentence };
  }
  if (error instanceof AgentFailure) return { type: 'agent', kind: error.kind, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'agent', kind: 'start', message: `Starting the agent failed: ${message}` };
}

export function unpackError(sent: SentError): Error {
  if (sent.type === 'exchange') return new ExchangeFailure(sent.detail);
  if (sent.type === 'input') return new InputError(sent.inputs, sent.sentence);
  return new AgentFailure(sent.kind, sent.message);
}

/** Restores the date, because JSON has no dates. */
export function reviveSession(session: Session): Session {
  return { ...session, expiration: new Date(session.expiration) };
}
