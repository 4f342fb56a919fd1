/** A copy of this repository from which a release can be made without a compiler. */
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolder, runOrThrow } from '../command.ts';

const LEFT = ['node_modules', '.git', '.cache', 'test'];

/** Replaces a compiler of 100 MB for each target. */
const EXECUTABLES = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('.cache', { recursive: true });
if (process.argv[2] !== 'all') throw new Error('A release has the executables for all targets.');
for (const name of ['otter-sts-linux-x64', 'otter-sts-linux-x64.gz', 'otter-sts.cjs', 'SHA256SUMS']) {
  writeFileSync('.cache/' + name, name);
  console.log(process.cwd() + '/.cache/' + name);
}\n`;

/** @param files texts that replace those of the project, by path */
export function copyProject(folder: string, files: Readonly<Record<string, string>>): void {
  cpSync(projectFolder, folder, {
    recursive: true,
    filter: (path) => !LEFT.includes(relative(projectFolder, path)),
  });
  cpSync(join(projectFolder, 'test/setup'), join(folder, 'test/setup'), { recursive: true });
  const standIns = { 'gitlab/build-executable.ts': EXECUTABLES, ...files };
  for (const [path, text] of Object.entries(standIns)) writeFileSync(join(folder, path), text);
}

export function linkPackages(folder: string): void {
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
}

export const AUTHOR = {
  GIT_AUTHOR_NAME: 'A maintainer',
  GIT_AUTHOR_EMAIL: 'maintainer@example.com',
  GIT_COMMITTER_NAME: 'A maintainer',
  GIT_COMMITTER_EMAIL: 'maintainer@example.com',
};

/** Runs git in the folder, as an author, and returns what it prints. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await runOrThrow('git', args, { cwd: folder, env: AUTHOR })).trim();
}

export async function commitAll(folder: string, message: string): Promise<void> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', message);
}
