/**
 * `node release/assets.ts TAG FOLDER`: makes the files of a release in `FOLDER/files`: the package, the executables for
 * all targets, the bundle, the list of packages in them (SBOM), and the checksums of all. The release notes are in `FOLDER/notes.md`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { sectionOf } from './changelog.ts';
import { CHECKSUMS, checksumsOf } from './checksums.ts';
import { keepBundled, readBundled } from './sbom.ts';

const PROJECT = join(import.meta.dirname, '..');

interface Manifest {
  readonly name: string;
  readonly version: string;
}

function makeAssets(tag: string, folder: string): void {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const notes = readNotes(tag, manifest);
  const files = join(folder, 'files');
  mkdirSync(folder, { recursive: true });
  // Must be new: what an earlier run left would be published too.
  mkdirSync(files);
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`);
  npm('pack', '--loglevel=error', '--pack-destination', files);
  for (const path of buildExecutables()) copyFileSync(path, join(files, basename(path)));
  writeFileSync(join(files, 'sbom.cdx.json'), makeSbom(manifest));
  writeFileSync(join(files, CHECKSUMS), checksumsOf(files));
}

/** @throws Error if the tag is not that of the version, or the changelog says nothing about it */
function readNotes(tag: string, { version }: Manifest): string {
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag}, but the version in package.json is ${version}.`);
  const notes = sectionOf(read('CHANGELOG.md'), version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`);
  return notes;
}

/** @returns the paths of what belongs to them, of which the script prints one a line */
function buildExecutables(): string[] {
  const paths = npm('run', '--silent', 'build:executable', '--', 'all').split('\n').filter(Boolean);
  if (paths.length === 0) throw new Error('npm run build:executable names no file that it wrote.');
  // A release has one list, of all its files.
  return paths.filter((path) => basename(path) !== CHECKSUMS);
}

/** Of the bundles as they are after the package was made, which has one of its own. */
function makeSbom({ name }: Manifest): string {
  const licenses = globSync('dist/*/licenses.txt', { cwd: PROJECT }).map(read);
  const all = JSON.parse(npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'));
  return `${JSON.stringify(keepBundled(all, name, readBundled(licenses)), undefined, 2)}\n`;
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, { cwd: PROJECT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

const [tag, folder] = process.argv.slice(2);
if (tag === undefined || folder === undefined) {
  console.error('Usage: node release/assets.ts TAG FOLDER');
  process.exitCode = 2;
} else {
  try {
    makeAssets(tag, resolve(folder));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
