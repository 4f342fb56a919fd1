import { isUtf8 } from 'node:buffer';
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { isInside } from './link-target.ts';
import type { PathPatterns } from './path-patterns.ts';

/** How many folders are listed at the same time. More than Node's threads for this gain nothing. */
const FOLDERS_AT_ONCE = 16;

/** Half of a surrogate pair, or the character that Node substitutes for bytes that are not UTF-8. */
const MAYBE_MANGLED = /[\p{Cs}\ufffd]/u;

export interface WalkOptions {
  readonly patterns: PathPatterns;
  /** The user's current folder, absolute. */
  readonly cwd: string;
  readonly includeHidden: boolean;
  readonly followLinks: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A file found at the absolute path `place`. If a link led there, the file to open is elsewhere. */
interface FoundFile {
  readonly place: string;
  readonly absolute: string;
}

export interface Findings {
  readonly files: readonly FoundFile[];
  /** The paths of links that are kept as links. */
  readonly links: readonly string[];
  /** How many files and folders matched and are skipped because they are hidden. */
  readonly hidden: number;
  /** Paths that a pattern does not match because it reads the name as a character class. */
  readonly misread: readonly string[];
}

interface Folder {
  readonly place: string;
  /** The path without symbolic links. */
  readonly real: string;
  readonly above: Folder | undefined;
}

/**
 * Finds what the patterns select. Files that vanish meanwhile are ignored, and so are empty folders.
 *
 * @throws InputError for what can be neither uploaded nor silently skipped: an unreadable folder, a loop or a dead link
 *   that should be followed, a named pipe, a name that is not UTF-8
 */
export async function findSources(options: WalkOptions): Promise<Findings> {
  return await new SourceWalk(options).run();
}

class SourceWalk {
  readonly #options: WalkOptions;
  readonly #files: FoundFile[] = [];
  readonly #links: string[] = [];
  readonly #folders: Folder[] = [];
  readonly #misread: string[] = [];
  #hidden = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async run(): Promise<Findings> {
    for (const searchPath of this.#options.patterns.searchPaths) await this.#begin(searchPath);
    while (this.#folders.length > 0) {
      this.#options.signal?.throwIfAborted();
      await Promise.all(this.#folders.splice(-FOLDERS_AT_ONCE).map((folder) => this.#list(folder)));
    }
    return { files: this.#files, links: this.#links, hidden: this.#hidden, misread: this.#misread };
  }

  async #begin(searchPath: string): Promise<void> {
    const entry = await this.#look(searchPath, see);
    if (entry === undefined) return;
    if (await this.#leadsThrough(searchPath, entry)) return await this.#follow(searchPath, undefined);
    const above = dirname(searchPath);
    const real = (await this.#look(above, (place) => realpath(place))) ?? above;
    if (this.#concerns(searchPath, entry))
      this.#take(searchPath, entry, { place: above, real, above: undefined });
  }

  /**
   * Whether to follow the link. One that is the whole selection, or that patterns only pass through, cannot be kept.
   * Neither can one to something that is not a file or folder, such as <(…).
   */
  async #leadsThrough(searchPath: string, entry: Stats): Promise<boolean> {
    if (!entry.isSymbolicLink() || this.#options.followLinks) return entry.isSymbolicLink();
    const { patterns } = this.#options;
    const behind = await this.#look(searchPath, seeThrough);
    if (behind === undefined) return false;
    if (!behind.isFile() && !behind.isDirectory()) return true;
    return patterns.searchPaths.length === 1 || !patterns.takes(searchPath, false);
  }

  async #list(folder: Folder): Promise<void> {
    const entries = await this.#look(folder.place, (place) => readdir(place, { withFileTypes: true }));
    for (const entry of entries ?? []) {
      const place = join(folder.place, entry.name);
      if (this.#options.patterns.misreads(entry.name)) this.#misread.push(place);
      if (!this.#concerns(place, entry) || this.#leavesOutHidden(place, entry)) continue;
      if (MAYBE_MANGLED.test(entry.name)) await this.#checkName(folder.place, entry.name);
      if (entry.isSymbolicLink() && this.#options.followLinks) await this.#follow(place, folder);
      else this.#take(place, entry, folder);
    }
  }

  /** Whether the patterns select it, or something below it. A link that is followed counts as a folder. */
  #concerns(place: string, entry: Dirent | Stats): boolean {
    const { patterns, followLinks } = this.#options;
    if (!entry.isDirectory() && patterns.takes(place, false)) return true;
    const leadsOn = entry.isDirectory() || (entry.isSymbolicLink() && followLinks);
    return leadsOn && patterns.canTakeBelow(place);
  }

  #take(place: string, entry: Dirent | Stats, above: Folder): void {
    if (entry.isDirectory()) this.#folders.push({ place, real: join(above.real, basename(place)), above });
    else if (entry.isFile()) this.#files.push({ place, absolute: place });
    else if (entry.isSymbolicLink()) this.#links.push(place);
    else throw this.#special(place, entry);
  }

  async #follow(place: string, above: Folder | undefined): Promise<void> {
    const entry = await this.#lookThrough(place);
    if (entry === undefined || !this.#concerns(place, entry)) return;
    // Checked before it is resolved, because an open file of a process, such as /dev/stdin, has no path.
    if (!entry.isDirectory() && !entry.isFile()) throw this.#special(place, entry);
    const real = await this.#look(place, (link) => realpath(link));
    if (real === undefined) throw this.#refusal(place, 'is a link to something that no longer has a path');
    if (entry.isDirectory()) {
      if (holdsItself(real, above)) throw this.#refusal(place, 'is a link to a folder that contains it');
      this.#folders.push({ place, real, above });
    } else this.#files.push({ place, absolute: real });
  }

  /** The target of a link. Undefined if it does not exist and the patterns do not select the link itself. */
  async #lookThrough(place: string): Promise<Stats | undefined> {
    const taken = this.#options.patterns.takes(place, false);
    const entry = await this.#look(place, seeThrough);
    if (entry === undefined && taken && (await this.#look(place, see)) !== undefined) {
      throw this.#refusal(place, 'is a broken symbolic link');
    }
    return entry;
  }

  /** The result of a file system call. Undefined if the file does not exist. */
  async #look<Answer>(place: string, ask: (place: string) => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask(place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      if (code === 'ELOOP') throw this.#refusal(place, 'is in a loop of symbolic links');
      throw this.#refusal(place, `cannot be read (${code})`);
    }
  }

  #leavesOutHidden(place: string, entry: Dirent): boolean {
    const { includeHidden, patterns } = this.#options;
    if (includeHidden || !basename(place).startsWith('.') || patterns.namesHidden(place)) return false;
    if (patterns.takes(place, entry.isDirectory())) this.#hidden += 1;
    return true;
  }

  /**
   * Node replaces bytes that are not UTF-8 by U+FFFD, so the key would be a different name, and the file could not be found
   * under it.
   */
  async #checkName(folder: string, name: string): Promise<void> {
    const names = await readdir(folder, { encoding: 'buffer' });
    const mangled = names.some((bytes) => !isUtf8(bytes) && bytes.toString() === name);
    if (mangled || /\p{Cs}/u.test(name)) {
      throw this.#refusal(join(folder, name), 'has a name that is not valid UTF-8, as keys must be');
    }
  }

  /** A user who names a pipe, such as /dev/stdin or <(…), wants its content. */
  #special(place: string, entry: Dirent | Stats): InputError {
    const { patterns, cwd } = this.#options;
    const what = describeSpecial(entry);
    if (!patterns.searchPaths.includes(place)) return this.#refusal(place, what);
    return refuseSource(
      place,
      cwd,
      `${what}: write the content to a file and name it, or upload - on the command line`,
    );
  }

  #refusal(place: string, what: string): InputError {
    return refuseSource(place, this.#options.cwd, `${what}: exclude it or fix it`);
  }
}

/** An error about something that was found. The sentence has no full stop. */
export function refuseSource(place: string, cwd: string, sentence: string): InputError {
  return new InputError('path', `includes '${printable(shown(place, cwd))}', which ${sentence}.`);
}

/** A path as the user would write it. */
export function shown(place: string, cwd: string): string {
  return isInside(cwd, place) && place !== cwd ? place.slice(join(cwd, 'x').length - 1) : place;
}

const see = (place: string): Promise<Stats> => lstat(place);
const seeThrough = (place: string): Promise<Stats> => stat(place);

/** Whether the folder `real` is one of its own parents, or contains one. */
function holdsItself(real: string, above: Folder | undefined): boolean {
  for (let folder = above; folder !== undefined; folder = folder.above) {
    if (isInside(real, folder.real)) return true;
  }
  return false;
}

function describeSpecial(entry: Dirent | Stats): string {
  const kind = entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : 'a device';
  return `is ${kind} and has no content to upload`;
}
