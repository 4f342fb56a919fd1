import { isUtf8 } from 'node:buffer';
import { readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { printable } from '../../printable.ts';

/** A folder of the selection, and its path without symbolic links. */
export interface Place {
  readonly given: string;
  readonly real: string;
}

/** The folders of a selection: its root first, then those that were searched. */
export async function placesOf(folders: readonly string[]): Promise<Place[]> {
  const reals = await Promise.all(folders.map(realOrNothing));
  return folders.map((given, index) => ({ given, real: reals[index] ?? given }));
}

/** The target of a link, or why it cannot be kept, as the end of a sentence. */
export type LinkTarget = { readonly target: string } | { readonly problem: string };

/**
 * The target of a link, relative to its folder and with `/`. All `..` come first, because a later one could pass through
 * another link. An absolute target becomes relative. A target that does not exist is kept.
 */
export async function findTarget(link: string, places: readonly Place[]): Promise<LinkTarget> {
  const written = await readlink(link, 'buffer');
  if (!isUtf8(written)) return { problem: 'links to a name that is not valid UTF-8' };
  const target = await placeOfTarget(link, written.toString(), places);
  if (target !== undefined) return { target: wayFrom(link, target) };
  return {
    problem: `is a link to something outside the upload's folder, '${printable(places[0]?.given ?? '')}'`,
  };
}

async function placeOfTarget(
  link: string,
  written: string,
  places: readonly Place[],
): Promise<string | undefined> {
  const named = locate(resolve(dirname(link), written), places);
  const real = await realOrNothing(link);
  if (real === undefined) return named;
  const reached = locate(real, places);
  if (reached === undefined) return undefined;
  // Textually `a/../b` is `b`, which is a different file if `a` is a link.
  const means = named !== undefined && (await realOrNothing(named)) === real;
  return means ? named : reached;
}

/** The path of an absolute path below the root. */
function locate(path: string, places: readonly Place[]): string | undefined {
  const [root] = places;
  if (root !== undefined && isInside(root.given, path)) return path;
  const place = places.find(({ real }) => isInside(real, path));
  return place && join(place.given, relative(place.real, path));
}

function wayFrom(link: string, target: string): string {
  return relative(dirname(link), target).replaceAll(sep, '/') || '.';
}

/** Undefined if it does not exist, cannot be accessed, or is a loop. */
async function realOrNothing(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}

/** Whether an absolute path is `folder` or below it, textually. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
