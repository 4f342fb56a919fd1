import type { ManifestFile } from './manifest.ts';

/**
 * The files' digests in the form of GNU `sha256sum`, which checks them with `-c` and which attestation actions take as
 * `subject-checksums`. A name with a backslash or a line break is escaped as `sha256sum` does it: the line begins with a
 * backslash then.
 */
export function formatSubjectChecksums(files: readonly ManifestFile[]): string {
  return files.map(({ sha256, path }) => formatLine(sha256, path)).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function formatLine(sha256: string, path: string): string {
  const escaped = path.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}
