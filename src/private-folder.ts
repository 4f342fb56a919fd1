import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that no other user can read. */
export interface PrivateFolder {
  readonly path: string;
  /** Removes it, with all that is in it. Safe to call twice. */
  remove(): void;
}

/** Makes a new folder in the system's temporary folder. @throws the system's error where there is none to write to */
export function makePrivateFolder(): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
