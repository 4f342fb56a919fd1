/**
 * `npm run release -- X.Y.Z`: prepares a release in one commit, and prints the commands that publish it. They start
 * `.github/workflows/release.yml` and `.gitlab-ci.yml`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionOf } from './changelog.ts';
import { compareVersions, parseVersion } from './version.ts';

const PROJECT = join(import.meta.dirname, '..');

const USAGE = 'Usage: npm run release -- X.Y.Z';

/** Restores the working tree if something fails. The new chunks in `dist/` are not tracked yet, so they need a clean. */
const UNDO = [
  ['restore', '--staged', '--worktree', '.'],
  ['clean', '--force', '-d', '--quiet', 'dist'],
] as const;

/** Why there can be no release, in one or two sentences. */
class Refusal extends Error {}

function prepare(version: string): void {
  parse(version);
  requireBranch();
  requireCleanTree();
  const present = presentVersion();
  if (compareVersions(version, present) < 0)
    throw new Refusal(`Version ${version} is older than ${present}, the version in package.json.`);
  requireSection(version);
  requireMajor(version);
  const commit = git('log', '--max-count=1', '--format=%h %s');
  if (version === present && commit.endsWith(` ${subjectOf(version)}`)) {
    console.log(`Version ${version} is already prepared, in commit ${commit}. Nothing was changed.`);
  } else {
    requireNewTag(version);
    change(version);
    console.log(`Version ${version} is prepared in commit ${git('rev-parse', '--short', 'HEAD')}.`);
  }
  explainTags(version);
}

/** When the command is run again, it recognizes the commit by this subject. */
function subjectOf(version: string): string {
  return `Release ${version}`;
}

function parse(version: string): void {
  try {
    parseVersion(version);
  } catch (error) {
    throw new Refusal(`${(error as Error).message} ${USAGE}`);
  }
}

function requireBranch(): void {
  if (git('branch', '--show-current') === '')
    throw new Refusal('No branch is checked out: check out the one to release, such as main.');
}

function requireCleanTree(): void {
  const changed = git('status', '--porcelain');
  if (changed !== '')
    throw new Refusal(`The working tree has changes. Commit or remove them first:\n${changed}`);
}

function requireSection(version: string): void {
  if (sectionOf(read('CHANGELOG.md'), version) === undefined)
    throw new Refusal(
      `CHANGELOG.md has no section for it: add "## ${version}" with its changes, and commit.`,
    );
}

/** A new major version also needs documents and examples that use it. */
function requireMajor(version: string): void {
  const major = `otter/sts-credentials@${majorTag(version)}`;
  if (!read('README.md').includes(major))
    throw new Refusal(
      `README.md does not use ${major}: change the documents to the new major version first.`,
    );
}

function requireNewTag(version: string): void {
  if (git('tag', '--list', `v${version}`) !== '')
    throw new Refusal(
      `The tag v${version} already exists: choose a newer version, or delete the tag if it was never pushed.`,
    );
}

/** Makes the commit. If anything fails, restores the working tree. */
function change(version: string): void {
  // Ctrl-C also ends the running command. The files are then restored.
  process.once('SIGINT', () => undefined);
  try {
    setVersion(version);
    console.log('Building dist/, and pinning templates and documents to it. This takes about a minute.');
    npm('run', '--silent', 'build');
    // Before the tests, so that no file that they may leave behind becomes a part of the release.
    git('add', '--all');
    console.log('Running all tests. This takes about half an hour.');
    npm('test', '--silent');
    // The first version may not change any file.
    git('commit', '--quiet', '--allow-empty', '--message', subjectOf(version));
  } catch (error) {
    for (const args of UNDO) git(...args);
    throw new Error(`Preparing version ${version} failed. The files were restored.`, { cause: error });
  }
}

function setVersion(version: string): void {
  const options = ['--no-git-tag-version', '--ignore-scripts', '--allow-same-version'];
  execFileSync('npm', ['version', version, ...options], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function explainTags(version: string): void {
  const [tag, branch] = [`v${version}`, git('branch', '--show-current')];
  const exists = git('tag', '--list', tag) !== '';
  const tagging = exists ? '' : `  git tag ${tag}\n`;
  console.log(`
Tags: ${tag}, and ${majorTag(version)}, which the release workflow moves when everything is published.
To publish:
${tagging}  git push --atomic origin ${branch} ${tag}
The tag starts .github/workflows/release.yml. It publishes when a reviewer of the environment "release" agrees.`);
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
