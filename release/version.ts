/** Versions of releases. X.Y.Z without a suffix, because the tag `vX` moves to each of them. */

type Version = readonly [major: number, minor: number, patch: number];

/** @throws Error if the text is not X.Y.Z */
export function parseVersion(text: string): Version {
  const [, major, minor, patch] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? [];
  if (patch === undefined)
    throw new Error(`Invalid version ${JSON.stringify(text)}: use X.Y.Z, such as 1.2.0.`);
  return [Number(major), Number(minor), Number(patch)];
}

/** Less than, equal to or greater than zero, as for `Array.sort`. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parseVersion(a), parseVersion(b)];
  const place = first.findIndex((number, index) => number !== second[index]);
  return place === -1 ? 0 : (first[place] ?? 0) - (second[place] ?? 0);
}
