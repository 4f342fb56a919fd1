/** Bytes: no key is longer, and a path is the end of one. */
const LONGEST_PATH = 1_024;
/** Bytes: Linux's PATH_MAX; no other system takes longer targets. */
const LONGEST_TARGET = 4_096;

/**
 * What is wrong with a path below an artifact's folder, as the end of a sentence; undefined when nothing is. What a
 * platform cannot hold is another matter: see `platformProblem`.
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

/** A segment that names nothing. */
const NO_NAME = /(?:^|\/)(\.{0,2})(?=\/|$)/;

/**
 * Folders of Git and of Mercurial, whose hooks and settings run with the next command of theirs, whatever it is. They
 * are the only files that nobody commits or reviews and that run by being there: a workflow, a `Makefile` or an `.npmrc`
 * is an artifact's content like any other, and runs when somebody uses it.
 */
const ADMINISTRATION: ReadonlySet<string> = new Set(['.git', '.hg', 'git~1', 'hg~1']);

/** On every platform, since an artifact travels: what is harmless on Linux is Git's folder on a disk that ignores case. */
function administrationProblem(path: string): string | undefined {
  // Most paths are told by the first characters of their segments.
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
 * A name as the most forgiving disk takes it: macOS ignores characters that have no shape, Windows dots and blanks at the
 * end and, after a colon, the name of a stream; both ignore case.
 */
function asDisksSee(segment: string): string {
  const visible = segment.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
}

/**
 * What is wrong with a link's target, as the end of a sentence; undefined when it stays in the artifact's folder.
 *
 * After a name no `..` is taken, although it could stay inside: were the name a link itself, the `..` would be that of
 * the link's target, and lead anywhere.
 *
 * @param path that of the link, of which nothing is wrong
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

/** What a tree of files and links has at a place. */
type Entry = 'file' | 'link';

/**
 * The first thing that keeps paths from forming one tree, as a sentence without its full stop: the same path twice, a
 * file or link that is a folder of another, too.
 *
 * @param same paths for which this is equal are one, as on file systems that ignore case
 */
export function treeProblem(
  entries: readonly { readonly path: string; readonly entry: Entry }[],
  same: (path: string) => string = (path) => path,
): { readonly path: string; readonly problem: string } | undefined {
  const taken = new Map<string, { entry: Entry; path: string }>();
  for (const { path, entry } of entries) {
    const name = same(path);
    const before = taken.get(name);
    if (before !== undefined) {
      return {
        path,
        problem: before.path === path ? 'is there twice' : 'differs from another in case alone',
      };
    }
    taken.set(name, { entry, path });
  }
  return folderProblem(taken);
}

/** With the slash before all other characters, what is below a path comes right behind it. */
function folderProblem(taken: ReadonlyMap<string, { entry: Entry; path: string }>) {
  const sorted = [...taken.keys()].map((name) => name.replaceAll('/', '\0')).sort();
  const at = sorted.findIndex((name, index) => name.startsWith(`${sorted[index - 1]}\0`));
  if (at === -1) return undefined;
  const [above, below] = [sorted[at - 1], sorted[at]].map((name) =>
    taken.get(name?.replaceAll('\0', '/') ?? ''),
  );
  return { path: below?.path ?? '', problem: `is below a ${above?.entry}` };
}

/** Windows' device names, which stay devices whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/**
 * Why a platform cannot hold a path, or would take it for another one, as the end of a sentence; undefined when it can.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function platformProblem(platform: NodeJS.Platform, path: string): string | undefined {
  if (platform !== 'win32') return undefined;
  // A backslash separates there, and a colon names a drive or a stream.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\x00-\x1f<>:"|?*\\]/.test(path)) return 'contains a character that Windows does not allow in names';
  for (const segment of path.split('/')) {
    if (segment === '.' || segment === '..') continue;
    if (DEVICE.test(segment)) return 'has the name of a Windows device';
    if (/[ .]$/.test(segment)) return 'has a segment that ends with a dot or a space, which Windows drops';
  }
  return undefined;
}

/** Whether paths that differ in case, or in how an accent is encoded, are one to the platform's usual file system. */
export function foldFor(platform: NodeJS.Platform): (path: string) => string {
  return platform === 'win32' || platform === 'darwin'
    ? (path) => path.normalize('NFC').toLowerCase()
    : (path) => path;
}
