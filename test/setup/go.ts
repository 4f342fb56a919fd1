/** Programs that are built from Go modules, which the Go module proxy serves. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findExecutables } from './executables.ts';
import { runPackageCommand, runPackageQuery } from './package-command.ts';

/** Where the program goes that is built from the sources of a folder: another one for other sources. */
export function goProgramFolder(cache: string, sources: string): string {
  const hash = createHash('sha256').update(process.arch);
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  return join(cache, `${basename(sources)}-${hash.digest('hex').slice(0, 16)}`);
}

/** A Go that is not older than what the module asks for. */
export function findGo(folders: readonly string[], sources: string): string | undefined {
  const [, needed = ''] = /^go (\S+)$/m.exec(readFileSync(join(sources, 'go.mod'), 'utf8')) ?? [];
  const go = findExecutables(['go'], folders).go;
  const [, version] =
    /^go(\d+\.\d+)/.exec(go === undefined ? '' : (runPackageQuery(go, ['env', 'GOVERSION']) ?? '')) ?? [];
  const isNew = version !== undefined && version.localeCompare(needed, 'en', { numeric: true }) >= 0;
  return isNew ? go : undefined;
}

/** Builds the program. Returns why it failed, and then leaves nothing behind. */
export function buildGoProgram(go: string, sources: string, folder: string): string | undefined {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    // Nothing here starts a container. Without Docker's client and without optimization, the build takes a third less.
    const options = ['-trimpath', '-buildvcs=false', '-tags=WITHOUT_DOCKER', '-gcflags=all=-N -l'];
    const args = ['build', '-C', sources, ...options, '-o', join(work, basename(sources)), '.'];
    const failure = runPackageCommand(go, args, {
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
      GOFLAGS: '',
    });
    // Another checkout that shares the folder may have been faster.
    if (failure === undefined && !existsSync(folder)) renameSync(work, folder);
    return failure;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
