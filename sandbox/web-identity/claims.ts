/** The claims of a token by name. A list, or a name that occurs more than once, has several values. */
export type Claims = ReadonlyMap<string, readonly string[]>;

/** The session tags, which conditions cannot use. */
export const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/**
 * Collects the claims as RGW does for conditions. A nested claim is known by its own name only. Names are visited in
 * alphabetical order and later values come first, which decides the subject and the audience.
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
