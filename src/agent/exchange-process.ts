import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Obtain } from '../renewal.ts';
import type { Session } from '../session.ts';
import { converse, letGo } from './conversation.ts';
import { type Command, type ExchangeReply, reviveSession, unpackError } from './message.ts';

/**
 * Makes each exchange in a process of its own, which runs the agent's program and ends after it. The SDK takes 23 MB
 * and is needed for a fifth of a second every half an hour; an agent that never loads it fits in 60 MB (measured).
 */
export function obtainInProcess([program, ...args]: Command, handover: unknown): Obtain {
  // A renewal tries again by itself, and knows for how long it can wait; the first exchange has nobody who does.
  let mostAttempts: number | undefined;
  return async (signal) => {
    signal.throwIfAborted();
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    try {
      const reply = (await converse(
        child,
        { exchange: handover, mostAttempts },
        'the exchange',
      )) as ExchangeReply;
      if ('failure' in reply) throw unpackError(reply.failure);
      mostAttempts = 1;
      return reviveSession(reply.session);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', kill);
      letGo(child);
    }
  };
}

/** The side of that process: one exchange, given up when the agent is gone. */
export function obtainOnce(obtain: Obtain, input: Readable): Promise<Session> {
  const gone = new AbortController();
  input.resume().once('close', () => gone.abort(new Error('The agent is gone.')));
  return obtain(gone.signal);
}
