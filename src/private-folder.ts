import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that no other user can read. */
export interface PrivateFolder {
  readonly path: string;
  /** Removes it at once, with all that is in it. Safe to call twice. */
  remove(): void;
}

/** Makes a new folder in the system's temporary folder. @throws the system's error where there is none to write to */
export function makePrivateFolder(): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** 2.1 s together, because Node waits 100 ms longer after each attempt. */
const PATIENCE = { maxRetries: 6, retryDelay: 100 };

/**
 * Removes a folder with all that is in it, if it exists. On Windows this waits up to 2 s while another program, such as a
 * virus scanner, has a file in it open.
 */
export async function removeFolder(path: string, platform = process.platform): Promise<void> {
  await rm(path, { recursive: true, force: true, ...(platform === 'win32' && PATIENCE) });
}
