/**
 * `node release/assets.ts TAG FOLDER`: makes what a release consists of, in `FOLDER/files`: the package, the executable, the
 * list of packages that they are made of (SBOM), and the checksums of all. The release's notes are `FOLDER/notes.md`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buildExecutable, executable } from '../gitlab/build-executable.ts';
import { sectionOf } from './changelog.ts';

const PROJECT = join(import.meta.dirname, '..');

function makeAssets(tag: string, folder: string): void {
  const notes = readNotes(tag);
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`);
  npm('pack', '--loglevel=error', '--pack-destination', files);
  buildExecutable();
  copyFileSync(executable, join(files, basename(executable)));
  writeFileSync(
    join(files, 'sbom.cdx.json'),
    npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'),
  );
  writeFileSync(join(files, 'SHA256SUMS'), checksumsOf(files));
}

/** @throws Error if the tag is not that of the version, or the changelog says nothing about it */
function readNotes(tag: string): string {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag}, and the version in package.json ${version}.`);
  const notes = sectionOf(read('CHANGELOG.md'), version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`);
  return notes;
}

function checksumsOf(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
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
