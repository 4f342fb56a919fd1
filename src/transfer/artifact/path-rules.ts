/** In bytes. A path is the end of a key, and no key is longer. */
const LONGEST_PATH = 1_024;
/** In bytes: Linux's PATH_MAX. No other system accepts longer targets. */
const LONGEST_TARGET = 4_096;

/**
 * What is wrong with a path below an artifact's folder, as the end of a sentence. Undefined if nothing is. See
 * `platformProblem` for what a platform cannot store.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (Buffer.byteLength(path) > LONGEST_PATH) return `is longer than ${LONGEST_PATH} bytes`;
  if (path.includes('\0')) return 'holds a NUL';
  if (path.startsWith('/')) return 'is absolute';
  const [, segment] = NO_NAME.exec(path) ?? [];
  if (segment !== undefined) return segment === '' ? 'has an empty segment' : `has the segment '${segment}'`;
  return administrationProblem(path);
}

const NO_NAME = /(?:^|\/)(\.{0,2})(?=\/|$)/;

/**
 * Folders of Git and Mercurial. Their hooks and settings run with the user's next command, although nobody commits or
 * reviews them. A workflow, a `Makefile` or an `.npmrc` is content like any other, and runs only when somebody uses it.
 */
const ADMINISTRATION: ReadonlySet<string> = new Set(['.git', '.hg', 'git~1', 'hg~1']);

/**
 * Checked on every platform, because artifacts travel: a name that is harmless on Linux can be Git's folder on a disk that
 * ignores case.
 */
function administrationProblem(path: string): string | undefined {
  // The first characters of the segments are enough for most paths.
  if (!MAY_BEGIN.test(path)) return undefined;
  const found = path.split(/[/\\]/).some((segment) => {
    return MAY_BEGIN.test(segment) && ADMINISTRATION.has(asDisksSee(segment));
  });
  return found
    ? "has a segment that is Git's or Mercurial's own folder, where hooks run by being there"
    : undefined;
}

const MAY_BEGIN = /(?:^|[/\\])[.gh\u0080-\uffff]/i;

/**
 * A name as the most forgiving file system reads it. macOS ignores characters without a shape. Windows ignores dots and
 * spaces at the end and, after a colon, the name of a stream. Both ignore case.
 */
function asDisksSee(segment: string): string {
  const visible = segment.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
}

/**
 * What is wrong with a link's target, as the end of a sentence. Undefined if it stays in the artifact's folder.
 *
 * A `..` after a name is refused, even if it stays inside. If the name is itself a link, the `..` would start from that
 * link's target.
 *
 * @param path the link's path, already checked
 */
export function linkProblem(path: string, target: string): string | undefined {
  if (target === '') return 'is empty';
  if (Buffer.byteLength(target) > LONGEST_TARGET) return `is longer than ${LONGEST_TARGET} bytes`;
  if (target.includes('\0')) return 'holds a NUL';
  if (target.startsWith('/')) return 'is absolute';
  const steps = target.split('/').filter((segment) => segment !== '' && segment !== '.');
  const ups = steps.findIndex((segment) => segment !== '..');
  const upward = ups === -1 ? steps.length : ups;
  if (steps.includes('..', upward)) return 'goes down and up again';
  if (upward > path.split('/').length - 1) return "leads out of the artifact's folder";
  return administrationProblem(target);
}

type Entry = 'file' | 'link';

/** A conflict of two paths. The problem is a sentence without its full stop. */
export interface TreeProblem {
  readonly path: string;
  readonly problem: string;
  /** The path that it conflicts with. */
  readonly other: string;
}

/**
 * The first conflict that keeps paths from forming one tree: the same path twice, or a file or link that is also a folder.
 *
 * @param same maps paths that are the same to one value, as on file systems that ignore case
 */
export function treeProblem(
  entries: readonly { readonly path: string; readonly entry: Entry }[],
  same: (path: string) => string = (path) => path,
): TreeProblem | undefined {
  const taken = new Map<string, { entry: Entry; path: string }>();
  for (const { path, entry } of entries) {
    const name = same(path);
    const before = taken.get(name);
    if (before !== undefined) {
      return {
        path,
        problem: before.path === path ? 'is there twice' : 'differs from another in case alone',
        other: before.path,
      };
    }
    taken.set(name, { entry, path });
  }
  return folderProblem(taken);
}

/** If the slash sorts before all other characters, what is below a path comes right after it. */
function folderProblem(taken: ReadonlyMap<string, { entry: Entry; path: string }>): TreeProblem | undefined {
  const sorted = [...taken.keys()].map((name) => name.replaceAll('/', '\0')).sort();
  const at = sorted.findIndex((name, index) => name.startsWith(`${sorted[index - 1]}\0`));
  if (at === -1) return undefined;
  const [above, below] = [sorted[at - 1], sorted[at]].map((name) =>
    taken.get(name?.replaceAll('\0', '/') ?? ''),
  );
  return { path: below?.path ?? '', problem: `is below a ${above?.entry}`, other: above?.path ?? '' };
}

/** Device names on Windows. They stay devices with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/**
 * Why a platform cannot store a path, or would take it for a different one, as the end of a sentence. Undefined if it can.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function platformProblem(platform: NodeJS.Platform, path: string): string | undefined {
  if (platform !== 'win32') return undefined;
  // On Windows, a backslash is a separator, and a colon names a drive or a stream.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\x00-\x1f<>:"|?*\\]/.test(path)) return 'contains a character that Windows does not allow in names';
  for (const segment of path.split('/')) {
    if (segment === '.' || segment === '..') continue;
    if (DEVICE.test(segment)) return 'has the name of a Windows device';
    if (/[ .]$/.test(segment)) return 'has a segment that ends with a dot or a space, which Windows drops';
  }
  return undefined;
}

/** Maps paths that the platform's usual file system treats as the same (case, encoding of accents) to one value. */
export function foldFor(platform: NodeJS.Platform): (path: string) => string {
  return platform === 'win32' || platform === 'darwin'
    ? (path) => path.normalize('NFC').toLowerCase()
    : (path) => path;
}
