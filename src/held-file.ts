import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What Windows answers to a rename or a removal while another program has the file open, such as a virus scanner or an
 * indexer that looks at each new file. It answers the same if the right is missing.
 */
const HELD: readonly (string | undefined)[] = ['EPERM', 'EACCES', 'EBUSY'];

/** How long to wait after each attempt, in milliseconds: 2 s together, because a right that is missing does not come back. */
const WAITS_MS = [10, 20, 50, 100, 200, 400, 600, 620];

export interface HoldTerms {
  readonly platform?: NodeJS.Platform;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Renames or removes a file, on Windows again and again for up to 2 s while another program has it open. Elsewhere an open
 * file can be renamed and removed.
 *
 * @param attempt may be synchronous; this function does not block while it waits
 * @throws the system's error of the last attempt
 */
export async function retryWhileHeld<Result>(
  attempt: () => Result | Promise<Result>,
  { platform = process.platform, wait = sleep }: HoldTerms = {},
): Promise<Result> {
  for (const waitMs of platform === 'win32' ? WAITS_MS : []) {
    try {
      return await attempt();
    } catch (error) {
      if (!HELD.includes((error as NodeJS.ErrnoException).code)) throw error;
    }
    await wait(waitMs);
  }
  return await attempt();
}
