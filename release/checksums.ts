import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the list of checksums in a folder. */
export const CHECKSUMS = 'SHA256SUMS';

/** The checksums of the other files in a folder, as `sha256sum` prints them. */
export function checksumsOf(folder: string): string {
  const names = readdirSync(folder).filter((name) => name !== CHECKSUMS);
  const lines = names.sort().map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
  return lines.join('');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
