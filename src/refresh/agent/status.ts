import { lstatSync } from 'node:fs';
import type { RenewalState } from '../renewal.ts';
import { askAgent, removeIfDead } from './control.ts';
import { type AgentPlaces, agentPlaces } from './directory.ts';

/** The status of a running agent, without secrets. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export interface AgentStatus {
  readonly pid: number;
  readonly url?: string | undefined;
  readonly log: string;
  readonly startedAt: string;
  /** When its time limit passes. */
  readonly endsAt: string;
  /** The agent ends when this process ends. */
  readonly watchedPid?: number | undefined;
  readonly state: RenewalState;
  readonly renewals: number;
  readonly failures: number;
  readonly lastError?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly nextRenewalAt?: string | undefined;
}

/**
 * Why no agent is running: there has never been one in the directory, it ended (its log says why), or it was killed (its
 * socket still exists).
 */
type Absence = 'never-started' | 'ended' | 'killed';

export type Found =
  | { readonly running: true; readonly status: AgentStatus }
  | { readonly running: false; readonly absence: Absence; readonly log: string };

export type Stopped =
  | { readonly stopped: true; readonly status: AgentStatus }
  | { readonly stopped: false; readonly absence: Absence; readonly log: string };

/** @throws AgentFailure if an agent is running but does not answer */
export async function agentStatus(directory: string): Promise<Found> {
  const places = agentPlaces(directory);
  const status = (await askAgent(places, 'status')) as AgentStatus | undefined;
  if (status !== undefined) return { running: true, status };
  return { running: false, absence: absence(places), log: places.log };
}

/**
 * Stops the agent, and returns when its process has ended. It is not an error if none is running.
 *
 * @throws AgentFailure if an agent is running but does not answer
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
