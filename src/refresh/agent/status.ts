import { lstatSync } from 'node:fs';
import type { RenewalState } from '../renewal.ts';
import { askAgent, removeIfDead } from './control.ts';
import { type AgentPlaces, agentPlaces } from './directory.ts';

/** What a running agent says of itself. Times are `YYYY-MM-DDTHH:MM:SSZ`. No secret is in it. */
export interface AgentStatus {
  readonly pid: number;
  readonly url?: string | undefined;
  readonly log: string;
  readonly startedAt: string;
  /** When its time limit ends it. */
  readonly endsAt: string;
  /** The process with which it ends. */
  readonly watchedPid?: number | undefined;
  readonly state: RenewalState;
  readonly renewals: number;
  readonly failures: number;
  readonly lastError?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly nextRenewalAt?: string | undefined;
}

/**
 * Why no agent is running: there has never been one in the directory; it ended (its log says why); or it was killed,
 * so that its socket was left behind.
 */
type Absence = 'never-started' | 'ended' | 'killed';

export type Found =
  | { readonly running: true; readonly status: AgentStatus }
  | { readonly running: false; readonly absence: Absence; readonly log: string };

export type Stopped =
  | { readonly stopped: true; readonly status: AgentStatus }
  | { readonly stopped: false; readonly absence: Absence; readonly log: string };

/** @throws AgentFailure when an agent is there and does not answer */
export async function agentStatus(directory: string): Promise<Found> {
  const places = agentPlaces(directory);
  const status = (await askAgent(places, 'status')) as AgentStatus | undefined;
  if (status !== undefined) return { running: true, status };
  return { running: false, absence: absence(places), log: places.log };
}

/**
 * Ends the agent, and returns when its process is gone. That there is none is an answer, not an error.
 *
 * @throws AgentFailure when an agent is there and does not answer
 */
export async function stopAgent(directory: string): Promise<Stopped> {
  const places = agentPlaces(directory);
  const status = (await askAgent(places, 'stop')) as AgentStatus | undefined;
  if (status !== undefined) return { stopped: true, status };
  const found = absence(places);
  if (found === 'killed') await removeIfDead(places);
  return { stopped: false, absence: found, log: places.log };
}

function absence({ control, log }: AgentPlaces): Absence {
  if (isThere(control)) return 'killed';
  return isThere(log) ? 'ended' : 'never-started';
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
