import { type AgentPlaces } from './directory.ts';
export type Question = 'status' | 'stop';
export interface Control {
    /** Takes the socket away. A connection that asked to stop stays open until the process ends, which tells it so. */
    close(): Promise<void>;
}
/**
 * Takes the directory for this process and answers questions on its socket.
 *
 * @param answer what is sent back, as JSON
 * @throws AgentFailure when another agent answers there
 */
export declare function openControl(places: AgentPlaces, answer: (question: Question) => unknown): Promise<Control>;
/** Whether an agent answers; the socket of one that was killed is removed. */
export declare function removeIfDead({ control, directory }: AgentPlaces): Promise<boolean>;
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined when none is running
 * @throws AgentFailure when one is running and does not answer in time
 */
export declare function askAgent(places: AgentPlaces, question: Question, timeoutMs?: number): Promise<unknown>;
