import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './command.ts';

/** The rows of the README's table that follows a marker, each as its cells; without the table's head. */
export function tableAfter(marker: string): string[][] {
  const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
  const start = readme.indexOf(marker);
  if (start < 0) return [];
  const lines = readme.slice(readme.indexOf('\n|', start) + 1).split('\n');
  const rows = lines.slice(
    2,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
