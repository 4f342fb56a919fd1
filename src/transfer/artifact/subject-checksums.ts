import type { ManifestFile } from './manifest.ts';

/**
 * The files' digests in the format of GNU `sha256sum`, for `sha256sum -c` and the `subject-checksums` of attestation
 * actions. In a name with a backslash or a line break these are escaped, and the line begins with a backslash.
 */
export function formatSubjectChecksums(files: readonly ManifestFile[]): string {
  return files.map(({ sha256, path }) => formatLine(sha256, path)).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function formatLine(sha256: string, path: string): string {
  const escaped = path.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}
