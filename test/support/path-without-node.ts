import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const WITHHELD = new Set(['node', 'nodejs', 'npm', 'npx', 'bun']);

/** Fills an empty folder with links to all programs of the system's folders, except Node and what comes with it. */
export function linkProgramsWithoutNode(folder: string): void {
  for (const source of ['/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    if (!existsSync(source)) continue;
    for (const name of readdirSync(source)) {
      const link = join(folder, name);
      if (!WITHHELD.has(name) && !existsSync(link)) symlinkOnce(join(source, name), link);
    }
  }
}

function symlinkOnce(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    // A dangling link.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
