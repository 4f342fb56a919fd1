import { isUtf8 } from 'node:buffer';
import { readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { printable } from '../../printable.ts';

/** A folder of the selection, and where it is without any link. */
export interface Place {
  readonly given: string;
  readonly real: string;
}

/** The folders that make a selection: its root first, then those that were searched. */
export async function placesOf(folders: readonly string[]): Promise<Place[]> {
  const reals = await Promise.all(folders.map(realOrNothing));
  return folders.map((given, index) => ({ given, real: reals[index] ?? given }));
}

/** Where a link leads, or why that cannot be kept, as the end of a sentence. */
export type LinkTarget = { readonly target: string } | { readonly problem: string };

/**
 * Where a link leads, from its folder on and with `/`, by a way that climbs first and then only descends: what climbs
 * later could pass through another link. An absolute target becomes relative; one that is not there stays.
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
  // By name alone `a/../b` is `b`, which is another file when `a` is a link.
  const means = named !== undefined && (await realOrNothing(named)) === real;
  return means ? named : reached;
}

/** The path below the root by which an absolute path is known there. */
function locate(path: string, places: readonly Place[]): string | undefined {
  const [root] = places;
  if (root !== undefined && isInside(root.given, path)) return path;
  const place = places.find(({ real }) => isInside(real, path));
  return place && join(place.given, relative(place.real, path));
}

function wayFrom(link: string, target: string): string {
  return relative(dirname(link), target).replaceAll(sep, '/') || '.';
}

/** Undefined for what is not there, cannot be seen, or goes in a circle. */
async function realOrNothing(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}

/** Whether an absolute path is `folder` or below it, by its text alone. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
