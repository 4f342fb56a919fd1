/**
 * - `running`: another agent uses the directory
 * - `directory`: the directory is not the user's own, or cannot be used
 * - `start`: the agent's process could not be started, ended without an answer, or took too long
 * - `no-answer`: an agent is running but does not answer
 */
export type AgentFailureKind = 'running' | 'directory' | 'start' | 'no-answer';

/** The agent could not be started or reached. The message says what to do. A program ends with exit code 1. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  readonly kind: AgentFailureKind;

  constructor(kind: AgentFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
