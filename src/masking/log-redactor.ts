import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { firstLine } from '../failure.ts';
import { printable } from '../printable.ts';
import { lineMasks } from './line-masks.ts';

/** A program of the CI system that masks more texts in the log of a running job, from whatever process it is called. */
export interface LogRedactor {
  /**
   * It reads a flat JSON object from standard input, and masks the values exactly as they are. The path is absolute, or else
   * the name of a program that was not found.
   */
  readonly command: readonly [file: string, ...args: string[]];
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The CI system did not accept the masks. The message is one sentence, and has no secret. */
export class RedactorFailure extends Error {
  override readonly name = 'RedactorFailure';
}

/** Milliseconds. 650 masks, about those of a session, took 0.7 s on a busy machine (measured). */
const TIMEOUT_MS = 30_000;

/**
 * Masks all encodings of secrets in the job's log. Call this before anything else is done with them.
 *
 * @param redactor nothing is done without one
 * @throws RedactorFailure when it cannot be started, or fails
 */
export async function addToRedactor(
  redactor: LogRedactor | undefined,
  secrets: readonly string[],
): Promise<void> {
  const masks = new Set(secrets.flatMap(lineMasks));
  if (redactor === undefined || masks.size === 0) return;
  const { command, environment } = redactor;
  // The system would look for a name in relative folders of the PATH too, which are often in somebody else's checkout.
  if (!isAbsolute(command[0])) {
    throw new RedactorFailure(
      `Masking the secrets failed: ${command[0]} is in no absolute folder of the PATH. Put the folder of the CI system's own there`,
    );
  }
  await feed(command, environment, JSON.stringify(Object.fromEntries([...masks].entries())));
}

function feed(
  [file, ...args]: LogRedactor['command'],
  env: LogRedactor['environment'],
  input: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // What it prints is of interest only if it fails, and would otherwise be in the job's log.
    const child = execFile(file, args, { env, timeout: TIMEOUT_MS }, (error, _, stderr) => {
      if (error === null) return resolve();
      const reason = firstLine(stderr.trim()) || firstLine(error);
      return reject(new RedactorFailure(`Masking the secrets with ${file} failed: ${printable(reason)}`));
    });
    // A program that ends before it has read everything is reported above.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
