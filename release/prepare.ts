/**
 * `npm run release -- X.Y.Z`: prepares a release in one commit, and prints the commands that publish it. What they start
 * is in `.github/workflows/release.yml` and `.gitlab-ci.yml`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionOf } from './changelog.ts';
import { compareVersions, parseVersion } from './version.ts';

const PROJECT = join(import.meta.dirname, '..');

const USAGE = 'Usage: npm run release -- X.Y.Z';

/** What the working tree is made of again if something fails: `dist/` gets new chunks, which are not tracked yet. */
const UNDO = [
  ['restore', '--staged', '--worktree', '.'],
  ['clean', '--force', '-d', '--quiet', 'dist'],
] as const;

/** A reason why there can be no release, in one sentence or two. */
class Refusal extends Error {}

function prepare(version: string): void {
  parse(version);
  requireCleanTree();
  const present = presentVersion();
  if (compareVersions(version, present) < 0)
    throw new Refusal(`Version ${version} is older than ${present}, which package.json has already.`);
  requireSection(version);
  requireMajor(version);
  if (version === present) {
    requireCurrentFiles();
    console.log(`Version ${version} is prepared already. Nothing was changed.`);
  } else {
    requireNewTag(version);
    change(version);
    console.log(`Version ${version} is prepared in commit ${git('rev-parse', '--short', 'HEAD')}.`);
  }
  explainTags(version);
}

function parse(version: string): void {
  try {
    parseVersion(version);
  } catch (error) {
    throw new Refusal(`${(error as Error).message} ${USAGE}`);
  }
}

function requireCleanTree(): void {
  const changed = git('status', '--porcelain');
  if (changed !== '')
    throw new Refusal(`The working tree has changes. Commit or remove them first:\n${changed}`);
}

function requireSection(version: string): void {
  if (sectionOf(read('CHANGELOG.md'), version) === undefined)
    throw new Refusal(
      `CHANGELOG.md says nothing about it: add "## ${version}" with what it changes, and commit.`,
    );
}

/** A new major version needs more than a release: documents and examples have to lead to it. */
function requireMajor(version: string): void {
  const major = `otter/sts-credentials@${majorTag(version)}`;
  if (!read('README.md').includes(major))
    throw new Refusal(
      `README.md does not use ${major}: change the documents to the new major version first.`,
    );
}

function requireNewTag(version: string): void {
  if (git('tag', '--list', `v${version}`) !== '')
    throw new Refusal(`The tag v${version} exists already, and package.json has another version.`);
}

/** @throws Refusal if the files of a version that is prepared already were changed since */
function requireCurrentFiles(): void {
  for (const script of ['write-inputs.ts', 'gitlab/pin.ts']) {
    try {
      execFileSync(process.execPath, [script, '--check'], { cwd: PROJECT, stdio: 'inherit' });
    } catch {
      throw new Refusal('The files above are stale: run npm run build, and commit the result.');
    }
  }
}

/** Makes the commit. If anything fails, the working tree is as it was. */
function change(version: string): void {
  try {
    npm('version', version, '--no-git-tag-version', '--ignore-scripts');
    npm('run', 'build');
    // Before the tests, so that nothing which they may leave becomes a part of the release.
    git('add', '--all');
    npm('test');
    git('commit', '--quiet', '--message', `Release ${version}`);
  } catch (error) {
    for (const args of UNDO) git(...args);
    throw new Error(`Version ${version} is not prepared, and the files are as they were.`, { cause: error });
  }
}

function explainTags(version: string): void {
  const [tag, branch] = [`v${version}`, git('branch', '--show-current') || 'HEAD'];
  const exists = git('tag', '--list', tag) !== '';
  const tagging = exists ? '' : `  git tag ${tag}\n`;
  console.log(`
Tags: ${tag}, and ${majorTag(version)}, which the release workflow moves when everything is published.
To publish:
${tagging}  git push --atomic origin ${branch} ${tag}`);
}

function majorTag(version: string): string {
  return `v${parseVersion(version)[0]}`;
}

function presentVersion(): string {
  return (JSON.parse(read('package.json')) as { version: string }).version;
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' }).trimEnd();
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'] });
}

const [version = '', ...more] = process.argv.slice(2);
try {
  if (version === '' || more.length > 0) throw new Refusal(`One version is needed. ${USAGE}`);
  prepare(version);
} catch (error) {
  const { message, cause } = error as Error;
  console.error(cause instanceof Error ? `${cause.message}\n${message}` : message);
  process.exitCode = error instanceof Refusal ? 2 : 1;
}
