import { formatTime } from '../credentials/session.ts';
import { untilAborted } from '../http/timing.ts';
import type { Renewal } from '../refresh/renewal.ts';
import { StoreFailure } from '../s3/failure.ts';
import type { KeySource } from '../s3/key-source.ts';

/** How long to wait for a session while the renewal tries to get one, in milliseconds. */
const WAIT_FOR_SESSION_MS = 120_000;
/** How long to wait for a newer session if the current one is refused, in milliseconds. */
const WAIT_FOR_NEWER_MS = 15_000;

/** The keys of a started renewal. Closing them stops it. */
export function keysOfRenewal(renewal: Renewal): KeySource {
  return {
    async current(signal) {
      const session =
        renewal.current() ?? (await heldAwake(renewal.waitForSession(WAIT_FOR_SESSION_MS), signal));
      if (session === undefined) throw noSession(renewal);
      return session;
    },
    async renewed(stale, signal) {
      return await heldAwake(renewal.renewNow(stale, WAIT_FOR_NEWER_MS), signal);
    },
    close: () => renewal.stop(),
  };
}

/** A renewal's timers do not keep the process alive, so this one does while a transfer waits. */
async function heldAwake<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const timer = setInterval(() => undefined, WAIT_FOR_SESSION_MS);
  try {
    return await untilAborted(work, signal);
  } finally {
    clearInterval(timer);
  }
}

function noSession(renewal: Renewal): StoreFailure {
  const { expiresAt, lastError } = renewal.status();
  const end = expiresAt === undefined ? '' : `the last session ended at ${formatTime(expiresAt)}, and `;
  return new StoreFailure({
    kind: 'expired',
    tried: 'Renewing the session',
    cameBack: `${end}there is no new one: ${(lastError ?? 'the renewal was stopped').replace(/\.$/, '')}`,
    remedy: 'Look at the endpoint, and whether the service credential still exists.',
  });
}
