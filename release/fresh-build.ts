/** Compares the committed files with a fresh build. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { runChild } from '../test/setup/child.ts';

/** With `--check`, both change nothing and name each file that is stale. */
const MADE_FILES = ['write-inputs.ts', 'gitlab/pin.ts'];

export interface Comparison {
  /** How many files of `dist/` were compared. */
  files: number;
  /** One line for each file that differs. */
  differences: readonly string[];
}

/**
 * Builds `dist/` again in a temporary folder, and compares every byte. Also compares the files that are made of the
 * settings or hold a checksum of the program. Changes nothing in the project.
 *
 * @throws Error if the build fails
 */
export async function compareWithFreshBuild(project: string): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-build-'));
  try {
    await build(project, folder);
    const committed = join(project, 'dist');
    const differences = [...compareFolders(committed, folder), ...(await findStaleFiles(project))];
    return { files: listEntries(committed).size, differences };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(project: string, folder: string): Promise<void> {
  const env = { OTTER_BUILD_DIR: folder };
  const { code, output } = await runChild(process.execPath, ['build.ts'], { cwd: project, env });
  if (code !== 0) throw new Error(`The build failed with exit code ${code}:\n${output.trim()}`);
}

async function findStaleFiles(project: string): Promise<string[]> {
  const lines: string[] = [];
  for (const script of MADE_FILES) {
    const { code, output } = await runChild(process.execPath, [script, '--check'], { cwd: project });
    if (code !== 0) lines.push(...output.trim().split('\n'));
  }
  return lines;
}

/** Whether each path is a regular file. Omits the library, which is built for the package and not committed. */
function listEntries(folder: string): Map<string, boolean> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => [relative(folder, join(entry.parentPath, entry.name)), entry.isFile()] as const)
    .filter(([path]) => !path.startsWith(`lib${sep}`));
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function compareFolders(committed: string, fresh: string): string[] {
  const [before, after] = [listEntries(committed), listEntries(fresh)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    if (!after.has(path)) return [`dist/${path} is committed, but the build does not create it`];
    if (!before.has(path)) return [`dist/${path} is missing`];
    // A link could lead to the same bytes today and to others tomorrow.
    if (!before.get(path)) return [`dist/${path} is not a regular file`];
    const same = readFileSync(join(committed, path)).equals(readFileSync(join(fresh, path)));
    return same ? [] : [`dist/${path} differs`];
  });
}
