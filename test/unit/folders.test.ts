/** The folders of `src/` import only what docs/architecture.md lists for them, and no adapter. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/command.ts';

/** The names in the table's last column, by folder. */
function readTable(): Map<string, string[]> {
  const text = readFileSync(join(projectFolder, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `src\/([a-z0-9]+)\/` \|.*\| ([a-z0-9, ]*)\|$/gm)];
  return new Map(
    rows.map(([, folder = '', list = '']) => [folder, list.split(', ').map((name) => name.trim())]),
  );
}

/** Relative imports, including those of types. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  const found = text.matchAll(/(?:from|import\((?:\s*\/\*.*?\*\/)?)\s*'(\.[^']+)'/g);
  return [...found].map(([, path = '']) => normalize(join(dirname(file), path)));
}

const files = globSync('src/*/**/*.ts', { cwd: projectFolder });

test.each([...readTable()])('src/%s/ imports only what is listed for it', (folder, allowed) => {
  const own = files.filter((file) => file.startsWith(`src/${folder}/`));
  expect(own.length).toBeGreaterThan(0);
  const foreign = own.flatMap((file) =>
    importsOf(file)
      .filter((target) => !isAllowed(target, [folder, ...allowed]))
      .map((target) => `${file} imports ${target}`),
  );
  expect(foreign).toEqual([]);
});

/**
 * Every folder may import the files of `src/` itself, such as the failures. The two that gather everything
 * are for outside.
 */
function isAllowed(target: string, folders: readonly string[]): boolean {
  const [top, folder = '', ...rest] = target.split('/');
  if (top !== 'src') return false;
  if (rest.length === 0) return folder !== 'index.ts' && folder !== 'library.ts';
  return folders.includes(folder);
}

test('every folder of src/ is in the table', () => {
  const folders = new Set(files.map((file) => file.split('/')[1]));
  expect([...readTable().keys()].sort()).toEqual([...folders].sort());
});
