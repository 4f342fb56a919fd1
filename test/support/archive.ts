/** The repository's archive, as GitHub makes it for a tag. Each job downloads it for `uses:`. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder, runOrThrow } from './command.ts';

let packed: Promise<Uint8Array> | undefined;

/** The gzipped archive of the project's folder, as if everything in it were committed. */
export function packArchive(): Promise<Uint8Array> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-archive-'));
  const git = (args: readonly string[], env: Record<string, string> = {}) =>
    runOrThrow('git', ['-C', projectFolder, '-c', 'safe.directory=*', ...args], { env });
  try {
    // A separate index and object store leave the repository unchanged.
    const objects = (await git(['rev-parse', '--path-format=absolute', '--git-path', 'objects'])).trim();
    const own = {
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: folder,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    };
    await git(['add', '--all'], own);
    const tree = (await git(['write-tree'], own)).trim();
    const file = join(folder, 'archive.tar.gz');
    await git(['archive', '--worktree-attributes', '--output', file, tree], own);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bundles under test. OTTER_TEST_DIST names others, to test a change before dist/ is built. */
export const bundles = process.env.OTTER_TEST_DIST ?? join(projectFolder, 'dist');

/** Unpacks the actions into a folder as a runner does. */
export async function unpackArchive(folder: string): Promise<void> {
  await runOrThrow('tar', ['-xzf', '-', '-C', folder], { input: await packArchive() });
  if (process.env.OTTER_TEST_DIST) cpSync(bundles, join(folder, 'dist'), { recursive: true });
}
