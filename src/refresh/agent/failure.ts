/**
 * - `running`: another agent serves from the directory
 * - `directory`: the directory is not the user's own, or cannot be used
 * - `start`: the agent's process could not be started, ended without a word, or took too long
 * - `no-answer`: an agent is there and does not answer
 */
export type AgentFailureKind = 'running' | 'directory' | 'start' | 'no-answer';

/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  readonly kind: AgentFailureKind;

  constructor(kind: AgentFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
