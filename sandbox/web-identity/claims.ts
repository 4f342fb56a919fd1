/** A token's claims by name. One that is a list, or that stands in several places, has several values. */
export type Claims = ReadonlyMap<string, readonly string[]>;

/** Tags of the session, which are no claims. */
export const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/**
 * What conditions may ask for, as RGW collects it: what is nested counts by its own name, wherever it stands. Names in
 * their order, and the latest value first, which decides what RGW takes for the subject and the audience.
 */
export function collectClaims(payload: Readonly<Record<string, unknown>>): Claims {
  const claims = new Map<string, string[]>();
  for (const [name, value] of sortedEntries(payload)) {
    if (name !== TAGS_CLAIM) collect(name, value, claims);
  }
  return claims;
}

function collect(name: string, value: unknown, claims: Map<string, string[]>): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(name, one, claims);
  } else if (typeof value === 'object') {
    for (const [inner, one] of sortedEntries(value)) collect(inner, one, claims);
  } else {
    claims.set(name, [String(value), ...(claims.get(name) ?? [])]);
  }
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
